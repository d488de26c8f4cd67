package dev.fathom.book;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The price levels of one instrument. Prices and sizes are fixed-point numbers at the book's two
 * scales; any price is accepted, sizes are never negative. A new book has scales 0, last id 0, no
 * levels and knows nothing.
 *
 * <p>Numbers that do not fit a {@code long} are held too, exactly: the book is wide from then until
 * it is cleared. A wide book is slower, and faces in {@code long} throw a {@link
 * DecimalOverflowException} for numbers that do not fit; those in {@code BigDecimal} never do.
 *
 * <p>Owned by one thread. Others are handed a {@link BookView}. Setting a level allocates nothing,
 * except when a side grows past its capacity, which then doubles.
 */
public final class OrderBook {
    private static final KnownDepth NOTHING = new KnownDepth.Nothing();

    private BookSide bids = new NarrowSide(Side.BID);
    private BookSide asks = new NarrowSide(Side.ASK);
    private KnownDepth bidDepth = NOTHING;
    private KnownDepth askDepth = NOTHING;
    private @Nullable OrderBook orders;
    private int priceScale;
    private int sizeScale;
    private long lastId;

    /** An empty book with scales 0. */
    public OrderBook() {}

    /** Decimal places of prices. */
    public int priceScale() {
        return priceScale;
    }

    /** Decimal places of sizes. */
    public int sizeScale() {
        return sizeScale;
    }

    /** True while the book holds numbers, or has scales, that do not fit a {@code long}. */
    public boolean isWide() {
        return bids instanceof WideSide;
    }

    /**
     * Gives prices and sizes more decimal places. The numbers stay what they are; the book becomes
     * wide if they no longer fit.
     *
     * @throws IllegalArgumentException if a scale is below the present one
     */
    public void rescale(int priceScale, int sizeScale) {
        checkGrowth("price", this.priceScale, priceScale);
        checkGrowth("size", this.sizeScale, sizeScale);
        if (priceScale == this.priceScale && sizeScale == this.sizeScale) {
            return;
        }
        if (!isWide() && !rescaleNarrow(priceScale, sizeScale)) {
            widen();
        }
        this.priceScale = priceScale;
        this.sizeScale = sizeScale;
        if (bids instanceof WideSide wideBids && asks instanceof WideSide wideAsks) {
            wideBids.scales(priceScale, sizeScale);
            wideAsks.scales(priceScale, sizeScale);
        }
    }

    private boolean rescaleNarrow(int newPriceScale, int newSizeScale) {
        if (newPriceScale > Decimals.MAX_SCALE || newSizeScale > Decimals.MAX_SCALE) {
            return false;
        }
        try {
            NarrowSide newBids =
                    narrow(bids).rescaled(priceScale, newPriceScale, sizeScale, newSizeScale);
            asks = narrow(asks).rescaled(priceScale, newPriceScale, sizeScale, newSizeScale);
            bids = newBids;
            return true;
        } catch (DecimalOverflowException _) {
            return false;
        }
    }

    private void widen() {
        if (!isWide()) {
            bids = WideSide.of(narrow(bids), priceScale, sizeScale);
            asks = WideSide.of(narrow(asks), priceScale, sizeScale);
        }
    }

    private static NarrowSide narrow(BookSide side) {
        return (NarrowSide) side;
    }

    /**
     * Forgets all levels, the known depth and the last id. The scales stay, but a book that was
     * wide is like a new one.
     */
    public void clear() {
        if (isWide()) {
            bids = new NarrowSide(Side.BID);
            asks = new NarrowSide(Side.ASK);
            priceScale = 0;
            sizeScale = 0;
        }
        bids.clear();
        asks.clear();
        if (orders != null) {
            orders.clear();
        }
        bidDepth = NOTHING;
        askDepth = NOTHING;
        lastId = 0;
    }

    /**
     * Becomes the book that a view with all its levels was taken from: levels, scales, numbers of
     * orders, known depth and last id. What this book held is forgotten.
     */
    public void load(BookView view) {
        clear();
        rescale(Math.max(priceScale, view.priceScale()), Math.max(sizeScale, view.sizeScale()));
        for (Side side : Side.values()) {
            // The best level stands last where levels are sorted: so each is added at the end.
            for (int i = view.levels(side) - 1; i >= 0; i--) {
                set(side, view.exactPrice(side, i), view.exactSize(side, i));
            }
            knownDepth(side, view.knownDepth(side));
        }
        lastId = view.lastId();
        view.orderCounts().ifPresent(counts -> orders().load(counts));
    }

    /**
     * Sets the size of a level; zero removes it. Removing a level that is not there does nothing.
     *
     * @return the size before, 0 if there was no such level
     * @throws IllegalArgumentException if the size is negative
     * @throws DecimalOverflowException if the size before does not fit; the level is set all the
     *     same
     */
    public long set(Side side, long price, long size) {
        checkSize(side, price, size);
        return side(side).set(price, size);
    }

    /**
     * Sets the first {@code count} levels of two arrays, in order, each as {@link #set} does.
     *
     * @throws IllegalArgumentException if a size is negative; the levels before it are set then
     */
    public void setAll(Side side, long[] prices, long[] sizes, int count) {
        int done = side(side).setAll(prices, sizes, count);
        if (done < count) {
            checkSize(side, prices[done], sizes[done]);
        }
    }

    /**
     * Sets the size of a level, numbers of any scale and size; zero removes it. Gives the book more
     * decimal places, and makes it wide, as they need.
     *
     * @throws IllegalArgumentException if the size is negative
     */
    public void set(Side side, BigDecimal price, BigDecimal size) {
        if (size.signum() < 0) {
            throw new IllegalArgumentException(
                    "size must not be negative, got "
                            + size.toPlainString()
                            + " for "
                            + side
                            + " "
                            + price.toPlainString());
        }
        rescale(Math.max(priceScale, price.scale()), Math.max(sizeScale, size.scale()));
        if (!isWide() && Decimals.fits(price, priceScale) && Decimals.fits(size, sizeScale)) {
            side(side).set(Decimals.of(price, priceScale), Decimals.of(size, sizeScale));
            return;
        }
        widen();
        ((WideSide) side(side)).set(price, size);
    }

    private void checkSize(Side side, long price, long size) {
        if (size < 0) {
            throw new IllegalArgumentException(
                    "size must not be negative, got "
                            + Decimals.canonical(size, sizeScale)
                            + " for "
                            + side
                            + " "
                            + Decimals.canonical(price, priceScale));
        }
    }

    /**
     * How many orders each level has, where the venue tells: a book whose sizes are these numbers,
     * kept beside this one by whoever sets levels. Views of this book then have them too.
     */
    public OrderBook orders() {
        OrderBook counts = orders;
        if (counts == null) {
            counts = new OrderBook();
            orders = counts;
        }
        return counts;
    }

    /** States how deep a side is complete. */
    public void knownDepth(Side side, KnownDepth depth) {
        if (side == Side.BID) {
            bidDepth = depth;
        } else {
            askDepth = depth;
        }
    }

    /** How deep a side is complete, as last stated. */
    public KnownDepth knownDepth(Side side) {
        return side == Side.BID ? bidDepth : askDepth;
    }

    /** States the venue's sequence number up to which the book holds. */
    public void lastId(long id) {
        lastId = id;
    }

    /** The venue's sequence number up to which the book holds, as last stated. */
    public long lastId() {
        return lastId;
    }

    /** Number of levels on a side. */
    public int levels(Side side) {
        return side(side).count();
    }

    /** Whether a side has no level. */
    public boolean isEmpty(Side side) {
        return side(side).count() == 0;
    }

    /**
     * The price of a level, counted from the best, which is 0.
     *
     * @throws IndexOutOfBoundsException if the side has no such level
     * @throws DecimalOverflowException if it does not fit
     */
    public long price(Side side, int index) {
        return side(side).price(index);
    }

    /**
     * The size of a level, counted from the best, which is 0.
     *
     * @throws IndexOutOfBoundsException if the side has no such level
     * @throws DecimalOverflowException if it does not fit
     */
    public long size(Side side, int index) {
        return side(side).size(index);
    }

    /** The exact price of a level, with all its decimal places. */
    public BigDecimal exactPrice(Side side, int index) {
        return side(side) instanceof WideSide wide
                ? wide.exactPrice(index).setScale(priceScale)
                : Decimals.toBigDecimal(price(side, index), priceScale);
    }

    /** The exact size of a level, with all its decimal places. */
    public BigDecimal exactSize(Side side, int index) {
        return side(side) instanceof WideSide wide
                ? wide.exactSize(index).setScale(sizeScale)
                : Decimals.toBigDecimal(size(side, index), sizeScale);
    }

    /** The exact size at a price, 0 if there is no such level. */
    public BigDecimal exactSizeAt(Side side, BigDecimal price) {
        if (side(side) instanceof WideSide wide) {
            return wide.sizeAt(price);
        }
        return Decimals.fits(price, priceScale)
                ? Decimals.toBigDecimal(sizeAt(side, Decimals.of(price, priceScale)), sizeScale)
                : BigDecimal.ZERO;
    }

    /**
     * A level, counted from the best, which is 0.
     *
     * @throws IndexOutOfBoundsException if the side has no such level
     */
    public Level level(Side side, int index) {
        return isWide()
                ? Level.of(
                        side,
                        exactPrice(side, index),
                        priceScale,
                        exactSize(side, index),
                        sizeScale)
                : new Level(side, price(side, index), priceScale, size(side, index), sizeScale);
    }

    /** The size at a price, 0 if there is no such level. */
    public long sizeAt(Side side, long price) {
        return side(side).sizeAt(price);
    }

    /** Whether the best bid is at or above the best ask, which an exchange's own book never is. */
    public boolean isCrossed() {
        if (isEmpty(Side.BID) || isEmpty(Side.ASK)) {
            return false;
        }
        return isWide()
                ? !Side.ASK.isBetter(exactPrice(Side.BID, 0), exactPrice(Side.ASK, 0))
                : bids.price(0) >= asks.price(0);
    }

    /** A lasting copy of the whole book. */
    public BookView view() {
        return view(Integer.MAX_VALUE);
    }

    /**
     * A lasting copy of the best levels of each side; costs time and space for these only.
     *
     * @throws IllegalArgumentException if the number of levels is negative
     */
    public BookView view(int levelsPerSide) {
        if (levelsPerSide < 0) {
            throw new IllegalArgumentException(
                    "levels per side must not be negative, got " + levelsPerSide);
        }
        return new BookView(
                lastId,
                bids.ladder(levelsPerSide, priceScale, sizeScale, bidDepth),
                asks.ladder(levelsPerSide, priceScale, sizeScale, askDepth),
                orders == null ? null : orders.view(levelsPerSide));
    }

    private BookSide side(Side side) {
        return side == Side.BID ? bids : asks;
    }

    private static void checkGrowth(String what, int from, int to) {
        if (to < from) {
            throw new IllegalArgumentException(
                    what + " scale can only grow: is " + from + ", got " + to);
        }
    }
}
