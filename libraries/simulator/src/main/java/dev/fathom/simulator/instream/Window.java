package dev.fathom.simulator.instream;

import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.MatchingEngine;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The best levels of a book, best first, prices and quantities in units of 10^-8. Immutable.
 *
 * @param bids quantity by price
 * @param asks quantity by price
 */
record Window(NavigableMap<Long, Long> bids, NavigableMap<Long, Long> asks) {
    static final Window EMPTY = new Window(empty(BookSide.BID), empty(BookSide.ASK));

    static Window of(MatchingEngine engine, int levels) {
        return new Window(side(engine, BookSide.BID, levels), side(engine, BookSide.ASK, levels));
    }

    private static NavigableMap<Long, Long> side(MatchingEngine engine, BookSide side, int levels) {
        NavigableMap<Long, Long> best = empty(side);
        engine.best(side, levels, best::put);
        return Collections.unmodifiableNavigableMap(best);
    }

    private static NavigableMap<Long, Long> empty(BookSide side) {
        return new TreeMap<>(
                side == BookSide.BID
                        ? Comparator.<Long>reverseOrder()
                        : Comparator.<Long>naturalOrder());
    }

    NavigableMap<Long, Long> side(BookSide side) {
        return side == BookSide.BID ? bids : asks;
    }

    /** Levels of this window that the one before had not or had otherwise. */
    NavigableMap<Long, Long> newSince(Window before, BookSide side) {
        NavigableMap<Long, Long> fresh = new TreeMap<>(side(side));
        NavigableMap<Long, Long> result = empty(side);
        fresh.forEach((price, quantity) -> {
            if (!quantity.equals(before.side(side).get(price))) {
                result.put(price, quantity);
            }
        });
        return result;
    }

    /** Prices of the one before that this window has no more. */
    Iterable<Long> goneSince(Window before, BookSide side) {
        TreeMap<Long, Long> gone = new TreeMap<>(before.side(side));
        gone.keySet().removeAll(side(side).keySet());
        return gone.keySet();
    }
}
