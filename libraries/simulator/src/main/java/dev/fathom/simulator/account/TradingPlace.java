package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.engine.MatchingEngine;
import java.math.BigDecimal;

/** The market of one instrument, as the account needs it. */
public interface TradingPlace {
    /** What is traded there. */
    InstrumentSpec instrument();

    /** Its name on the wire. */
    default String symbol() {
        return instrument().symbol();
    }

    /** The step of prices of now. */
    BigDecimal tick();

    /** The venue's word for whether it is traded, {@code TRADING} if it is. */
    String status();

    /** Where orders meet. */
    MatchingEngine engine();
}
