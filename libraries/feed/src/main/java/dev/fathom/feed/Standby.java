package dev.fathom.feed;

import dev.fathom.market.BookUpdate;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Updates of a book from the connection that is to take over, kept until they continue the book.
 * The oldest make way when there are too many. Owned by the connection's thread.
 */
final class Standby {
    private static final int MOST = 4096;

    private final ArrayDeque<BookUpdate> updates = new ArrayDeque<>();
    private final DepthMessage scratch;

    Standby(Instrument instrument) {
        this.scratch = new DepthMessage(instrument);
    }

    void add(DepthMessage update) {
        if (updates.size() == MOST) {
            updates.removeFirst();
        }
        updates.add(update.toUpdate());
    }

    /** True when nothing is missing between a book at this id and the first update. */
    boolean continues(long bookId) {
        BookUpdate first = updates.peekFirst();
        return first != null && first.firstId() <= bookId + 1;
    }

    /** Hands out the updates, oldest first, and forgets them. */
    void drain(Consumer<DepthMessage> to) {
        while (!updates.isEmpty()) {
            scratch.set(updates.removeFirst());
            to.accept(scratch);
        }
    }

    void clear() {
        updates.clear();
    }
}
