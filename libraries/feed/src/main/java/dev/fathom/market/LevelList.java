package dev.fathom.market;

import dev.fathom.book.DecimalOverflowException;
import dev.fathom.book.Decimals;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.book.WideLevel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Levels of one side being read from a message: growing primitive arrays that are used again for
 * the next message. Owned by one thread.
 *
 * <p>Every number joins with the decimal places it was written with. A number with more places than
 * those before it raises the scale of all of them. If one does not fit a {@code long} at the common
 * scale the list is wide until it is cleared: faces in {@code long} then refuse what does not fit.
 */
public final class LevelList {
    private static final int FIRST_CAPACITY = 64;

    private LevelArrays levels = LevelArrays.of(FIRST_CAPACITY);
    private int count;
    private int priceScale;
    private int sizeScale;

    // In use instead of the arrays once a number did not fit them.
    private final List<WideLevel> wide = new ArrayList<>();
    private boolean isWide;

    /** Forgets all levels; keeps the arrays. */
    public void clear() {
        count = 0;
        priceScale = 0;
        sizeScale = 0;
        if (isWide) {
            isWide = false;
            wide.clear();
        }
    }

    /** Adds a level. */
    public void add(long price, int pricePlaces, long size, int sizePlaces) {
        if (isWide || !fits(price, pricePlaces, size, sizePlaces)) {
            add(Decimals.toBigDecimal(price, pricePlaces), Decimals.toBigDecimal(size, sizePlaces));
            return;
        }
        if (count == levels.capacity()) {
            levels = levels.doubled();
        }
        levels.prices()[count] =
                pricePlaces == priceScale
                        ? price
                        : Decimals.rescale(price, pricePlaces, priceScale);
        levels.sizes()[count] =
                sizePlaces == sizeScale ? size : Decimals.rescale(size, sizePlaces, sizeScale);
        count++;
    }

    /** Brings all levels to the greater scales; false if that, or the new level, does not fit. */
    private boolean fits(long price, int pricePlaces, long size, int sizePlaces) {
        if (pricePlaces == priceScale && sizePlaces == sizeScale) {
            return true;
        }
        try {
            Decimals.rescale(price, pricePlaces, Math.max(priceScale, pricePlaces));
            Decimals.rescale(size, sizePlaces, Math.max(sizeScale, sizePlaces));
            if (count > 0 && pricePlaces > priceScale) {
                levels = levels.withPrices(raised(levels.prices(), priceScale, pricePlaces));
            }
            priceScale = Math.max(priceScale, pricePlaces);
            if (count > 0 && sizePlaces > sizeScale) {
                levels = levels.withSizes(raised(levels.sizes(), sizeScale, sizePlaces));
            }
            sizeScale = Math.max(sizeScale, sizePlaces);
            return true;
        } catch (DecimalOverflowException _) {
            return false;
        }
    }

    private long[] raised(long[] values, int from, int to) {
        long[] raised = new long[values.length];
        for (int i = 0; i < count; i++) {
            raised[i] = Decimals.rescale(values[i], from, to);
        }
        return raised;
    }

    /** Adds a level of any numbers; the list is wide from now on. */
    public void add(BigDecimal price, BigDecimal size) {
        if (!isWide) {
            for (int i = 0; i < count; i++) {
                wide.add(new WideLevel(exactPrice(i), exactSize(i)));
            }
            isWide = true;
        }
        wide.add(new WideLevel(price, size));
        priceScale = Math.max(priceScale, price.scale());
        sizeScale = Math.max(sizeScale, size.scale());
        count++;
    }

    /** Adds levels kept from another message. */
    public void addAll(Levels kept) {
        for (int i = 0; i < kept.count(); i++) {
            if (kept.isWide()) {
                add(kept.exactPrice(i), kept.exactSize(i));
            } else {
                add(kept.price(i), kept.priceScale(), kept.size(i), kept.sizeScale());
            }
        }
    }

    /**
     * Puts levels into the list that were all written with as many decimal places. The list keeps
     * the arrays and gives others in exchange, which need not be empty.
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

    /** True if a number may not fit a {@code long} at the list's scales. */
    public boolean isWide() {
        return isWide;
    }

    /** How many levels. */
    public int count() {
        return count;
    }

    /**
     * Price of a level at {@link #priceScale()}.
     *
     * @throws DecimalOverflowException if it does not fit; {@link #exactPrice} always does
     */
    public long price(int index) {
        return isWide ? Decimals.of(exactPrice(index), priceScale) : levels.prices()[index];
    }

    /**
     * Size of a level at {@link #sizeScale()}.
     *
     * @throws DecimalOverflowException if it does not fit; {@link #exactSize} always does
     */
    public long size(int index) {
        return isWide ? Decimals.of(exactSize(index), sizeScale) : levels.sizes()[index];
    }

    /** The exact price of a level. */
    public BigDecimal exactPrice(int index) {
        return isWide
                ? wide.get(index).price()
                : Decimals.toBigDecimal(levels.prices()[index], priceScale);
    }

    /** The exact size of a level. */
    public BigDecimal exactSize(int index) {
        return isWide
                ? wide.get(index).size()
                : Decimals.toBigDecimal(levels.sizes()[index], sizeScale);
    }

    /** Decimal places of all prices. */
    public int priceScale() {
        return priceScale;
    }

    /** Decimal places of all sizes. */
    public int sizeScale() {
        return sizeScale;
    }

    /** Sets all levels in a book; quick if the scales of both are the same. */
    public void setIn(OrderBook book, Side side) {
        if (isWide || book.isWide()) {
            setExactly(book, side);
        } else if (priceScale == book.priceScale() && sizeScale == book.sizeScale()) {
            book.setAll(side, levels.prices(), levels.sizes(), count);
        } else {
            setRescaled(book, side);
        }
    }

    private void setExactly(OrderBook book, Side side) {
        for (int i = 0; i < count; i++) {
            book.set(side, exactPrice(i), exactSize(i));
        }
    }

    private void setRescaled(OrderBook book, Side side) {
        try {
            for (int i = 0; i < count; i++) {
                long price = Decimals.rescale(price(i), priceScale, book.priceScale());
                long size = Decimals.rescale(size(i), sizeScale, book.sizeScale());
                book.set(side, price, size);
            }
        } catch (DecimalOverflowException _) {
            setExactly(book, side);
        }
    }

    /** A number that is equal for lists with equal levels in the same order. */
    public long fingerprint() {
        long hash = 31L * priceScale + sizeScale;
        for (int i = 0; i < count; i++) {
            hash = mix(hash, isWide ? wide.get(i).hashCode() : levels.prices()[i]);
            hash = mix(hash, isWide ? 0 : levels.sizes()[i]);
        }
        return mix(hash, count);
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 32);
    }

    /** An immutable copy. */
    public Levels toLevels() {
        return isWide
                ? Levels.of(wide, priceScale, sizeScale)
                : Levels.copyOf(levels.prices(), priceScale, levels.sizes(), sizeScale, count);
    }
}
