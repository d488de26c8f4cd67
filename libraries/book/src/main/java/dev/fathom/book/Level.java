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

    /** The price without trailing zeros: {@code 3.16245}. */
    public String priceText() {
        return Decimals.canonical(price, priceScale);
    }

    /** The size without trailing zeros: {@code 0.5}. */
    public String sizeText() {
        return Decimals.canonical(size, sizeScale);
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
