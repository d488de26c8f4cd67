package dev.fathom.net;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: a ceiling that doubles with every failure up to a cap,
 * and a random part of it. Owned by one thread.
 */
public final class Backoff {
    // "Full jitter": any wait up to the ceiling is as likely. Many clients that lost the same
    // server then come back evenly spread. See "Exponential Backoff And Jitter", AWS Architecture
    // Blog, 2015.

    private final long firstNs;
    private final long capNs;
    private final RandomGenerator random;
    private int failures;

    /**
     * A back-off that has seen no failure.
     *
     * @param first ceiling of the first wait, more than zero
     * @param cap ceiling of every wait, at least {@code first}
     * @param random where the jitter comes from
     */
    public Backoff(Duration first, Duration cap, RandomGenerator random) {
        if (first.isNegative() || first.isZero() || cap.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "back-off needs 0 < first <= cap: first %s, cap %s".formatted(first, cap));
        }
        this.firstNs = first.toNanos();
        this.capNs = cap.toNanos();
        this.random = random;
    }

    /**
     * Counts one failure and draws the wait before the next attempt.
     *
     * @return nanoseconds, from one to the ceiling
     */
    public long failed() {
        long ceilingNs = ceilingNs();
        failures++;
        return random.nextLong(ceilingNs) + 1;
    }

    /** Forgets the failures: the next wait is a short one again. */
    public void succeeded() {
        failures = 0;
    }

    /**
     * How often in a row it failed.
     *
     * @return failures since the last success
     */
    public int failures() {
        return failures;
    }

    /**
     * The longest wait that {@link #failed()} can give next.
     *
     * @return nanoseconds
     */
    public long ceilingNs() {
        // firstNs << failures would pass the cap, perhaps also the range of long
        return failures >= Long.numberOfLeadingZeros(firstNs) - 1 || firstNs << failures > capNs
                ? capNs
                : firstNs << failures;
    }
}
