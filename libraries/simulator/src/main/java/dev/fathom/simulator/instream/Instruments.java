package dev.fathom.simulator.instream;

import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;
import java.util.List;

/** What the simulated venues trade. */
final class Instruments {
    private static final long FIRST_UPDATE_ID = 1_000_000;
    private static final long FIRST_TRADE_ID = 5_000_000;

    private Instruments() {}

    static List<InstrumentSpec> of(InstrumentSpec... specs) {
        return List.of(specs);
    }

    static InstrumentSpec traded(
            String base,
            String quote,
            String price,
            String tick,
            String step,
            String size,
            int levels,
            int rate) {
        return new InstrumentSpec(
                base + quote,
                base,
                quote,
                new BigDecimal(price),
                new BigDecimal(tick),
                new BigDecimal(step),
                new BigDecimal(size),
                levels,
                rate,
                FIRST_UPDATE_ID,
                FIRST_TRADE_ID);
    }
}
