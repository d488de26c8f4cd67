package dev.fathom.simulator;

import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.truth.Truth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The levels touched by a range of changes, with their quantities before and after. Numbers in
 * units of 10^-8.
 *
 * @param first first update id covered
 * @param last last update id covered
 * @param bids by price, best first
 * @param asks by price, best first
 */
record DepthBatch(long first, long last, TreeMap<Long, Touched> bids, TreeMap<Long, Touched> asks) {
    /** Total quantity at a price before the first and after the last change. */
    record Touched(long before, long after) {}

    static DepthBatch of(Truth truth, long first, long last) {
        DepthBatch batch =
                new DepthBatch(
                        first, last, new TreeMap<>(Comparator.reverseOrder()), new TreeMap<>());
        truth.changes(
                first,
                last,
                (_, side, price, before, after) -> batch.touch(side, price, before, after));
        return batch;
    }

    private void touch(BookSide side, long price, long before, long after) {
        (side == BookSide.BID ? bids : asks)
                .merge(
                        price,
                        new Touched(before, after),
                        (was, now) -> new Touched(was.before, now.after));
    }

    /** Without the levels that are as they were; empty if there are none of them. */
    Optional<DepthBatch> withoutNetZero() {
        DepthBatch rest = copy();
        boolean some = rest.bids.values().removeIf(it -> it.before == it.after);
        some |= rest.asks.values().removeIf(it -> it.before == it.after);
        return some ? Optional.of(rest) : Optional.empty();
    }

    /**
     * With one existing level's quantity larger by {@code by}; empty if every level was removed.
     */
    Optional<DepthBatch> withWrongLevel(long by) {
        DepthBatch wrong = copy();
        for (TreeMap<Long, Touched> side : List.of(wrong.bids, wrong.asks)) {
            // Farthest first: there the mistake stays longest.
            for (Long price : side.descendingKeySet()) {
                Touched was = side.get(price);
                if (was != null && was.after > 0) {
                    side.put(price, new Touched(was.before, was.after + by));
                    return Optional.of(wrong);
                }
            }
        }
        return Optional.empty();
    }

    private DepthBatch copy() {
        return new DepthBatch(first, last, new TreeMap<>(bids), new TreeMap<>(asks));
    }
}
