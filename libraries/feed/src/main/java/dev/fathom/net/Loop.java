package dev.fathom.net;

/**
 * One thread of execution with its clocks and timers. Whatever happens to a connection happens on
 * its loop, so what the loop owns needs no lock.
 *
 * <p>All methods may be called from any thread. A task that throws is reported and does not end the
 * loop. Once the transport is closed, tasks are refused with {@link
 * java.util.concurrent.RejectedExecutionException}.
 */
public interface Loop {
    /**
     * The wall clock.
     *
     * @return nanoseconds since 1970 UTC
     */
    long wallNs();

    /**
     * The monotonic clock of this process; only differences mean something.
     *
     * @return nanoseconds
     */
    long monotonicNs();

    /**
     * Whether the caller is on this loop's thread.
     *
     * @return true on the loop
     */
    boolean inLoop();

    /**
     * Runs a task on the loop, after those handed over before it.
     *
     * @param task what to run
     */
    void execute(Runnable task);

    /**
     * Runs a task on the loop once, later.
     *
     * @param delayNs nanoseconds from now; zero or less means as soon as possible
     * @param task what to run
     * @return the way to call it off
     */
    Timer schedule(long delayNs, Runnable task);

    /** A task waiting for its time. */
    interface Timer {
        /** Calls the task off. On the loop this is certain; without effect once the task ran. */
        void cancel();
    }
}
