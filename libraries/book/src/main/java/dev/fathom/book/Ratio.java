package dev.fathom.book;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact quotient in lowest terms, its denominator above zero; equal quotients are equal objects.
 * Immutable.
 *
 * @param numerator carries the sign
 * @param denominator above zero
 */
public record Ratio(BigInteger numerator, BigInteger denominator) implements Comparable<Ratio> {

    /**
     * Reduces the quotient to lowest terms.
     *
     * @throws ArithmeticException if the denominator is zero
     */
    public Ratio {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("denominator is zero, numerator is " + numerator);
        }
        BigInteger divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            divisor = divisor.negate();
        }
        numerator = numerator.divide(divisor);
        denominator = denominator.divide(divisor);
    }

    /**
     * The quotient of two decimals.
     *
     * @throws ArithmeticException if the denominator is zero
     */
    public static Ratio of(BigDecimal numerator, BigDecimal denominator) {
        int scale = Math.max(numerator.scale(), denominator.scale());
        return new Ratio(
                numerator.setScale(scale).unscaledValue(),
                denominator.setScale(scale).unscaledValue());
    }

    /** The quotient rounded to a number of decimal places. */
    public BigDecimal toBigDecimal(int places, RoundingMode rounding) {
        return new BigDecimal(numerator).divide(new BigDecimal(denominator), places, rounding);
    }

    @Override
    public int compareTo(Ratio other) {
        return numerator
                .multiply(other.denominator)
                .compareTo(other.numerator.multiply(denominator));
    }

    /** The numerator, a slash and the denominator. */
    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
