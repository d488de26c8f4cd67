package dev.fathom.cli.serving;

import dev.fathom.feed.FeedListener;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.Trade;
import dev.fathom.market.Traded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Keeps the newest trades of a replay, by symbol. Owned by one thread at a time. */
final class TradeTape implements FeedListener {
    private static final int KEPT = 10_000;

    private final Map<String, ArrayDeque<Trade>> single = new HashMap<>();
    private final Map<String, ArrayDeque<AggregateTrade>> folded = new HashMap<>();
    private final Map<String, List<Trade>> listed = new HashMap<>();

    /**
     * An empty tape.
     *
     * @param listed trades that came by requests alone, some time after they happened
     */
    TradeTape(List<Trade> listed) {
        listed.forEach(it ->
                this.listed
                        .computeIfAbsent(it.instrument().symbol(), _ -> new ArrayList<>())
                        .add(it));
    }

    @Override
    public void onBook(LiveBook book) {}

    @Override
    public void onTrade(Trade trade) {
        add(single, trade.instrument().symbol(), trade);
    }

    @Override
    public void onAggregateTrade(AggregateTrade trade) {
        add(folded, trade.instrument().symbol(), trade);
    }

    private static <T extends Traded> void add(
            Map<String, ArrayDeque<T>> tapes, String symbol, T trade) {
        ArrayDeque<T> tape = tapes.computeIfAbsent(symbol, _ -> new ArrayDeque<>());
        tape.addLast(trade);
        if (tape.size() > KEPT) {
            tape.removeFirst();
        }
    }

    /** Whether there is any of this kind. */
    boolean has(String symbol, boolean aggregated) {
        return (aggregated ? folded : single).containsKey(symbol);
    }

    /** The newest single trades, or the oldest of those wanted, in the order of their ids. */
    List<Trade> trades(String symbol, Predicate<Traded> wanted, boolean newest, int limit) {
        return some(single.getOrDefault(symbol, new ArrayDeque<>()), wanted, newest, limit);
    }

    /** The newest folded trades, or the oldest of those wanted, in the order of their ids. */
    List<AggregateTrade> aggregates(
            String symbol, Predicate<Traded> wanted, boolean newest, int limit) {
        return some(folded.getOrDefault(symbol, new ArrayDeque<>()), wanted, newest, limit);
    }

    /**
     * All that have happened up to a time, oldest first, those among them that were listed later.
     *
     * @param nowNs nanoseconds since 1970 UTC
     */
    List<Trade> untilNow(String symbol, long nowNs) {
        Map<Long, Trade> byId = new LinkedHashMap<>();
        single.getOrDefault(symbol, new ArrayDeque<>()).forEach(it -> byId.put(it.id(), it));
        listed.getOrDefault(symbol, List.of()).stream()
                .filter(it -> it.venueTime().toNs() <= nowNs)
                .forEach(it -> byId.putIfAbsent(it.id(), it));
        List<Trade> all = new ArrayList<>(byId.values());
        all.sort(Comparator.comparingLong(it -> it.venueTime().toNs()));
        return all;
    }

    private static <T extends Traded> List<T> some(
            ArrayDeque<T> tape, Predicate<Traded> wanted, boolean newest, int limit) {
        List<T> found = new ArrayList<>(tape);
        found.removeIf(wanted.negate());
        int from = newest ? Math.max(0, found.size() - limit) : 0;
        return found.subList(from, Math.min(found.size(), from + limit));
    }
}
