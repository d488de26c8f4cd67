package dev.fathom.cli.ladder;

import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last trades of each instrument. Safe for many threads. */
public final class TradeTape {
    private static final int LENGTH = 60;

    private final Map<Instrument, Deque<Trade>> trades = new HashMap<>();
    private final Map<Instrument, Long> counts = new HashMap<>();

    /** An empty tape. */
    public TradeTape() {}

    /** Adds a trade and forgets the oldest one where there are too many. */
    public synchronized void add(Trade trade) {
        Deque<Trade> of = trades.computeIfAbsent(trade.instrument(), _ -> new ArrayDeque<>());
        of.addFirst(trade);
        if (of.size() > LENGTH) {
            of.removeLast();
        }
        counts.merge(trade.instrument(), 1L, Long::sum);
    }

    /** The last trades, the newest first. */
    synchronized List<Trade> newest(Instrument instrument) {
        return new ArrayList<>(trades.getOrDefault(instrument, new ArrayDeque<>()));
    }

    /** How many there were. */
    synchronized long count(Instrument instrument) {
        return counts.getOrDefault(instrument, 0L);
    }
}
