package dev.fathom.sync;

import dev.fathom.book.OrderBook;
import dev.fathom.market.DepthMessage;

/** Told by a {@link BookSync}, on the thread that owns it. */
public interface BookSyncListener {
    /**
     * A snapshot, update or top was applied; the book now stands at its last id.
     *
     * @param book readable during the call
     */
    void applied(DepthMessage message, OrderBook book);

    /** The book became live. */
    void live();

    /**
     * The best bid of a live book has come to be at or above its best ask, or is so no longer; only
     * told under {@link CrossedBook#IS_TOLD}, before the message that made it so is.
     *
     * @param prices both prices and the id
     */
    void crossed(boolean crossed, String prices);

    /** The book is not to be trusted any more, or for one more reason. */
    void lost(LostReason reason);

    /** A comparison with a fresh snapshot ended. */
    void audited(AuditResult result);
}
