package dev.fathom.book;

/**
 * The price levels of one instrument. Prices and sizes are fixed-point numbers at the book's two
 * scales; any price is accepted, sizes are never negative. A new book has scales 0, last id 0, no
 * levels and knows nothing.
 *
 * <p>Owned by one thread. Others are handed a {@link BookView}. Setting a level allocates nothing,
 * except when a side grows past its capacity, which then doubles.
 */
public final class OrderBook {
    private static final KnownDepth NOTHING = new KnownDepth.Nothing();

    private BookSide bids = new BookSide(Side.BID);
    private BookSide asks = new BookSide(Side.ASK);
    private KnownDepth bidDepth = NOTHING;
    private KnownDepth askDepth = NOTHING;
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

    /**
     * Gives prices and sizes more decimal places, in every level and the known depth. The numbers
     * stay what they are.
     *
     * @throws IllegalArgumentException if a scale is below the present one or above {@link
     *     Decimals#MAX_SCALE}
     * @throws DecimalOverflowException if a number does not fit; the book is then untouched
     */
    public void rescale(int priceScale, int sizeScale) {
        checkGrowth("price", this.priceScale, priceScale);
        checkGrowth("size", this.sizeScale, sizeScale);
        if (priceScale == this.priceScale && sizeScale == this.sizeScale) {
            return;
        }
        BookSide newBids = bids.rescaled(this.priceScale, priceScale, this.sizeScale, sizeScale);
        BookSide newAsks = asks.rescaled(this.priceScale, priceScale, this.sizeScale, sizeScale);
        KnownDepth newBidDepth = bidDepth.rescaled(this.priceScale, priceScale);
        KnownDepth newAskDepth = askDepth.rescaled(this.priceScale, priceScale);
        bids = newBids;
        asks = newAsks;
        bidDepth = newBidDepth;
        askDepth = newAskDepth;
        this.priceScale = priceScale;
        this.sizeScale = sizeScale;
    }

    /** Forgets all levels, the known depth and the last id. The scales stay. */
    public void clear() {
        bids.clear();
        asks.clear();
        bidDepth = NOTHING;
        askDepth = NOTHING;
        lastId = 0;
    }

    /**
     * Sets the size of a level; zero removes it. Removing a level that is not there does nothing.
     *
     * @return the size before, 0 if there was no such level
     * @throws IllegalArgumentException if the size is negative
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

    /** States how deep a side is complete; a limit is a price at the book's present scale. */
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
     */
    public long price(Side side, int index) {
        return side(side).price(index);
    }

    /**
     * The size of a level, counted from the best, which is 0.
     *
     * @throws IndexOutOfBoundsException if the side has no such level
     */
    public long size(Side side, int index) {
        return side(side).size(index);
    }

    /** The size at a price, 0 if there is no such level. */
    public long sizeAt(Side side, long price) {
        return side(side).sizeAt(price);
    }

    /** Whether the best bid is at or above the best ask, which an exchange's own book never is. */
    public boolean isCrossed() {
        return !isEmpty(Side.BID) && !isEmpty(Side.ASK) && bids.price(0) >= asks.price(0);
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
                asks.ladder(levelsPerSide, priceScale, sizeScale, askDepth));
    }

    private BookSide side(Side side) {
        return side == Side.BID ? bids : asks;
    }

    private static void checkGrowth(String what, int from, int to) {
        Decimals.checkScale(to);
        if (to < from) {
            throw new IllegalArgumentException(
                    what + " scale can only grow: is " + from + ", got " + to);
        }
    }
}
