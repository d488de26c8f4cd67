package dev.fathom.book;

import java.math.BigDecimal;

/**
 * Exact fixed-point decimals: a {@code long} and a scale, meaning {@code value / 10^scale}. A scale
 * lies between 0 and {@link #MAX_SCALE}. Nothing here rounds: what cannot be exact throws {@link
 * DecimalOverflowException}. Safe for many threads.
 */
public final class Decimals {
    /** The most decimal places: the largest power of ten a {@code long} can hold. */
    public static final int MAX_SCALE = 18;

    private static final long[] POWERS_OF_TEN = new long[MAX_SCALE + 1];

    static {
        POWERS_OF_TEN[0] = 1;
        for (int i = 1; i <= MAX_SCALE; i++) {
            POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
        }
    }

    private Decimals() {}

    /**
     * The same number with another count of decimal places.
     *
     * @throws DecimalOverflowException if it does not fit, or digits other than zero would be lost
     */
    public static long rescale(long value, int from, int to) {
        checkScale(from);
        checkScale(to);
        if (to >= from) {
            long factor = POWERS_OF_TEN[to - from];
            long scaled = value * factor;
            if (Math.multiplyHigh(value, factor) != scaled >> 63) {
                throw new DecimalOverflowException(plain(value, from), to);
            }
            return scaled;
        }
        long divisor = POWERS_OF_TEN[from - to];
        if (value % divisor != 0) {
            throw new DecimalOverflowException(plain(value, from), to);
        }
        return value / divisor;
    }

    /**
     * Reads a number as JSON writes it, leading zeros allowed: {@code -12.50}, {@code 0}, {@code
     * 1e-7}.
     *
     * @throws NumberFormatException if the text is not such a number; names it
     * @throws DecimalOverflowException if the number does not fit, or has digits other than zero
     *     beyond the scale
     */
    public static long parse(CharSequence text, int scale) {
        checkScale(scale);
        return DecimalText.parse(text, scale);
    }

    /**
     * Decimal places of a number as written, trailing zeros counted: 3 for {@code 1.500}, 0 for
     * {@code 15}, 8 for {@code 1.5e-7}. May exceed {@link #MAX_SCALE}.
     *
     * @throws NumberFormatException if the text is not a number as for {@link #parse}; names it
     */
    public static int places(CharSequence text) {
        return DecimalText.places(text);
    }

    /** The exact value of a {@code BigDecimal} at a scale, or {@link DecimalOverflowException}. */
    public static long of(BigDecimal value, int scale) {
        checkScale(scale);
        return narrow(value, scale);
    }

    /** As {@link #of}, for a scale that may be too large for any {@code long}. */
    static long narrow(BigDecimal value, int scale) {
        if (!fits(value, scale)) {
            throw new DecimalOverflowException(value.toString(), scale);
        }
        return value.signum() == 0 ? 0 : value.setScale(scale).unscaledValue().longValue();
    }

    /** Whether the number fits a {@code long} with as many decimal places as it has. */
    public static boolean fits(BigDecimal value) {
        return value.scale() >= 0
                && value.scale() <= MAX_SCALE
                && value.unscaledValue().bitLength() < Long.SIZE;
    }

    /** Whether the number is exact as a {@code long} at a scale. */
    static boolean fits(BigDecimal value, int scale) {
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.signum() == 0) {
            return scale <= MAX_SCALE;
        }
        long integerDigits = (long) stripped.precision() - stripped.scale();
        return scale <= MAX_SCALE
                && stripped.scale() <= scale
                && integerDigits <= MAX_SCALE + 1
                && stripped.setScale(scale).unscaledValue().bitLength() < Long.SIZE;
    }

    /** The number with exactly {@code scale} decimal places: {@code 3.16245000}. */
    public static String plain(long value, int scale) {
        checkScale(scale);
        StringBuilder out = new StringBuilder(24);
        appendPlain(out, value, scale);
        return out.toString();
    }

    /**
     * The shortest text of the number: no trailing zeros, no exponent, {@code 0} for zero. Equal
     * numbers have equal texts whatever their scales.
     */
    public static String canonical(long value, int scale) {
        checkScale(scale);
        StringBuilder out = new StringBuilder(24);
        appendCanonical(out, value, scale);
        return out.toString();
    }

    /** As {@link #canonical(long, int)}, for any number. */
    public static String canonical(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** The number as a {@code BigDecimal} of that scale. */
    public static BigDecimal toBigDecimal(long value, int scale) {
        checkScale(scale);
        return BigDecimal.valueOf(value, scale);
    }

    /** Compares two numbers of any scales exactly; never overflows. */
    public static int compare(long a, int aScale, long b, int bScale) {
        checkScale(aScale);
        checkScale(bScale);
        if (aScale == bScale) {
            return Long.compare(a, b);
        }
        long aPower = POWERS_OF_TEN[aScale];
        long bPower = POWERS_OF_TEN[bScale];
        int whole = Long.compare(a / aPower, b / bPower);
        if (whole != 0) {
            return whole;
        }
        // A fraction at scale s is below 10^s, so at scale 18 it still fits.
        long aFraction = a % aPower * POWERS_OF_TEN[MAX_SCALE - aScale];
        long bFraction = b % bPower * POWERS_OF_TEN[MAX_SCALE - bScale];
        return Long.compare(aFraction, bFraction);
    }

    static void appendCanonical(StringBuilder out, long value, int scale) {
        long shortened = value;
        int places = scale;
        while (places > 0 && shortened % 10 == 0) {
            shortened /= 10;
            places--;
        }
        appendPlain(out, shortened, places);
    }

    private static void appendPlain(StringBuilder out, long value, int scale) {
        int start = out.length();
        out.append(value);
        if (scale == 0) {
            return;
        }
        int firstDigit = value < 0 ? start + 1 : start;
        int missing = scale + 1 - (out.length() - firstDigit);
        if (missing > 0) {
            out.insert(firstDigit, "0".repeat(missing));
        }
        out.insert(out.length() - scale, '.');
    }

    /** Ten to the power of a scale. */
    static long powerOfTen(int scale) {
        return POWERS_OF_TEN[scale];
    }

    static void checkScale(int scale) {
        if (scale < 0 || scale > MAX_SCALE) {
            throw new IllegalArgumentException(
                    "scale must be between 0 and " + MAX_SCALE + ", got " + scale);
        }
    }
}
