package dev.fathom.cli.common;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of output on their way from connection threads to the one that writes. Bounded in number
 * and bytes: when the reader of the output is slower than the venue, further pieces are left out
 * and counted, and connections go on undisturbed. Safe for many threads.
 */
public final class Outbox<T> {
    private record Held<T>(T piece, long bytes) {}

    private final int mostPieces;
    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Deque<Held<T>> pieces = new ArrayDeque<>();
    private long bytes;
    private long leftOut;

    /** An empty box with room for so much. */
    public Outbox(int mostPieces, long mostBytes) {
        this.mostPieces = mostPieces;
        this.mostBytes = mostBytes;
    }

    /**
     * Puts a piece in, or leaves it out when there is no room. A single piece always finds room in
     * an empty box.
     *
     * @param size about how many bytes it holds
     */
    public void put(T piece, long size) {
        lock.lock();
        try {
            boolean full = pieces.size() >= mostPieces || bytes + size > mostBytes;
            if (full && !pieces.isEmpty()) {
                leftOut++;
                return;
            }
            pieces.add(new Held<>(piece, size));
            bytes += size;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest piece, waited for a while; null when none came. */
    public @Nullable T take(long atMostMs) throws InterruptedException {
        long leftNs = TimeUnit.MILLISECONDS.toNanos(atMostMs);
        lock.lock();
        try {
            while (pieces.isEmpty() && leftNs > 0) {
                leftNs = filled.awaitNanos(leftNs);
            }
            Held<T> held = pieces.poll();
            if (held == null) {
                return null;
            }
            bytes -= held.bytes();
            return held.piece();
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        lock.lock();
        try {
            return pieces.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** How many pieces were left out since this was last asked. */
    public long leftOut() {
        lock.lock();
        try {
            long count = leftOut;
            leftOut = 0;
            return count;
        } finally {
            lock.unlock();
        }
    }
}
