package dev.fathom.feed;

/**
 * How long messages took from the moment they were complete here until their levels were in the
 * book, before any listener was called. Immutable. Percentiles are exact to a sixteenth, never too
 * low.
 *
 * @param count messages measured
 * @param p50Ns half of them took at most this, in nanoseconds
 * @param p99Ns 99 in a hundred took at most this
 * @param p999Ns 999 in a thousand took at most this
 * @param maxNs the longest, exact
 */
public record Latency(long count, long p50Ns, long p99Ns, long p999Ns, long maxNs) {
    /** Nothing measured: before the first message, and in a replay. */
    public static final Latency NONE = new Latency(0, 0, 0, 0, 0);
}
