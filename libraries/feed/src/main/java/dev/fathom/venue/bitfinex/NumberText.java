package dev.fathom.venue.bitfinex;

import java.math.BigDecimal;

/** Numbers as Bitfinex writes them, which is as JavaScript does. Pure. */
final class NumberText {
    // Numbers below a millionth have an exponent, 7e-7 or 6.6e-7; all others have none.
    private static final int MOST_LEADING_ZEROS = 6;

    private NumberText() {}

    static void append(StringBuilder out, BigDecimal number) {
        BigDecimal plain = number.stripTrailingZeros();
        // The power of ten of the first digit.
        int exponent = plain.precision() - plain.scale() - 1;
        if (plain.signum() == 0 || exponent >= -MOST_LEADING_ZEROS) {
            out.append(plain.toPlainString());
            return;
        }
        String digits = plain.unscaledValue().abs().toString();
        out.append(plain.signum() < 0 ? "-" : "").append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        out.append('e').append(exponent);
    }
}
