package dev.fathom.simulator.truth;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows the true book forwards, cheaply. Owned by one thread, which need not be the simulator's.
 *
 * <p>It keeps what lies ahead of it readable however far behind it falls, at the price of memory.
 */
public final class TruthCursor {
    private final String symbol;
    private Chunk chunk;
    private long id;
    private TreeMap<BigDecimal, BigDecimal> bids;
    private TreeMap<BigDecimal, BigDecimal> asks;

    TruthCursor(String symbol, Chunk chunk) {
        this.symbol = symbol;
        this.chunk = chunk;
        id = chunk.firstId - 1;
        bids = new TreeMap<>(chunk.bids);
        asks = new TreeMap<>(chunk.asks);
    }

    /** The update id of the state shown. */
    public long id() {
        return id;
    }

    /**
     * Moves to the next state with this update id, which may lie in a later run after the ids were
     * restarted.
     *
     * @throws IllegalArgumentException if there is none ahead; the cursor then stays where it is
     */
    public void advanceTo(long wanted) {
        Chunk target = chunkAhead(wanted);
        if (target != chunk) {
            chunk = target;
            id = target.firstId - 1;
            bids = new TreeMap<>(target.bids);
            asks = new TreeMap<>(target.asks);
        }
        target.apply(id, wanted, bids, asks);
        id = wanted;
    }

    /** Quantity by price, highest first, scale 8. A view that holds until the next advance. */
    public NavigableMap<BigDecimal, BigDecimal> bids() {
        return Collections.unmodifiableNavigableMap(bids);
    }

    /** Quantity by price, lowest first, scale 8. A view that holds until the next advance. */
    public NavigableMap<BigDecimal, BigDecimal> asks() {
        return Collections.unmodifiableNavigableMap(asks);
    }

    private Chunk chunkAhead(long wanted) {
        if (wanted >= id && chunk.knows(wanted)) {
            return chunk;
        }
        @Nullable Chunk ahead = chunk.next;
        while (ahead != null) {
            if (ahead.knows(wanted)) {
                return ahead;
            }
            ahead = ahead.next;
        }
        throw new IllegalArgumentException(
                symbol + ": no state with update id " + wanted + " ahead of " + id);
    }
}
