package dev.fathom.market;

import java.util.Arrays;

/**
 * Prices and sizes in two arrays of one length, filled by whoever reads them from a message. Owned
 * by one thread.
 *
 * @param prices fixed-point numbers
 * @param sizes fixed-point numbers, of the level with the same index
 */
public record LevelArrays(long[] prices, long[] sizes) {
    /** Arrays for so many levels. */
    public static LevelArrays of(int capacity) {
        return new LevelArrays(new long[capacity], new long[capacity]);
    }

    /** How many levels there is room for. */
    public int capacity() {
        return prices.length;
    }

    /** The same sizes with other prices, as many. */
    public LevelArrays withPrices(long[] others) {
        return new LevelArrays(others, sizes);
    }

    /** The same prices with other sizes, as many. */
    public LevelArrays withSizes(long[] others) {
        return new LevelArrays(prices, others);
    }

    /** The same levels with twice the room. */
    public LevelArrays doubled() {
        int more = 2 * prices.length;
        return new LevelArrays(Arrays.copyOf(prices, more), Arrays.copyOf(sizes, more));
    }
}
