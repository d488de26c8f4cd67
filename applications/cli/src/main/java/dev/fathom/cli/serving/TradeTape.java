package dev.fathom.cli.serving;

import dev.fathom.feed.FeedListener;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.Trade;
import dev.fathom.market.Traded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Keeps the newest trades of a replay, by symbol. Owned by one thread. */
final class TradeTape implements FeedListener {
    private static final int KEPT = 10_000;

    private final Map<String, ArrayDeque<Trade>> single = new HashMap<>();
    private final Map<String, ArrayDeque<AggregateTrade>> folded = new HashMap<>();

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
        // Two connections may have brought it, or it was brought again.
        if (tape.isEmpty() || tape.getLast().id() < trade.id()) {
            tape.addLast(trade);
        }
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

    private static <T extends Traded> List<T> some(
            ArrayDeque<T> tape, Predicate<Traded> wanted, boolean newest, int limit) {
        List<T> found = new ArrayList<>(tape);
        found.removeIf(wanted.negate());
        int from = newest ? Math.max(0, found.size() - limit) : 0;
        return found.subList(from, Math.min(found.size(), from + limit));
    }
}
