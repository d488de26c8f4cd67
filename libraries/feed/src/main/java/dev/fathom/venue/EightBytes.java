package dev.fathom.venue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of text in one {@code long}, the first in the lowest byte, looked at all at once: to
 * find a character or to read eight digits takes a few operations and no branch.
 */
final class EightBytes {
    // A sum or difference of two longs works on all eight bytes. It may carry from one byte into
    // the next, so that only what is said of the first byte of interest holds; nobody asks for
    // more.

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = ONES << 7;

    // 9 and this make 0x7F: more reaches the highest bit of the byte.
    private static final long ABOVE_NINE = 0x76 * ONES;

    private EightBytes() {}

    /** The eight bytes from an index on. */
    static long at(byte[] bytes, int index) {
        return (long) LONG.get(bytes, index);
    }

    /** The index of the first byte that is this ASCII character; 8 if none is. */
    static int indexOf(char ascii, long bytes) {
        long zeroWhereEqual = bytes ^ (ascii * ONES);
        return firstHigh((zeroWhereEqual - ONES) & ~zeroWhereEqual);
    }

    /**
     * The index of the first byte that is a backslash, a control byte or no ASCII; 8 if none is.
     */
    static int indexOfOdd(long bytes) {
        long zeroWhereBackslash = bytes ^ ('\\' * ONES);
        return firstHigh((zeroWhereBackslash - ONES) | (bytes - ' ' * ONES) | bytes);
    }

    /** How many digits stand before the first byte that is none. */
    static int digits(long bytes) {
        return firstHigh(noDigits(worth(bytes)));
    }

    private static int firstHigh(long bytes) {
        return Long.numberOfTrailingZeros(bytes & HIGHS) >>> 3;
    }

    /** What each byte is worth as a digit: 0 to 9, or something else where it is none. */
    static long worth(long bytes) {
        return bytes ^ ('0' * ONES);
    }

    /** What the first few bytes are worth, one to eight, moved to the end with zeros before. */
    static long worthOfFirst(int count, long bytes) {
        return worth(bytes) << -(count << 3);
    }

    /** Zero if every byte is worth 0 to 9. */
    static long noDigits(long worth) {
        return ((worth + ABOVE_NINE) | worth) & HIGHS;
    }

    /** Zero if every byte of both is worth 0 to 9. */
    static long noDigits(long worth, long other) {
        return ((worth + ABOVE_NINE) | worth | (other + ABOVE_NINE) | other) & HIGHS;
    }

    /** The number that eight digits make, each given by its worth. */
    static long number(long worth) {
        // Every step joins neighbours: eight digits become four numbers below a hundred, then two
        // below ten thousand, then one. Each multiplication does all its pairs at once.
        long hundreds = ((worth * (10 * (1L << 8) + 1)) >>> 8) & 0x00FF00FF00FF00FFL;
        long tenThousands = ((hundreds * (100 * (1L << 16) + 1)) >>> 16) & 0x0000FFFF0000FFFFL;
        return (tenThousands * (10_000 * (1L << 32) + 1)) >>> 32;
    }
}
