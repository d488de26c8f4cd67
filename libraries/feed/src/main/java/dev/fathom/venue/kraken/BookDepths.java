package dev.fathom.venue.kraken;

import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import java.util.HashMap;
import java.util.Map;

/**
 * To how many levels a side the books of a connection were subscribed. Owned by one thread.
 *
 * <p>The venue tells it in its answer to the subscription. Where that is missing, the snapshot has
 * as many levels, unless the book itself has fewer.
 */
final class BookDepths {
    private static final int[] OFFERED = {10, 25, 100, 500, 1000};
    private static final int DEEPEST = 1000;

    private final Map<Instrument, Integer> depths = new HashMap<>();

    void put(Instrument instrument, int depth) {
        depths.put(instrument, depth);
    }

    void remove(Instrument instrument) {
        depths.remove(instrument);
    }

    /** The depth of a book whose snapshot this is. */
    int begin(Instrument instrument, DepthMessage snapshot) {
        int levels = Math.max(snapshot.side(Side.BID).count(), snapshot.side(Side.ASK).count());
        return depths.computeIfAbsent(instrument, _ -> leastFor(levels));
    }

    private static int leastFor(int levels) {
        for (int depth : OFFERED) {
            if (levels <= depth) {
                return depth;
            }
        }
        return levels;
    }

    /** The depths that are known. */
    Map<Instrument, Integer> known() {
        return depths;
    }

    /** The depth of a book; the deepest there is before its snapshot. */
    int of(Instrument instrument) {
        return depths.getOrDefault(instrument, DEEPEST);
    }
}
