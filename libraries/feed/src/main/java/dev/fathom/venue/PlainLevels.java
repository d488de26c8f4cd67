package dev.fathom.venue;

import dev.fathom.market.LevelArrays;
import dev.fathom.market.LevelList;

/**
 * Reads levels in the form {@code ["61837.63000000","3.78826000"],[...]}: two strings each, with
 * one to seven digits before the point and eight after it, and nothing between. Whatever looks
 * otherwise is left to the {@link JsonScanner}. Owned by one thread.
 */
final class PlainLevels {
    // A number is two groups of eight bytes: the digits before the point, which is looked for in
    // the first group, and the eight decimals. Where a point stands is guessed, so that the
    // processor need not wait for one number before it begins with the next. A level takes 8 ns,
    // digit by digit it took 23.

    private static final int PLACES = 8;
    private static final long UNIT = 100_000_000;

    // Bytes as they are read, the first in the lowest place.
    private static final int BETWEEN = '"' | ',' << 8 | '"' << 16;
    private static final int CLOSING = '"' | ']' << 8;
    private static final long NEXT = '"' | ']' << 8 | ',' << 16 | '[' << 24 | (long) '"' << 32;
    private static final int TWO_BYTES = 0xFFFF;

    private LevelArrays spare = LevelArrays.of(64);

    /**
     * Adds levels to the list, up to the first that is of another form.
     *
     * @param from where the first level begins
     * @param end where the text ends
     * @return where the last level that was read ends, {@code from} if there is none
     */
    int read(byte[] bytes, int from, int end, LevelList levels) {
        if (end - from < 2 || bytes[from] != '[' || bytes[from + 1] != '"') {
            return from;
        }
        LevelArrays filled = spare;
        long[] prices = filled.prices();
        long[] sizes = filled.sizes();
        int count = 0;
        int price = from + 2;
        int wholeBits = 8;
        int lastEight = end - Long.BYTES;
        int lastFive = end - 5;
        while (price <= lastEight) {
            long head = EightBytes.at(bytes, price);
            // Prices of one message mostly have as many digits as the one before.
            if ((head >>> wholeBits & 0xFF) != '.') {
                wholeBits = EightBytes.indexOf('.', head) << 3;
                if (wholeBits == Long.SIZE) {
                    break;
                }
            }
            int tail = price + (wholeBits >> 3) + 1;
            int size = tail + PLACES + 3;
            if (size > lastEight) {
                break;
            }
            long whole = EightBytes.worth(head) << -wholeBits;
            long decimals = EightBytes.worth(EightBytes.at(bytes, tail));
            long between = EightBytes.at(bytes, tail + 3) >>> 40;
            boolean leadingZero = (head & 0xFF) == '0' && wholeBits != 8;
            if (EightBytes.noDigits(whole, decimals) != 0 || between != BETWEEN || leadingZero) {
                break;
            }
            if (count == prices.length) {
                filled = filled.doubled();
                prices = filled.prices();
                sizes = filled.sizes();
            }
            // Most prices have two decimals: these are read as if they had no point, not six zeros.
            boolean cents = decimals >>> 16 == 0 && wholeBits <= 48;
            prices[count] =
                    cents
                            ? EightBytes.number(whole >>> 16 | decimals << 48) * 1_000_000
                            : EightBytes.number(whole) * UNIT + EightBytes.number(decimals);

            head = EightBytes.at(bytes, size);
            // Most sizes have one digit before the point.
            if ((head & 0xFF00) == '.' << 8) {
                whole = (head & 0xFF) ^ '0';
                if (whole > 9) {
                    break;
                }
                tail = size + 2;
            } else {
                int digits = EightBytes.indexOf('.', head);
                whole = wholeOf(digits, head);
                if (whole < 0) {
                    break;
                }
                tail = size + digits + 1;
            }
            int close = tail + PLACES;
            if (close > end) {
                break;
            }
            decimals = EightBytes.worth(EightBytes.at(bytes, tail));
            long closing =
                    close <= lastFive
                            ? EightBytes.at(bytes, close - 3) >>> 24
                            : few(bytes, close, end);
            if (EightBytes.noDigits(decimals) != 0 || (closing & TWO_BYTES) != CLOSING) {
                break;
            }
            sizes[count] = whole * UNIT + EightBytes.number(decimals);
            count++;
            price = close + 5;
            if (closing != NEXT) {
                break;
            }
        }
        spare = levels.exchange(filled, PLACES, PLACES, count);
        return count == 0 ? from : price - 3;
    }

    /** The last bytes of a text, as many as are left. */
    private static long few(byte[] bytes, int from, int end) {
        long few = 0;
        for (int i = from; i < end; i++) {
            few |= (bytes[i] & 0xFFL) << ((i - from) << 3);
        }
        return few;
    }

    /** The number that some digits make; below zero if they are none, too many or begin with 0. */
    private static long wholeOf(int digits, long head) {
        if (digits == 0 || digits == 8 || (head & 0xFF) == '0') {
            return -1;
        }
        long worth = EightBytes.worthOfFirst(digits, head);
        return EightBytes.noDigits(worth) != 0 ? -1 : EightBytes.number(worth);
    }
}
