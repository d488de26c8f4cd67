package dev.fathom.book;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One price level. Immutable.
 *
 * @param side the side of the book
 * @param price fixed-point price
 * @param priceScale decimal places of the price
 * @param size fixed-point size
 * @param sizeScale decimal places of the size
 * @param wide price and size, if one of them does not fit a {@code long}; {@code price} and {@code
 *     size} are of no use then
 */
public record Level(
        Side side, long price, int priceScale, long size, int sizeScale, @Nullable WideLevel wide) {

    /** A level whose numbers fit. */
    public Level(Side side, long price, int priceScale, long size, int sizeScale) {
        this(side, price, priceScale, size, sizeScale, null);
    }

    /** A level of any numbers. */
    public static Level of(
            Side side, BigDecimal price, int priceScale, BigDecimal size, int sizeScale) {
        return new Level(side, 0, priceScale, 0, sizeScale, new WideLevel(price, size));
    }

    /**
     * The fixed-point price.
     *
     * @throws DecimalOverflowException if it does not fit; {@link #exactPrice} always does
     */
    @Override
    public long price() {
        return wide == null ? price : Decimals.narrow(wide.price(), priceScale);
    }

    /**
     * The fixed-point size.
     *
     * @throws DecimalOverflowException if it does not fit; {@link #exactSize} always does
     */
    @Override
    public long size() {
        return wide == null ? size : Decimals.narrow(wide.size(), sizeScale);
    }

    /** The price with all its decimal places, as venues write it: {@code 3.16245000}. */
    public String priceText() {
        return wide == null ? Decimals.plain(price, priceScale) : exactPrice().toPlainString();
    }

    /** The size with all its decimal places, as venues write it: {@code 0.50000000}. */
    public String sizeText() {
        return wide == null ? Decimals.plain(size, sizeScale) : exactSize().toPlainString();
    }

    /** {@code 3.16245000 x 0.50000000}. */
    @Override
    public String toString() {
        return priceText() + " x " + sizeText();
    }

    /** The price, exact. */
    public BigDecimal exactPrice() {
        return wide == null
                ? Decimals.toBigDecimal(price, priceScale)
                : wide.price().setScale(priceScale);
    }

    /** The size, exact. */
    public BigDecimal exactSize() {
        return wide == null
                ? Decimals.toBigDecimal(size, sizeScale)
                : wide.size().setScale(sizeScale);
    }
}
