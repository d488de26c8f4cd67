package dev.fathom.simulator.instream;

import java.math.BigDecimal;

/** Numbers as JavaScript writes them, and venues that run on it. Pure. */
public final class JavaScriptNumber {
    private static final BigDecimal MILLIONTH = new BigDecimal("0.000001");

    private JavaScriptNumber() {}

    /** Without trailing zeros, with an exponent below a millionth: {@code 6.6e-7}. */
    public static String text(BigDecimal of) {
        BigDecimal number = of.stripTrailingZeros();
        if (number.signum() == 0 || number.abs().compareTo(MILLIONTH) >= 0) {
            return number.toPlainString();
        }
        int exponent = number.precision() - number.scale() - 1;
        return number.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }
}
