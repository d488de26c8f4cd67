package dev.fathom.benchmarks;

import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.sync.AuditResult;
import dev.fathom.sync.BookSync;
import dev.fathom.sync.BookSyncListener;
import dev.fathom.sync.LostReason;

/** Reads both best prices after every message. A lost book stops the benchmark. */
final class BestReader implements BookSyncListener {
    private long sum;

    @Override
    public void applied(DepthMessage message, OrderBook book) {
        sum += book.price(Side.BID, 0) + book.price(Side.ASK, 0);
    }

    /** Depends on all that was read. */
    long sum() {
        return sum;
    }

    @Override
    public void crossed(boolean crossed, String prices) {
        throw new IllegalStateException("a crossed book: " + prices);
    }

    @Override
    public void live() {}

    @Override
    public void lost(LostReason reason) {
        throw new IllegalStateException("the book was lost: " + reason);
    }

    @Override
    public void audited(AuditResult result) {
        throw new IllegalStateException("nobody asked for " + result);
    }

    /** Checks that a book is live and stands at an id. */
    static void check(BookSync sync, long lastId) {
        if (!sync.isLive() || sync.lastId() != lastId) {
            throw new IllegalStateException(
                    "the book should be live at " + lastId + " but is " + sync.state());
        }
    }
}
