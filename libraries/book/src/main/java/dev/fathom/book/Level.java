package dev.fathom.book;

import java.math.BigDecimal;

/**
 * One price level. Immutable.
 *
 * @param side the side of the book
 * @param price fixed-point price
 * @param priceScale decimal places of the price
 * @param size fixed-point size
 * @param sizeScale decimal places of the size
 */
public record Level(Side side, long price, int priceScale, long size, int sizeScale) {

    /** The price with all its decimal places, as venues write it: {@code 3.16245000}. */
    public String priceText() {
        return Decimals.plain(price, priceScale);
    }

    /** The size with all its decimal places, as venues write it: {@code 0.50000000}. */
    public String sizeText() {
        return Decimals.plain(size, sizeScale);
    }

    /** {@code 3.16245000 x 0.50000000}. */
    @Override
    public String toString() {
        return priceText() + " x " + sizeText();
    }

    /** The price, exact. */
    public BigDecimal exactPrice() {
        return Decimals.toBigDecimal(price, priceScale);
    }

    /** The size, exact. */
    public BigDecimal exactSize() {
        return Decimals.toBigDecimal(size, sizeScale);
    }
}
