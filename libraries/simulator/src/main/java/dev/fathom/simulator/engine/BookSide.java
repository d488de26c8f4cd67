package dev.fathom.simulator.engine;

/** A side of an order book; also the side of an order, a buyer being on {@link #BID}. */
public enum BookSide {
    /** Buyers. The highest price is best. */
    BID,
    /** Sellers. The lowest price is best. */
    ASK;

    /** The other side. */
    public BookSide opposite() {
        return this == BID ? ASK : BID;
    }

    /**
     * Whether an order of this side at {@code price} trades with one of the other side at {@code
     * other}.
     */
    boolean crosses(long price, long other) {
        return this == BID ? price >= other : price <= other;
    }
}
