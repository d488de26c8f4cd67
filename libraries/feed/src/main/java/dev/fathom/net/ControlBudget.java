package dev.fathom.net;

/**
 * Keeps the messages sent on one connection below a venue's rate: at most so many in any stretch of
 * time of the given length, wherever it begins. Owned by one thread; the time is passed in.
 */
public final class ControlBudget {
    // A token bucket would let through twice the limit around a full bucket's edge. Here the times
    // of
    // the last `limit` messages are kept: the next may go when the oldest of them is a window away.

    private final long windowNs;
    private final long[] sentAtNs;
    private int next;
    private long sent;

    /**
     * An unused budget.
     *
     * @param limit messages allowed in one window, at least 1
     * @param windowNs length of the window in nanoseconds, at least 1
     */
    public ControlBudget(int limit, long windowNs) {
        if (limit < 1 || windowNs < 1) {
            throw new IllegalArgumentException(
                    "budget needs limit and window above zero: %d messages in %d ns"
                            .formatted(limit, windowNs));
        }
        this.windowNs = windowNs;
        this.sentAtNs = new long[limit];
    }

    /**
     * A budget for a rolling second.
     *
     * @param limit messages allowed in any second, at least 1
     * @return an unused budget
     */
    public static ControlBudget perSecond(int limit) {
        return new ControlBudget(limit, 1_000_000_000L);
    }

    /**
     * How long the next message has to wait.
     *
     * @param nowNs monotonic time, nanoseconds
     * @return nanoseconds from now; zero if it may go at once
     */
    public long delayNs(long nowNs) {
        if (sent < sentAtNs.length) {
            return 0;
        }
        long sinceOldest = nowNs - sentAtNs[next];
        return Math.max(0, windowNs - sinceOldest);
    }

    /**
     * Takes down that a message was sent.
     *
     * @param nowNs monotonic time, nanoseconds; not before the time of the message before it
     * @throws IllegalStateException if it had to wait
     */
    public void record(long nowNs) {
        long delayNs = delayNs(nowNs);
        if (delayNs > 0) {
            throw new IllegalStateException(
                    "over the budget of %d messages in %d ns: the next may go in %d ns"
                            .formatted(sentAtNs.length, windowNs, delayNs));
        }
        sentAtNs[next] = nowNs;
        next = next + 1 == sentAtNs.length ? 0 : next + 1;
        sent++;
    }
}
