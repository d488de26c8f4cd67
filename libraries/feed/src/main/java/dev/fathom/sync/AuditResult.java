package dev.fathom.sync;

import dev.fathom.book.Decimals;
import dev.fathom.book.Side;

/**
 * How a live book compared with a fresh snapshot of the venue at one sequence number. Immutable.
 */
public sealed interface AuditResult {
    /** The sequence number at which both stood. */
    long lastId();

    /**
     * Equal at every level inside the depth that both know.
     *
     * @param lastId the sequence number at which both stood
     * @param levels levels compared, both sides together
     */
    record Equal(long lastId, int levels) implements AuditResult {}

    /**
     * The first level, from the best outwards, that differs.
     *
     * @param lastId the sequence number at which both stood
     * @param side its side
     * @param price its price at {@code priceScale}
     * @param priceScale decimal places of the price
     * @param ours the book's size there, 0 for no level
     * @param venues the venue's size there, 0 for no level
     * @param sizeScale decimal places of both sizes
     */
    record Different(
            long lastId,
            Side side,
            long price,
            int priceScale,
            long ours,
            long venues,
            int sizeScale)
            implements AuditResult {
        /** {@code BID 100.5 at id 12: book has 3, venue has 2}. */
        @Override
        public String toString() {
            return side
                    + " "
                    + Decimals.plain(price, priceScale)
                    + " at id "
                    + lastId
                    + ": book has "
                    + Decimals.plain(ours, sizeScale)
                    + ", venue has "
                    + Decimals.plain(venues, sizeScale);
        }
    }
}
