package dev.fathom.simulator;

import java.util.Comparator;
import java.util.PriorityQueue;

/** A loop whose time moves by hand. Tasks due at one time run in the order they were scheduled. */
final class VirtualLoop implements SimulatorLoop {
    /** 2026-03-01T00:00:00Z. */
    static final long START_NS = 1_772_323_200_000_000_000L;

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(
                    Comparator.comparingLong((Task it) -> it.dueNs)
                            .thenComparingLong(it -> it.order));
    private long nowNs;
    private long scheduled;

    private static final class Task implements Timer {
        final long dueNs;
        final long order;
        final Runnable body;
        boolean cancelled;

        Task(long dueNs, long order, Runnable body) {
            this.dueNs = dueNs;
            this.order = order;
            this.body = body;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @Override
    public long wallNs() {
        return START_NS + nowNs;
    }

    @Override
    public long monotonicNs() {
        return nowNs;
    }

    @Override
    public Timer schedule(long delayNs, Runnable task) {
        Task added = new Task(nowNs + delayNs, scheduled++, task);
        tasks.add(added);
        return added;
    }

    /** Lets this much time pass, running what becomes due. */
    void pass(long millis) {
        long end = nowNs + millis * 1_000_000;
        for (Task next = tasks.peek(); next != null && next.dueNs <= end; next = tasks.peek()) {
            tasks.remove();
            nowNs = next.dueNs;
            if (!next.cancelled) {
                next.body.run();
            }
        }
        nowNs = end;
    }
}
