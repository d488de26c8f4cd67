package dev.fathom.venue;

/** Eight ASCII digits in one {@code long}, the first in the lowest byte. */
final class EightDigits {
    // Every step joins neighbours: eight digits become four numbers below a hundred, then two below
    // ten thousand, then one. Each multiplication does all its pairs at once.

    private static final long HIGH_HALVES = 0xF0F0F0F0F0F0F0F0L;
    private static final long SIXES = 0x0606060606060606L;
    private static final long THREES = 0x3333333333333333L;

    private EightDigits() {}

    /** True when every byte is between '0' and '9'. */
    static boolean areDigits(long bytes) {
        // '0' to '9' are 0x30 to 0x39: the high half is 3, and still is with six added.
        long high = bytes & HIGH_HALVES;
        long highWithSix = (bytes + SIXES) & HIGH_HALVES;
        return (high | (highWithSix >>> 4)) == THREES;
    }

    /** The number that the digits make. */
    static long value(long digits) {
        long ones = digits & 0x0F0F0F0F0F0F0F0FL;
        long hundreds = ((ones * (10 * (1L << 8) + 1)) >>> 8) & 0x00FF00FF00FF00FFL;
        long tenThousands = ((hundreds * (100 * (1L << 16) + 1)) >>> 16) & 0x0000FFFF0000FFFFL;
        return (tenThousands * (10_000 * (1L << 32) + 1)) >>> 32;
    }
}
