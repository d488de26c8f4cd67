package dev.fathom.simulator.truth;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run of consecutive update ids: the book before the first, then each change.
 *
 * <p>One thread appends; any thread reads. A change is written before {@link #size} makes it
 * visible and is never touched again.
 */
final class Chunk {
    final long firstId;
    final NavigableMap<BigDecimal, BigDecimal> bids;
    final NavigableMap<BigDecimal, BigDecimal> asks;
    final BookSide[] sides;
    final long[] prices;
    final long[] before;
    final long[] after;
    private volatile int size;
    volatile @Nullable Chunk next;

    Chunk(
            long firstId,
            NavigableMap<BigDecimal, BigDecimal> bids,
            NavigableMap<BigDecimal, BigDecimal> asks,
            int capacity) {
        this.firstId = firstId;
        this.bids = Collections.unmodifiableNavigableMap(new TreeMap<>(bids));
        this.asks = Collections.unmodifiableNavigableMap(new TreeMap<>(asks));
        sides = new BookSide[capacity];
        prices = new long[capacity];
        before = new long[capacity];
        after = new long[capacity];
    }

    static TreeMap<BigDecimal, BigDecimal> emptyBids() {
        return new TreeMap<>(Comparator.reverseOrder());
    }

    static TreeMap<BigDecimal, BigDecimal> emptyAsks() {
        return new TreeMap<>();
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size == prices.length;
    }

    /**
     * The id of the state after the last change, or of the state at the start while there is none.
     */
    long lastId() {
        return firstId - 1 + size;
    }

    /** Whether this run knows the state at {@code id}; the state at the start counts. */
    boolean knows(long id) {
        return id >= firstId - 1 && id <= lastId();
    }

    void append(BookSide side, long price, long quantityBefore, long quantityAfter) {
        int index = size;
        sides[index] = side;
        prices[index] = price;
        before[index] = quantityBefore;
        after[index] = quantityAfter;
        size = index + 1;
    }

    /** Carries the changes after {@code from} up to {@code to} into the maps. */
    void apply(
            long from,
            long to,
            NavigableMap<BigDecimal, BigDecimal> bidMap,
            NavigableMap<BigDecimal, BigDecimal> askMap) {
        for (int i = (int) (from + 1 - firstId); i <= to - firstId; i++) {
            set(sides[i] == BookSide.BID ? bidMap : askMap, prices[i], after[i]);
        }
    }

    static void set(NavigableMap<BigDecimal, BigDecimal> levels, long price, long quantity) {
        BigDecimal key = BigDecimal.valueOf(price, Truth.SCALE);
        if (quantity == 0) {
            levels.remove(key);
        } else {
            levels.put(key, BigDecimal.valueOf(quantity, Truth.SCALE));
        }
    }
}
