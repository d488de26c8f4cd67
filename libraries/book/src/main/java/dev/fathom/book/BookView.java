package dev.fathom.book;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The best levels of a book at one moment, and the arithmetic people expect of a book. All results
 * are exact. Immutable, safe for many threads.
 *
 * <p>Two views are equal if they hold the same numbers at the same scales. To compare books across
 * scales use {@link #hash()}.
 */
public final class BookView {
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private static final BookView EMPTY =
            new BookView(0, Ladder.empty(Side.BID), Ladder.empty(Side.ASK), null);

    private final long lastId;
    private final Ladder bids;
    private final Ladder asks;
    private final @Nullable BookView orders;

    BookView(long lastId, Ladder bids, Ladder asks, @Nullable BookView orders) {
        this.lastId = lastId;
        this.bids = bids;
        this.asks = asks;
        this.orders = orders;
    }

    /** A view with no level, last id 0, scales 0, that knows nothing. */
    public static BookView empty() {
        return EMPTY;
    }

    /** The venue's sequence number up to which the book held. */
    public long lastId() {
        return lastId;
    }

    /** Decimal places of prices. */
    public int priceScale() {
        return bids.priceScale;
    }

    /** Decimal places of sizes. */
    public int sizeScale() {
        return bids.sizeScale;
    }

    /** Number of levels of a side in this view. */
    public int levels(Side side) {
        return ladder(side).count();
    }

    /** Number of levels the side had in the book the view was taken from. */
    public int totalLevels(Side side) {
        return ladder(side).totalLevels;
    }

    /**
     * The price of a level, counted from the best, which is 0.
     *
     * @throws IndexOutOfBoundsException if the view has no such level
     * @throws DecimalOverflowException if it does not fit; {@link #exactPrice} always does
     */
    public long price(Side side, int index) {
        return ladder(side).price(index);
    }

    /**
     * The size of a level, counted from the best, which is 0.
     *
     * @throws IndexOutOfBoundsException if the view has no such level
     * @throws DecimalOverflowException if it does not fit; {@link #exactSize} always does
     */
    public long size(Side side, int index) {
        return ladder(side).size(index);
    }

    /**
     * True if a number of this view may not fit a {@code long}; exact faces and texts always do.
     */
    public boolean isWide() {
        return bids.isWide() || asks.isWide();
    }

    /** The exact price of a level, with all its decimal places. */
    public BigDecimal exactPrice(Side side, int index) {
        return ladder(side).exactPrice(index);
    }

    /** The exact size of a level, with all its decimal places. */
    public BigDecimal exactSize(Side side, int index) {
        return ladder(side).exactSize(index);
    }

    /** The price of a level as the venue writes it: {@code 3.16245000}. */
    public String priceText(Side side, int index) {
        return ladder(side).isWide()
                ? exactPrice(side, index).toPlainString()
                : Decimals.plain(price(side, index), priceScale());
    }

    /** The size of a level as the venue writes it: {@code 0.50000000}. */
    public String sizeText(Side side, int index) {
        return ladder(side).isWide()
                ? exactSize(side, index).toPlainString()
                : Decimals.plain(size(side, index), sizeScale());
    }

    void appendPrice(StringBuilder out, Side side, int index) {
        ladder(side).appendPrice(out, index);
    }

    void appendSize(StringBuilder out, Side side, int index) {
        ladder(side).appendSize(out, index);
    }

    /**
     * A level, counted from the best, which is 0.
     *
     * @throws IndexOutOfBoundsException if the view has no such level
     */
    public Level level(Side side, int index) {
        return ladder(side).isWide()
                ? Level.of(
                        side,
                        exactPrice(side, index),
                        priceScale(),
                        exactSize(side, index),
                        sizeScale())
                : new Level(side, price(side, index), priceScale(), size(side, index), sizeScale());
    }

    /**
     * How many orders a level has; empty where the venue does not tell.
     *
     * @throws IndexOutOfBoundsException if the view has no such level
     */
    public OptionalLong orders(Side side, int index) {
        return orders == null ? OptionalLong.empty() : OptionalLong.of(orders.size(side, index));
    }

    /** A view of the same prices with the number of orders in place of the size, if it is known. */
    Optional<BookView> orderCounts() {
        return Optional.ofNullable(orders);
    }

    /** The highest bid. */
    public Optional<Level> bestBid() {
        return best(Side.BID);
    }

    /** The lowest ask. */
    public Optional<Level> bestAsk() {
        return best(Side.ASK);
    }

    /** How deep the book was complete on a side; may reach deeper than this view. */
    public KnownDepth knownDepth(Side side) {
        return ladder(side).knownDepth;
    }

    /** Number of levels of this view that lie inside the known depth; these are its best ones. */
    public int knownLevels(Side side) {
        return ladder(side).knownLevels();
    }

    /** Best ask less best bid, negative in a crossed book; empty without both. */
    public Optional<BigDecimal> spread() {
        return hasBothSides()
                ? Optional.of(asks.exactPrice(0).subtract(bids.exactPrice(0)))
                : Optional.empty();
    }

    /** Halfway between best bid and best ask; empty without both. */
    public Optional<BigDecimal> mid() {
        return hasBothSides()
                ? Optional.of(bids.exactPrice(0).add(asks.exactPrice(0)).multiply(HALF))
                : Optional.empty();
    }

    /**
     * The mean of best bid and best ask, each weighted with the size on the other side; empty
     * without both.
     */
    public Optional<Ratio> microPrice() {
        if (!hasBothSides()) {
            return Optional.empty();
        }
        BigDecimal bidSize = bids.exactSize(0);
        BigDecimal askSize = asks.exactSize(0);
        BigDecimal bidPart = bids.exactPrice(0).multiply(askSize);
        BigDecimal askPart = asks.exactPrice(0).multiply(bidSize);
        return Optional.of(Ratio.of(bidPart.add(askPart), bidSize.add(askSize)));
    }

    /**
     * Bid size less ask size by their sum, over the best levels of each side: 1 if only bids are
     * there, -1 if only asks; empty if neither.
     *
     * @throws IllegalArgumentException if the number of levels is not above zero
     */
    public Optional<Ratio> imbalance(int levels) {
        if (levels <= 0) {
            throw new IllegalArgumentException("levels must be above zero, got " + levels);
        }
        BigDecimal bid = bids.sizeOf(levels);
        BigDecimal ask = asks.sizeOf(levels);
        BigDecimal both = bid.add(ask);
        return both.signum() == 0
                ? Optional.empty()
                : Optional.of(Ratio.of(bid.subtract(ask), both));
    }

    /**
     * Total size of the levels of a side whose price is at most so many hundredths of a percent of
     * the mid away from it. Counts the levels of this view only; zero without a mid.
     *
     * @throws IllegalArgumentException if the basis points are negative
     */
    public BigDecimal depthWithin(Side side, BigDecimal basisPoints) {
        if (basisPoints.signum() < 0) {
            throw new IllegalArgumentException(
                    "basis points must not be negative, got " + basisPoints.toPlainString());
        }
        return mid().map(mid -> depthWithin(side, mid, basisPoints)).orElse(BigDecimal.ZERO);
    }

    private BigDecimal depthWithin(Side side, BigDecimal mid, BigDecimal basisPoints) {
        BigDecimal reach = mid.abs().multiply(basisPoints).movePointLeft(4);
        BigDecimal limit = side == Side.BID ? mid.subtract(reach) : mid.add(reach);
        Ladder ladder = ladder(side);
        return ladder.sizeOf(ladder.levelsUpTo(limit));
    }

    /**
     * What a taker would pay, buying from the asks, or get, selling to the bids. Uses the levels of
     * this view only.
     *
     * @param takerSide {@code BID} to buy, {@code ASK} to sell
     * @throws IllegalArgumentException if the size is negative
     */
    public CostToFill costToFill(Side takerSide, BigDecimal size) {
        if (size.signum() < 0) {
            throw new IllegalArgumentException(
                    "size must not be negative, got " + size.toPlainString());
        }
        return CostToFill.of(takerSide, size, ladder(takerSide.opposite()));
    }

    /**
     * The levels of this view gathered into multiples of a price step, sizes summed. Bids move down
     * to the step and asks up, so that no group looks better than its levels. The price scale grows
     * if the step needs it. A group counts as known only if all prices that fall into it are known
     * and in this view.
     *
     * @throws IllegalArgumentException if the step is not above zero
     */
    public BookView groupedBy(BigDecimal priceStep) {
        Grouping grouping = new Grouping(priceStep, priceScale());
        return new BookView(
                lastId,
                grouping.group(bids),
                grouping.group(asks),
                orders == null ? null : orders.groupedBy(priceStep));
    }

    /**
     * The hash of the last id and the levels of this view. The hash of a book is that of a view
     * with all its levels.
     */
    public BookHash hash() {
        return BookHash.of(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BookView view
                && lastId == view.lastId
                && bids.equals(view.bids)
                && asks.equals(view.asks)
                && Objects.equals(orders, view.orders);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Long.hashCode(lastId) + bids.hashCode()) + asks.hashCode();
    }

    /** The line of the best five levels of each side, without its line feed. */
    @Override
    public String toString() {
        return BookLine.of(this, 5).toString().strip();
    }

    private Ladder ladder(Side side) {
        return side == Side.BID ? bids : asks;
    }

    private Optional<Level> best(Side side) {
        return levels(side) == 0 ? Optional.empty() : Optional.of(level(side, 0));
    }

    private boolean hasBothSides() {
        return bids.count() > 0 && asks.count() > 0;
    }
}
