package dev.fathom.sync;

import dev.fathom.book.Side;
import java.math.BigDecimal;

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
     * @param price its price
     * @param ours the book's size there, 0 for no level
     * @param venues the venue's size there, 0 for no level
     */
    record Different(long lastId, Side side, BigDecimal price, BigDecimal ours, BigDecimal venues)
            implements AuditResult {
        /** {@code BID 100.5 at id 12: book has 3, venue has 2}. */
        @Override
        public String toString() {
            return side
                    + " "
                    + price.toPlainString()
                    + " at id "
                    + lastId
                    + ": book has "
                    + ours.toPlainString()
                    + ", venue has "
                    + venues.toPlainString();
        }
    }
}
