package dev.fathom.sync;

import dev.fathom.book.OrderBook;
import dev.fathom.market.BookSnapshot;
import dev.fathom.market.BookUpdate;
import dev.fathom.market.DepthMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a fresh snapshot to the id of a live book, so that the two can be compared level by level.
 * Owned by one thread.
 */
final class Audit {
    // The updates since the audit began are kept. A snapshot at L, with every kept update that ends
    // after L put on top (whole, even one that straddles L: sizes are absolute), is the venue's
    // book
    // at the live book's own id.

    private final JoinBuffer since;
    private final DepthMessage scratch;
    private final long fromId;
    private @Nullable BookSnapshot snapshot;
    private boolean overflowed;

    Audit(SyncLimits limits, DepthMessage scratch, long fromId) {
        this.since = new JoinBuffer(limits);
        this.scratch = scratch;
        this.fromId = fromId;
    }

    void applied(DepthMessage update) {
        if (!since.add(update.toUpdate())) {
            overflowed = true;
        }
    }

    /** The updates that were applied since the audit began, oldest first. */
    Iterable<BookUpdate> updates() {
        return since;
    }

    void hold(DepthMessage message) {
        snapshot = message.toSnapshot();
    }

    /** True when the snapshot is so old that updates before the audit began would be missing. */
    boolean isTooOld(long snapshotId) {
        return overflowed || snapshotId < fromId;
    }

    /** True when a snapshot is held and the book has come to it. */
    boolean isReady(long bookId) {
        return snapshot != null && snapshot.lastId() <= bookId;
    }

    /** The held snapshot brought to the live book's id; empty if that could not be done. */
    Optional<OrderBook> venuesBook() {
        if (snapshot == null || overflowed) {
            return Optional.empty();
        }
        OrderBook book = new OrderBook();
        scratch.set(snapshot);
        Books.load(book, scratch);
        for (BookUpdate update : since) {
            if (update.lastId() > book.lastId()) {
                scratch.set(update);
                Books.apply(book, scratch);
            }
        }
        return Optional.of(book);
    }
}
