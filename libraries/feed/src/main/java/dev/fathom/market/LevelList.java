package dev.fathom.market;

import dev.fathom.book.DecimalOverflowException;
import dev.fathom.book.Decimals;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;

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

    private LevelArrays levels = LevelArrays.of(FIRST_CAPACITY);
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
        if (count == levels.capacity()) {
            levels = levels.doubled();
        }
        if (pricePlaces > priceScale) {
            raise(levels.prices(), priceScale, pricePlaces);
            priceScale = pricePlaces;
        }
        if (sizePlaces > sizeScale) {
            raise(levels.sizes(), sizeScale, sizePlaces);
            sizeScale = sizePlaces;
        }
        levels.prices()[count] =
                pricePlaces == priceScale
                        ? price
                        : Decimals.rescale(price, pricePlaces, priceScale);
        levels.sizes()[count] =
                sizePlaces == sizeScale ? size : Decimals.rescale(size, sizePlaces, sizeScale);
        count++;
    }

    /**
     * Puts levels into the list that were all written with as many decimal places. The list keeps
     * the arrays and gives others in exchange, which need not be empty.
     *
     * @throws DecimalOverflowException as {@link #add}
     */
    public LevelArrays exchange(LevelArrays filled, int pricePlaces, int sizePlaces, int newCount) {
        if (count > 0) {
            for (int i = 0; i < newCount; i++) {
                add(filled.prices()[i], pricePlaces, filled.sizes()[i], sizePlaces);
            }
            return filled;
        }
        LevelArrays others = levels;
        levels = filled;
        priceScale = pricePlaces;
        sizeScale = sizePlaces;
        count = newCount;
        return others;
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
        return levels.prices()[index];
    }

    /** Size of a level at {@link #sizeScale()}. */
    public long size(int index) {
        return levels.sizes()[index];
    }

    /** Decimal places of all prices. */
    public int priceScale() {
        return priceScale;
    }

    /** Decimal places of all sizes. */
    public int sizeScale() {
        return sizeScale;
    }

    /** Sets all levels in a book whose scales are those of this list. */
    public void setIn(OrderBook book, Side side) {
        book.setAll(side, levels.prices(), levels.sizes(), count);
    }

    /** An immutable copy. */
    public Levels toLevels() {
        return Levels.copyOf(levels.prices(), priceScale, levels.sizes(), sizeScale, count);
    }
}
