package dev.fathom.simulator;

/**
 * The one thread a simulated venue lives on, with its clocks and timers. Every call into the venue
 * and every task happens on it. A test gives a virtual one and moves time by hand.
 */
public interface SimulatorLoop {
    /** Wall clock, nanoseconds since 1970 UTC. */
    long wallNs();

    /** A clock that only goes forwards, in nanoseconds from any origin. */
    long monotonicNs();

    /** Runs {@code task} on this loop once {@code delayNs} nanoseconds have passed. */
    Timer schedule(long delayNs, Runnable task);

    /** A task that has not run yet. */
    interface Timer {
        /** Keeps the task from running; of no effect once it has. */
        void cancel();
    }
}
