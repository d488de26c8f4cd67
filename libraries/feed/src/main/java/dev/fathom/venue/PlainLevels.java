package dev.fathom.venue;

import dev.fathom.market.LevelList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads levels in the form {@code ["61837.63000000","3.78826000"],[...]}: two strings each, with
 * one to seven digits before the point and eight after it, and nothing between. Whatever looks
 * otherwise is left to the {@link JsonScanner}. Owned by one thread.
 */
final class PlainLevels {
    // A number is two groups of eight bytes: the digits before the point, which is looked for in
    // the first group, and the eight decimals. Where a point stands is guessed, so that the
    // processor need not wait for one number before it begins with the next. A level takes 9 ns,
    // digit by digit it took 23.

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int PLACES = 8;
    private static final long UNIT = 100_000_000;

    // Bytes as they are read, the first in the lowest place.
    private static final int OPENING = '[' | '"' << 8;
    private static final int BETWEEN = '"' | ',' << 8 | '"' << 16;
    private static final int NEXT = '"' | ']' << 8 | ',' << 16 | '[' << 24;
    private static final int LAST = '"' | ']' << 8 | ']' << 16;
    private static final int THREE_BYTES = 0xFFFFFF;

    private long[] prices = new long[64];
    private long[] sizes = new long[64];

    /**
     * Adds levels to the list, up to the first that is of another form.
     *
     * @param from where the first level begins
     * @param end where the text ends
     * @return where the last level that was read ends, {@code from} if there is none
     */
    int read(byte[] bytes, int from, int end, LevelList levels) {
        if (end - from < Short.BYTES || (short) SHORT.get(bytes, from) != OPENING) {
            return from;
        }
        int count = 0;
        int stop = from;
        int price = from + 2;
        int wholeBits = 8;
        int lastEight = end - Long.BYTES;
        int lastFour = end - Integer.BYTES;
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
            int between = (int) INT.get(bytes, tail + PLACES) & THREE_BYTES;
            boolean leadingZero = (head & 0xFF) == '0' && wholeBits != 8;
            if (EightBytes.noDigits(whole, decimals) != 0 || between != BETWEEN || leadingZero) {
                break;
            }
            if (count == prices.length) {
                prices = Arrays.copyOf(prices, 2 * count);
                sizes = Arrays.copyOf(sizes, 2 * count);
            }
            prices[count] = EightBytes.number(whole) * UNIT + EightBytes.number(decimals);

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
            if (close > lastFour) {
                break;
            }
            decimals = EightBytes.worth(EightBytes.at(bytes, tail));
            if (EightBytes.noDigits(decimals) != 0) {
                break;
            }
            sizes[count] = whole * UNIT + EightBytes.number(decimals);
            int closing = (int) INT.get(bytes, close);
            boolean goesOn = closing == NEXT && close < lastFour && bytes[close + 4] == '"';
            if (!goesOn && (closing & THREE_BYTES) != LAST) {
                break;
            }
            count++;
            stop = close + 2;
            if (!goesOn) {
                break;
            }
            price = close + 5;
        }
        levels.addAll(prices, PLACES, sizes, PLACES, count);
        return stop;
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
