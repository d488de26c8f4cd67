package dev.fathom.cli.demo;

import dev.fathom.simulator.engine.InstrumentSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The instruments that the simulated exchange has. */
final class Specs {
    private static final String QUOTE = "USDT";
    private static final String MODEL = "SOLUSDT";

    private Specs() {}

    /**
     * Those of COIN-M with the given symbols, in any case; all if none is given.
     *
     * @throws IllegalArgumentException naming the symbol and those there are
     */
    static List<InstrumentSpec> inverse(List<String> symbols) {
        List<InstrumentSpec> all = InstrumentSpec.inverse();
        return symbols.isEmpty()
                ? all
                : symbols.stream()
                        .map(symbol -> symbol.trim().toUpperCase(Locale.ROOT))
                        .distinct()
                        .map(symbol -> inverse(all, symbol))
                        .toList();
    }

    private static InstrumentSpec inverse(List<InstrumentSpec> all, String symbol) {
        return all.stream()
                .filter(it -> it.symbol().equals(symbol))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'%s' cannot be simulated at binance-delivery: there are %s"
                                        .formatted(
                                                symbol,
                                                all.stream()
                                                        .map(InstrumentSpec::symbol)
                                                        .collect(Collectors.joining(", ")))));
    }

    /**
     * Those with the given symbols, in any case, in the given order; the usual ones if none is
     * given.
     *
     * @throws IllegalArgumentException naming the symbol and those there may be
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
                .orElseGet(() -> invented(symbol));
    }

    // Any other symbol in dollars is traded like SOLUSDT.
    private static InstrumentSpec invented(String symbol) {
        if (!symbol.matches("[A-Z0-9]{1,20}" + QUOTE)) {
            throw new IllegalArgumentException(
                    "'"
                            + symbol
                            + "' cannot be simulated: there are "
                            + InstrumentSpec.defaults().stream()
                                    .map(InstrumentSpec::symbol)
                                    .collect(Collectors.joining(", "))
                            + ", and any name that ends in "
                            + QUOTE);
        }
        InstrumentSpec model = find(InstrumentSpec.defaults(), MODEL);
        return new InstrumentSpec(
                symbol,
                symbol.substring(0, symbol.length() - QUOTE.length()),
                QUOTE,
                model.startPrice(),
                model.tickSize(),
                model.stepSize(),
                model.typicalSize(),
                model.levelsPerSide(),
                model.changesPerSecond(),
                model.firstUpdateId(),
                model.firstTradeId());
    }
}
