package dev.fathom.net;

/**
 * The request weight one venue grants one network address in each minute of its clock. Requests ask
 * before they are sent; answers report what the venue has counted, so that other programs behind
 * the same address are seen too. Safe for many threads; the time is passed in.
 */
public final class RequestBudget {
    // Binance counts weight by whole minutes of UTC and reports the minute's sum in each answer
    // (X-MBX-USED-WEIGHT-1M); 429 and 418 carry Retry-After. A request on its way when a minute
    // ends
    // may be counted in either, so it is counted in both.

    /** Who goes first when the budget runs low. */
    public enum Priority {
        /** Needed now: the snapshot of a lost book. May use the whole limit. */
        HIGH,
        /** Needed soon: missing trades. May use half of what low priority leaves too. */
        MIDDLE,
        /** Can wait: audits. May use its share only. */
        LOW
    }

    private static final long MINUTE_NS = 60_000_000_000L;

    private final int lowPercent;
    private int limit;
    private long minute = Long.MIN_VALUE;
    private long used;
    private long onTheirWay;
    private long blockedUntilNs = Long.MIN_VALUE;

    /**
     * An unused budget.
     *
     * @param limit weight a minute assumed until the venue tells, at least 1
     * @param lowPercent how much of the limit low-priority requests may bring the minute's use to,
     *     1 to 100
     */
    public RequestBudget(int limit, int lowPercent) {
        if (lowPercent < 1 || lowPercent > 100) {
            throw new IllegalArgumentException(
                    "share of low priority must be 1 to 100 percent: " + lowPercent);
        }
        this.lowPercent = lowPercent;
        limit(limit);
    }

    /**
     * Takes the limit the venue has told.
     *
     * @param weightPerMinute at least 1
     */
    public synchronized void limit(int weightPerMinute) {
        if (weightPerMinute < 1) {
            throw new IllegalArgumentException("limit must be at least 1: " + weightPerMinute);
        }
        limit = weightPerMinute;
    }

    /**
     * The weight allowed in a minute.
     *
     * @return what the venue told last, or what was assumed
     */
    public synchronized int limit() {
        return limit;
    }

    /**
     * Asks to send a request, and counts it if it may go. One heavier than its share goes when
     * nothing else was counted in the minute, since waiting would never help it.
     *
     * @param priority whose share it uses
     * @param weight what the venue will count for it, at least 1
     * @param nowNs wall clock, nanoseconds since 1970 UTC
     * @return zero if it must be sent now and {@link #answered} told later; else nanoseconds after
     *     which to ask again, nothing being counted
     */
    public synchronized long acquire(Priority priority, int weight, long nowNs) {
        if (weight < 1) {
            throw new IllegalArgumentException("weight must be at least 1: " + weight);
        }
        turnTo(nowNs);
        if (nowNs < blockedUntilNs) {
            return blockedUntilNs - nowNs;
        }
        int percent =
                switch (priority) {
                    case HIGH -> 100;
                    case MIDDLE -> (100 + lowPercent) / 2;
                    case LOW -> lowPercent;
                };
        long share = (long) limit * percent / 100;
        if (used > 0 && used + weight > share) {
            return (minute + 1) * MINUTE_NS - nowNs;
        }
        used += weight;
        onTheirWay += weight;
        return 0;
    }

    /**
     * A request granted before is over, answered or failed.
     *
     * @param weight as given to {@link #acquire}
     * @param nowNs wall clock, nanoseconds since 1970 UTC
     * @throws IllegalStateException if no such weight is on its way
     */
    public synchronized void answered(int weight, long nowNs) {
        turnTo(nowNs);
        if (weight < 1 || weight > onTheirWay) {
            throw new IllegalStateException(
                    "answer of weight %d, but %d on its way".formatted(weight, onTheirWay));
        }
        onTheirWay -= weight;
    }

    /**
     * The venue reported the weight it has counted in this minute. Requests still on their way are
     * added, and the count never goes down within a minute. Told after {@link #answered}.
     *
     * @param weight the venue's sum
     * @param nowNs wall clock, nanoseconds since 1970 UTC
     */
    public synchronized void used(long weight, long nowNs) {
        turnTo(nowNs);
        used = Math.max(used, Math.max(0, weight) + onTheirWay);
    }

    /**
     * The venue refused (429) or banned (418) this address: nothing goes before the time, of
     * whatever priority. An earlier end than one told before changes nothing.
     *
     * @param untilNs wall clock, nanoseconds since 1970 UTC
     */
    public synchronized void block(long untilNs) {
        blockedUntilNs = Math.max(blockedUntilNs, untilNs);
    }

    /**
     * How long every request has to wait because the venue said so.
     *
     * @param nowNs wall clock, nanoseconds since 1970 UTC
     * @return nanoseconds from now, zero if it is not blocked
     */
    public synchronized long blockedForNs(long nowNs) {
        return nowNs < blockedUntilNs ? blockedUntilNs - nowNs : 0;
    }

    /**
     * The weight counted in the current minute.
     *
     * @param nowNs wall clock, nanoseconds since 1970 UTC
     * @return own requests, or the venue's count if higher
     */
    public synchronized long used(long nowNs) {
        turnTo(nowNs);
        return used;
    }

    /** Starts a new count when the minute is another; a clock set back changes nothing. */
    private void turnTo(long nowNs) {
        long current = Math.floorDiv(nowNs, MINUTE_NS);
        if (current > minute) {
            minute = current;
            used = onTheirWay;
        }
    }
}
