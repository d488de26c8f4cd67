package dev.fathom.simulator;

import dev.fathom.simulator.engine.InstrumentSpec;
import java.util.List;
import java.util.Locale;

/** Venues that tests use. */
final class Worlds {
    private Worlds() {}

    /** BTCUSDT and ETHBTC with few levels and much going on. */
    static SimulatorOptions small(long seed) {
        return SimulatorOptions.of(seed)
                .withInstruments(List.of(instrument("BTCUSDT"), instrument("ETHBTC")))
                .withHistory(20_000);
    }

    static InstrumentSpec instrument(String symbol) {
        return InstrumentSpec.defaults().stream()
                .filter(it -> it.symbol().equals(symbol))
                .findFirst()
                .orElseThrow()
                .withLevelsPerSide(40)
                .withChangesPerSecond(100);
    }

    static String lower(String symbol) {
        return symbol.toLowerCase(Locale.ROOT);
    }
}
