package dev.fathom.feed;

import dev.fathom.net.Loop;
import java.time.Duration;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A loop whose time stands until a test moves it. Its thread is the one that made it; others may
 * hand over tasks and clocks may be read anywhere.
 */
final class ManualLoop implements Loop {
    /** A whole minute, so that tests may count from its beginning. */
    static final long START_WALL_NS = 29_833_333L * 60_000_000_000L;

    private static final long PATIENCE_MS = 20_000;

    private static final class Task implements Comparable<Task>, Timer {
        private final long atNs;
        private final long order;
        private final Runnable run;
        private volatile boolean cancelled;

        Task(long atNs, long order, Runnable run) {
            this.atNs = atNs;
            this.order = order;
            this.run = run;
        }

        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(atNs, other.atNs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final Thread owner = Thread.currentThread();
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long nowNs;
    private long order;

    @Override
    public long wallNs() {
        return START_WALL_NS + monotonicNs();
    }

    @Override
    public synchronized long monotonicNs() {
        return nowNs;
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread().equals(owner);
    }

    @Override
    public void execute(Runnable task) {
        schedule(0, task);
    }

    @Override
    public synchronized Timer schedule(long delayNs, Runnable task) {
        Task waiting = new Task(nowNs + Math.max(0, delayNs), order++, task);
        tasks.add(waiting);
        notifyAll();
        return waiting;
    }

    /** Runs what is due now, and what that makes due now. */
    void run() {
        advance(Duration.ZERO);
    }

    /** Moves the time on and runs what falls due on the way, each at its time. */
    void advance(Duration by) {
        long untilNs = monotonicNs() + by.toNanos();
        for (Task next = due(untilNs); next != null; next = due(untilNs)) {
            if (!next.cancelled) {
                next.run.run();
            }
        }
        synchronized (this) {
            nowNs = untilNs;
        }
    }

    void advanceMs(long ms) {
        advance(Duration.ofMillis(ms));
    }

    private synchronized @Nullable Task due(long untilNs) {
        Task next = tasks.peek();
        if (next == null || next.atNs > untilNs) {
            return null;
        }
        tasks.remove();
        nowNs = Math.max(nowNs, next.atNs);
        return next;
    }

    /** Waits until another thread has handed over a task that is due, then runs what is due. */
    void awaitTask() throws InterruptedException {
        awaitDue();
        run();
    }

    private synchronized void awaitDue() throws InterruptedException {
        long endMs = System.currentTimeMillis() + PATIENCE_MS;
        while (tasks.isEmpty() || tasks.peek().atNs > nowNs) {
            long leftMs = endMs - System.currentTimeMillis();
            if (leftMs <= 0) {
                throw new AssertionError("no task came in " + PATIENCE_MS + " ms");
            }
            wait(leftMs);
        }
    }
}
