package dev.fathom.book;

import java.math.BigDecimal;

/**
 * A side of a book. Also says who a taker is: a taker on {@code BID} buys, one on {@code ASK}
 * sells.
 */
public enum Side {
    /** Buyers; the highest price is best. */
    BID,
    /** Sellers; the lowest price is best. */
    ASK;

    /** Whether price {@code a} stands before price {@code b} on this side; equal prices do not. */
    public boolean isBetter(long a, long b) {
        return this == BID ? a > b : a < b;
    }

    /** Whether price {@code a} stands before price {@code b} on this side; equal prices do not. */
    public boolean isBetter(BigDecimal a, BigDecimal b) {
        return this == BID ? a.compareTo(b) > 0 : a.compareTo(b) < 0;
    }

    /** The other side. */
    public Side opposite() {
        return this == BID ? ASK : BID;
    }

    /**
     * A number that grows as the price gets better: the price itself for bids, its complement for
     * asks. Unlike the negative, the complement exists for every long. Its own inverse.
     */
    long key(long price) {
        return this == BID ? price : ~price;
    }
}
