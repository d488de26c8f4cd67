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
                    Duration.ofSeconds(3));
}
