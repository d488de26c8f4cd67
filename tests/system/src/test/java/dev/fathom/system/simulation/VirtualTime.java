package dev.fathom.system.simulation;

import dev.fathom.net.Loop;
import dev.fathom.simulator.SimulatorLoop;
import java.util.PriorityQueue;

/** Tasks in order of their virtual time; time passes only from one task to the next. */
final class VirtualTime {
    private static final long START_WALL_NS = 1_790_000_000_000_000_000L;

    private record Task(long atNs, long order, Runnable run, boolean[] cancelled)
            implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(atNs, other.atNs);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long nowNs;
    private long order;

    long nowNs() {
        return nowNs;
    }

    /** Runs {@code task} after a delay; the returned action cancels it. */
    long wallNs() {
        return START_WALL_NS + nowNs;
    }

    Runnable schedule(long delayNs, Runnable task) {
        boolean[] cancelled = new boolean[1];
        tasks.add(new Task(nowNs + Math.max(0, delayNs), order++, task, cancelled));
        return () -> cancelled[0] = true;
    }

    /** Runs the next task, if it is due by then. */
    boolean step(long untilNs) {
        Task next = tasks.peek();
        if (next == null || next.atNs() > untilNs) {
            nowNs = Math.max(nowNs, untilNs);
            return false;
        }
        tasks.remove();
        nowNs = next.atNs();
        if (!next.cancelled()[0]) {
            next.run().run();
        }
        return true;
    }

    /** Seen by the feed. */
    Loop feedLoop() {
        return new Loop() {
            @Override
            public long wallNs() {
                return START_WALL_NS + nowNs;
            }

            @Override
            public long monotonicNs() {
                return nowNs;
            }

            @Override
            public boolean inLoop() {
                return true;
            }

            @Override
            public void execute(Runnable task) {
                VirtualTime.this.schedule(0, task);
            }

            @Override
            public Timer schedule(long delayNs, Runnable task) {
                return VirtualTime.this.schedule(delayNs, task)::run;
            }
        };
    }

    /** Seen by the simulator. */
    SimulatorLoop simulatorLoop() {
        return new SimulatorLoop() {
            @Override
            public long wallNs() {
                return START_WALL_NS + nowNs;
            }

            @Override
            public long monotonicNs() {
                return nowNs;
            }

            @Override
            public Timer schedule(long delayNs, Runnable task) {
                return VirtualTime.this.schedule(delayNs, task)::run;
            }
        };
    }
}
