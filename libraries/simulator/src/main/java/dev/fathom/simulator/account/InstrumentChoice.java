package dev.fathom.simulator.account;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The instruments that a request means. Owned by the venue's thread. */
final class InstrumentChoice {
    private final Map<String, ? extends TradingPlace> places;
    private final boolean knowsPairs;

    /**
     * A choice among these.
     *
     * @param places the markets of now by symbol; may change
     * @param knowsPairs whether all contracts of a pair may be meant by its name
     */
    InstrumentChoice(Map<String, ? extends TradingPlace> places, boolean knowsPairs) {
        this.places = places;
        this.knowsPairs = knowsPairs;
    }

    /** The symbol that has to be named. */
    String one(Params params) throws AccountRefusal {
        String symbol = params.required("symbol");
        if (!places.containsKey(symbol)) {
            throw new AccountRefusal(-1121, "Invalid symbol.");
        }
        return symbol;
    }

    /** The one symbol, or all symbols of the pair, one of which has to be named. */
    Set<String> some(Params params) throws AccountRefusal {
        Optional<String> pair = pair(params);
        if (pair.isEmpty()) {
            return Set.of(one(params));
        }
        if (params.get("symbol").isPresent()) {
            throw AccountRefusal.badCombination();
        }
        Set<String> symbols = new TreeSet<>();
        for (TradingPlace place : places.values()) {
            if (place.instrument().pair().equals(pair.get())) {
                symbols.add(place.instrument().symbol());
            }
        }
        if (symbols.isEmpty()) {
            throw new AccountRefusal(-4144, "Invalid pair.");
        }
        return symbols;
    }

    /** Whether a symbol or a pair is named. */
    boolean isMade(Params params) {
        return params.get("symbol").isPresent() || pair(params).isPresent();
    }

    /** Refuses ids where a pair is named: they are of one symbol. */
    void refusePair(Params params) throws AccountRefusal {
        if (pair(params).isPresent()) {
            throw AccountRefusal.badCombination();
        }
    }

    private Optional<String> pair(Params params) {
        return knowsPairs ? params.get("pair") : Optional.empty();
    }
}
