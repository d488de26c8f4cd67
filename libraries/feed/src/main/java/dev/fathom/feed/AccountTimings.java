package dev.fathom.feed;

import java.time.Duration;

/**
 * How patient the following of an account is. Immutable.
 *
 * @param tick how often a connection looks at the clock
 * @param silence after how long without a byte a connection is asked for a sign of life; after as
 *     long again without an answer it is given up
 * @param opening how long a connection may take until its events come
 * @param firstRetry the first ceiling of the wait before something is tried again
 * @param lastRetry the last ceiling
 * @param secondLook how long after a difference it is looked at again
 * @param compareEvery how often the account is compared with the venue's own lists
 * @param clockEvery how often the venue's clock is looked at
 * @param handOver how long an old connection runs beside its successor
 */
public record AccountTimings(
        Duration tick,
        Duration silence,
        Duration opening,
        Duration firstRetry,
        Duration lastRetry,
        Duration secondLook,
        Duration compareEvery,
        Duration clockEvery,
        Duration handOver) {
    /** For venues across the internet. */
    public static final AccountTimings DEFAULT =
            new AccountTimings(
                    Duration.ofMillis(500),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(15),
                    Duration.ofMillis(250),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1),
                    Duration.ofMinutes(5),
                    Duration.ofHours(1),
                    Duration.ofSeconds(5));

    /** For a venue on this machine that misbehaves on purpose. */
    public static final AccountTimings IMPATIENT =
            new AccountTimings(
                    Duration.ofMillis(100),
                    Duration.ofMillis(1500),
                    Duration.ofSeconds(3),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(500),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(1));

    /** Checks that every time is positive and the waits in order. */
    public AccountTimings {
        for (Duration time :
                new Duration[] {
                    tick,
                    silence,
                    opening,
                    firstRetry,
                    secondLook,
                    compareEvery,
                    clockEvery,
                    handOver
                }) {
            if (!time.isPositive()) {
                throw new IllegalArgumentException("times must be more than zero, got " + time);
            }
        }
        if (firstRetry.compareTo(lastRetry) > 0) {
            throw new IllegalArgumentException(
                    "firstRetry must not be above lastRetry: " + firstRetry + ", " + lastRetry);
        }
    }

    /** Compares as often as this. */
    public AccountTimings withCompareEvery(Duration every) {
        return new AccountTimings(
                tick,
                silence,
                opening,
                firstRetry,
                lastRetry,
                secondLook,
                every,
                clockEvery,
                handOver);
    }
}
