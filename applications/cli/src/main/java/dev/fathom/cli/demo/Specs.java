package dev.fathom.cli.demo;

import dev.fathom.simulator.engine.InstrumentSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The instruments that the simulated exchange has. */
final class Specs {
    private Specs() {}

    /**
     * Those with the given symbols, in any case, in the given order; all of them if none is given.
     *
     * @throws IllegalArgumentException naming the symbol and those there are
     */
    static List<InstrumentSpec> chosen(List<String> symbols) {
        List<InstrumentSpec> all = InstrumentSpec.defaults();
        if (symbols.isEmpty()) {
            return all;
        }
        return symbols.stream()
                .map(symbol -> symbol.trim().replace("-", "").toUpperCase(Locale.ROOT))
                .distinct()
                .map(symbol -> find(all, symbol))
                .toList();
    }

    private static InstrumentSpec find(List<InstrumentSpec> all, String symbol) {
        return all.stream()
                .filter(spec -> spec.symbol().equals(symbol))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "the simulated exchange does not trade '"
                                        + symbol
                                        + "': it has "
                                        + all.stream()
                                                .map(InstrumentSpec::symbol)
                                                .collect(Collectors.joining(", "))));
    }
}
