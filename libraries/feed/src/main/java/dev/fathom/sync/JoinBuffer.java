package dev.fathom.sync;

import dev.fathom.market.BookUpdate;
import java.util.ArrayDeque;
import java.util.Iterator;

/** Updates that wait for a snapshot, oldest first, within bounds. Owned by one thread. */
final class JoinBuffer implements Iterable<BookUpdate> {
    private final ArrayDeque<BookUpdate> updates = new ArrayDeque<>();
    private final SyncLimits limits;
    private int levels;
    private int peak;

    JoinBuffer(SyncLimits limits) {
        this(limits, 0);
    }

    /**
     * An empty buffer.
     *
     * @param peak the most updates that waited before
     */
    JoinBuffer(SyncLimits limits, int peak) {
        this.limits = limits;
        this.peak = peak;
    }

    /** An empty buffer that remembers the peak of this one. */
    JoinBuffer successor() {
        return new JoinBuffer(limits, peak);
    }

    /** Adds the update, or returns false when that would break a bound. */
    boolean add(BookUpdate update) {
        int more = update.bids().count() + update.asks().count();
        if (updates.size() == limits.bufferedUpdates() || levels + more > limits.bufferedLevels()) {
            return false;
        }
        updates.add(update);
        levels += more;
        peak = Math.max(peak, updates.size());
        return true;
    }

    void clear() {
        updates.clear();
        levels = 0;
    }

    boolean isEmpty() {
        return updates.isEmpty();
    }

    BookUpdate first() {
        return updates.getFirst();
    }

    BookUpdate last() {
        return updates.getLast();
    }

    @Override
    public Iterator<BookUpdate> iterator() {
        return updates.iterator();
    }

    JoinBufferStatus status() {
        return new JoinBufferStatus(
                updates.size(),
                levels,
                peak,
                limits.bufferedUpdates(),
                updates.isEmpty() ? 0 : updates.getFirst().receivedAtNs());
    }

    String describe() {
        return updates.size() + " updates with " + levels + " levels waited";
    }
}
