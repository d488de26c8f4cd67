package dev.fathom.market;

import dev.fathom.book.DecimalOverflowException;
import dev.fathom.book.Decimals;
import dev.fathom.book.WideLevel;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/**
 * Levels of one side of one message, in message order, at one price scale and one size scale.
 * Immutable.
 */
public final class Levels {
    private final long[] prices;
    private final long[] sizes;
    private final int priceScale;
    private final int sizeScale;
    // Instead of the arrays where a number does not fit them.
    private final List<WideLevel> wide;

    private Levels(
            long[] prices, int priceScale, long[] sizes, int sizeScale, List<WideLevel> wide) {
        this.prices = prices;
        this.sizes = sizes;
        this.priceScale = priceScale;
        this.sizeScale = sizeScale;
        this.wide = wide;
    }

    /** Copies levels of any numbers; the scales are at least those of every number. */
    public static Levels of(List<WideLevel> levels, int priceScale, int sizeScale) {
        return new Levels(new long[0], priceScale, new long[0], sizeScale, List.copyOf(levels));
    }

    /**
     * Copies the first {@code count} entries of both arrays.
     *
     * @throws IllegalArgumentException if an array is shorter than {@code count}
     */
    public static Levels copyOf(
            long[] prices, int priceScale, long[] sizes, int sizeScale, int count) {
        if (count < 0 || count > prices.length || count > sizes.length) {
            throw new IllegalArgumentException(
                    count + " levels out of arrays of " + prices.length + " and " + sizes.length);
        }
        return new Levels(
                Arrays.copyOf(prices, count),
                priceScale,
                Arrays.copyOf(sizes, count),
                sizeScale,
                List.of());
    }

    /** True if a number may not fit a {@code long} at the scales. */
    public boolean isWide() {
        return !wide.isEmpty();
    }

    /** How many levels. */
    public int count() {
        return isWide() ? wide.size() : prices.length;
    }

    /**
     * Price of level {@code index}, times ten to the power of {@link #priceScale()}.
     *
     * @throws DecimalOverflowException if it does not fit; {@link #exactPrice} always does
     */
    public long price(int index) {
        return isWide() ? Decimals.of(wide.get(index).price(), priceScale) : prices[index];
    }

    /**
     * Size of level {@code index}, times ten to the power of {@link #sizeScale()}; 0 removes.
     *
     * @throws DecimalOverflowException if it does not fit; {@link #exactSize} always does
     */
    public long size(int index) {
        return isWide() ? Decimals.of(wide.get(index).size(), sizeScale) : sizes[index];
    }

    /** The exact price of a level, with all its decimal places. */
    public BigDecimal exactPrice(int index) {
        return isWide()
                ? wide.get(index).price().setScale(priceScale)
                : Decimals.toBigDecimal(prices[index], priceScale);
    }

    /** The exact size of a level, with all its decimal places. */
    public BigDecimal exactSize(int index) {
        return isWide()
                ? wide.get(index).size().setScale(sizeScale)
                : Decimals.toBigDecimal(sizes[index], sizeScale);
    }

    /** Decimal places of the prices. */
    public int priceScale() {
        return priceScale;
    }

    /** Decimal places of the sizes. */
    public int sizeScale() {
        return sizeScale;
    }

    /** The price in the venue's decimals. */
    public String priceText(int index) {
        return exactPrice(index).toPlainString();
    }

    /** The size in the venue's decimals. */
    public String sizeText(int index) {
        return exactSize(index).toPlainString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Levels that
                && priceScale == that.priceScale
                && sizeScale == that.sizeScale
                && Arrays.equals(prices, that.prices)
                && Arrays.equals(sizes, that.sizes)
                && wide.equals(that.wide);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(prices) + Arrays.hashCode(sizes)) + wide.hashCode();
    }

    /** {@code [price@size, ...]} in the venue's decimals. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < count(); i++) {
            text.append(i == 0 ? "" : ", ").append(priceText(i)).append('@').append(sizeText(i));
        }
        return text.append(']').toString();
    }
}
