package dev.fathom.market;

import dev.fathom.book.Decimals;
import java.util.Arrays;

/**
 * Levels of one side of one message, in message order, at one price scale and one size scale.
 * Immutable.
 */
public final class Levels {
    private final long[] prices;
    private final long[] sizes;
    private final int priceScale;
    private final int sizeScale;

    private Levels(long[] prices, int priceScale, long[] sizes, int sizeScale) {
        this.prices = prices;
        this.sizes = sizes;
        this.priceScale = priceScale;
        this.sizeScale = sizeScale;
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
                Arrays.copyOf(prices, count), priceScale, Arrays.copyOf(sizes, count), sizeScale);
    }

    /** How many levels. */
    public int count() {
        return prices.length;
    }

    /** Price of level {@code index}, times ten to the power of {@link #priceScale()}. */
    public long price(int index) {
        return prices[index];
    }

    /** Size of level {@code index}, times ten to the power of {@link #sizeScale()}; 0 removes. */
    public long size(int index) {
        return sizes[index];
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
        return Decimals.plain(prices[index], priceScale);
    }

    /** The size in the venue's decimals. */
    public String sizeText(int index) {
        return Decimals.plain(sizes[index], sizeScale);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Levels that
                && priceScale == that.priceScale
                && sizeScale == that.sizeScale
                && Arrays.equals(prices, that.prices)
                && Arrays.equals(sizes, that.sizes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(prices) + Arrays.hashCode(sizes);
    }

    /** {@code [price@size, ...]} in the venue's decimals. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < prices.length; i++) {
            text.append(i == 0 ? "" : ", ").append(priceText(i)).append('@').append(sizeText(i));
        }
        return text.append(']').toString();
    }
}
