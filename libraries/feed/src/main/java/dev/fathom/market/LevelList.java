package dev.fathom.market;

import dev.fathom.book.DecimalOverflowException;
import dev.fathom.book.Decimals;
import java.util.Arrays;

/**
 * Levels of one side being read from a message: growing primitive arrays that are used again for
 * the next message. Owned by one thread.
 *
 * <p>Every number joins with the decimal places it was written with. A number with more places than
 * those before it raises the scale of all of them; one that cannot be held at the common scale is a
 * {@link DecimalOverflowException}, never rounded.
 */
public final class LevelList {
    private static final int FIRST_CAPACITY = 64;

    private long[] prices = new long[FIRST_CAPACITY];
    private long[] sizes = new long[FIRST_CAPACITY];
    private int count;
    private int priceScale;
    private int sizeScale;

    /** Forgets all levels; keeps the arrays. */
    public void clear() {
        count = 0;
        priceScale = 0;
        sizeScale = 0;
    }

    /**
     * Adds a level.
     *
     * @throws DecimalOverflowException if the levels no longer fit one scale; the list is then
     *     unfit for use until cleared
     */
    public void add(long price, int pricePlaces, long size, int sizePlaces) {
        if (count == prices.length) {
            prices = Arrays.copyOf(prices, count * 2);
            sizes = Arrays.copyOf(sizes, count * 2);
        }
        if (pricePlaces > priceScale) {
            raise(prices, priceScale, pricePlaces);
            priceScale = pricePlaces;
        }
        if (sizePlaces > sizeScale) {
            raise(sizes, sizeScale, sizePlaces);
            sizeScale = sizePlaces;
        }
        prices[count] =
                pricePlaces == priceScale
                        ? price
                        : Decimals.rescale(price, pricePlaces, priceScale);
        sizes[count] =
                sizePlaces == sizeScale ? size : Decimals.rescale(size, sizePlaces, sizeScale);
        count++;
    }

    private void raise(long[] values, int from, int to) {
        for (int i = 0; i < count; i++) {
            values[i] = Decimals.rescale(values[i], from, to);
        }
    }

    /** How many levels. */
    public int count() {
        return count;
    }

    /** Price of a level at {@link #priceScale()}. */
    public long price(int index) {
        return prices[index];
    }

    /** Size of a level at {@link #sizeScale()}. */
    public long size(int index) {
        return sizes[index];
    }

    /** Decimal places of all prices. */
    public int priceScale() {
        return priceScale;
    }

    /** Decimal places of all sizes. */
    public int sizeScale() {
        return sizeScale;
    }

    /** An immutable copy. */
    public Levels toLevels() {
        return Levels.copyOf(prices, priceScale, sizes, sizeScale, count);
    }
}
