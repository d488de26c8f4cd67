package dev.fathom.feed;

import java.time.Duration;

/**
 * How patient a feed is. Immutable.
 *
 * @param tick how often connections and books look at the clock
 * @param silence after how long without a byte a connection is asked for a sign of life; after as
 *     long again without an answer it is given up
 * @param firstData how long a book's stream may stay silent after it was subscribed before the
 *     venue's book is looked at
 * @param shortestSilence the least silence of a book's stream that is looked into; the limit grows
 *     with the usual pause between its updates
 * @param longestSilence the most
 * @param catchUp how long the stream may take to reach a snapshot that is ahead of it
 * @param firstRetry the first ceiling of the wait before a snapshot or connection is tried again
 * @param lastRetry the last ceiling
 * @param auditEvery how often each live book is compared with a fresh snapshot while requests are
 *     to spare; zero for never
 * @param instrumentsEvery how often the list of instruments is looked at; zero for never
 * @param handOver how long an old connection may run beside its successor
 */
public record FeedTimings(
        Duration tick,
        Duration silence,
        Duration firstData,
        Duration shortestSilence,
        Duration longestSilence,
        Duration catchUp,
        Duration firstRetry,
        Duration lastRetry,
        Duration auditEvery,
        Duration instrumentsEvery,
        Duration handOver) {
    /** For venues across the internet. */
    public static final FeedTimings DEFAULT =
            new FeedTimings(
                    Duration.ofMillis(100),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(3),
                    Duration.ofMillis(250),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(10));

    /** For a venue on this machine that misbehaves on purpose: quick to doubt, quick to retry. */
    public static final FeedTimings IMPATIENT =
            new FeedTimings(
                    Duration.ofMillis(50),
                    Duration.ofMillis(1500),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(1500),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(2),
                    Duration.ofMillis(100),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(3));

    /**
     * Checks that every time is positive, {@code auditEvery} and {@code instrumentsEvery} perhaps
     * zero, and ranges in order.
     */
    public FeedTimings {
        positive("tick", tick);
        positive("silence", silence);
        positive("firstData", firstData);
        positive("catchUp", catchUp);
        positive("handOver", handOver);
        range("shortestSilence", shortestSilence, "longestSilence", longestSilence);
        range("firstRetry", firstRetry, "lastRetry", lastRetry);
        if (instrumentsEvery.isNegative()) {
            throw new IllegalArgumentException(
                    "instrumentsEvery must not be negative: " + instrumentsEvery);
        }
        if (auditEvery.isNegative()) {
            throw new IllegalArgumentException("auditEvery must not be negative: " + auditEvery);
        }
    }

    private static void range(String lowName, Duration low, String highName, Duration high) {
        positive(lowName, low);
        if (low.compareTo(high) > 0) {
            throw new IllegalArgumentException(
                    "%s must not be above %s: %s, %s".formatted(lowName, highName, low, high));
        }
    }

    private static void positive(String name, Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException(name + " must be more than zero: " + time);
        }
    }
}
