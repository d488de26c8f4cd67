package dev.fathom.capture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lines on their way to the disk, as many as there is room for. What finds none is left out and
 * counted, and a note tells so in its place. Safe for many threads.
 */
final class Backlog {
    private static final long MOST_TAKEN_BYTES = 2L << 20;
    private static final int LINE_OVERHEAD = 100;
    // Without its beginning and end, nothing of a connection can be read: for these there is more.
    private static final int RESERVE = 8;

    /** Lines that were left out. */
    private static final class LeftOut {
        final String why;
        final long fromNs;
        long toNs;
        long toMonotonicNs;
        long lines;

        LeftOut(String why, long fromNs) {
            this.why = why;
            this.fromNs = fromNs;
        }
    }

    private final long mostBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final ArrayDeque<RawLine> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long allLeftOut;
    private @Nullable LeftOut leftOut;
    private boolean closing;

    /**
     * Nothing waits.
     *
     * @param mostBytes that may wait; an eighth more for what cannot be done without
     */
    Backlog(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * Takes a line, or leaves it out. Never waits.
     *
     * @param needed whether others cannot be read without it
     * @param why it is left out, if it is
     */
    void put(RawLine line, boolean needed, String why) {
        long size = size(line);
        lock.lock();
        try {
            if (closing) {
                return;
            }
            long most = needed ? mostBytes + mostBytes / RESERVE : mostBytes;
            if (waitingBytes + size > most && !waiting.isEmpty()) {
                leaveOut(line, why);
                return;
            }
            noteLeftOut();
            add(line);
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is room for a line. */
    void awaitRoom(RawLine line) throws InterruptedException {
        lock.lock();
        try {
            while (!closing && waitingBytes + size(line) > mostBytes) {
                drained.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void add(RawLine line) {
        waiting.add(line);
        waitingBytes += size(line);
    }

    private static long size(RawLine line) {
        return (long) line.payload().length + LINE_OVERHEAD;
    }

    private void leaveOut(RawLine line, String why) {
        LeftOut lost = leftOut;
        if (lost == null) {
            lost = new LeftOut(why, line.receivedAtNs());
            leftOut = lost;
        }
        lost.lines++;
        lost.toNs = line.receivedAtNs();
        lost.toMonotonicNs = line.monotonicNs();
        allLeftOut++;
    }

    private void noteLeftOut() {
        LeftOut lost = leftOut;
        if (lost == null) {
            return;
        }
        leftOut = null;
        String json =
                Manifest.line(Notes.LEFT_OUT)
                        .put("why", lost.why)
                        .put("lines", lost.lines)
                        .put("fromNs", lost.fromNs)
                        .put("toNs", lost.toNs)
                        .toString();
        add(
                new RawLine(
                        lost.toNs,
                        lost.toMonotonicNs,
                        0,
                        RawLine.Kind.NOTE,
                        json.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Takes the next lines out, after waiting for some a while; none when none came. Not all at
     * once: what was taken does not count as waiting any more.
     */
    List<RawLine> take(long atMostNs) {
        List<RawLine> some = new ArrayList<>();
        lock.lock();
        try {
            if (waiting.isEmpty() && !closing) {
                filled.awaitNanos(atMostNs);
            }
            long taken = 0;
            while (!waiting.isEmpty() && taken < MOST_TAKEN_BYTES) {
                RawLine line = waiting.remove();
                taken += size(line);
                some.add(line);
            }
            waitingBytes -= taken;
            drained.signalAll();
        } catch (InterruptedException _) {
            closing = true;
        } finally {
            lock.unlock();
        }
        return some;
    }

    /** Waits a while, or until nothing more is taken. */
    void pause(long atMostNs) {
        lock.lock();
        try {
            long leftNs = atMostNs;
            while (leftNs > 0 && !closing) {
                leftNs = filled.awaitNanos(leftNs);
            }
        } catch (InterruptedException _) {
            closing = true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more; what was left out last is noted behind everything. */
    void close() {
        lock.lock();
        try {
            if (!closing) {
                noteLeftOut();
            }
            closing = true;
            filled.signalAll();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that wait. */
    long bytes() {
        lock.lock();
        try {
            return waitingBytes;
        } finally {
            lock.unlock();
        }
    }

    /** Lines left out so far. */
    long leftOut() {
        lock.lock();
        try {
            return allLeftOut;
        } finally {
            lock.unlock();
        }
    }
}
