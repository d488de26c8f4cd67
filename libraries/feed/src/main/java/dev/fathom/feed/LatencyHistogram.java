package dev.fathom.feed;

/**
 * Counts times by their size. A time costs one increment and no memory. Owned by one thread. See
 * docs/decisions/0010.
 */
final class LatencyHistogram {
    // Sixteen equal buckets between a power of two and the next, so a bucket is at most a sixteenth
    // of its times wide. The last one takes all from two hours on.

    private static final int BUCKET_BITS = 4;
    private static final int BUCKETS = 1 << BUCKET_BITS;
    private static final int LONGEST_BITS = 43;

    private final long[] counts = new long[(LONGEST_BITS - BUCKET_BITS + 1) * BUCKETS];
    private long count;
    private long maxNs;

    /** Counts a time; one below zero as zero. */
    void record(long ns) {
        long time = Math.max(0, ns);
        counts[Math.min(bucket(time), counts.length - 1)]++;
        count++;
        maxNs = Math.max(maxNs, time);
    }

    private static int bucket(long ns) {
        if (ns < BUCKETS) {
            return (int) ns;
        }
        int more = Long.SIZE - 1 - BUCKET_BITS - Long.numberOfLeadingZeros(ns);
        return (more << BUCKET_BITS) + (int) (ns >>> more);
    }

    /** The longest time that falls into a bucket. */
    private static long longest(int bucket) {
        if (bucket < BUCKETS) {
            return bucket;
        }
        int more = (bucket >> BUCKET_BITS) - 1;
        long first = BUCKETS | (bucket & (BUCKETS - 1));
        return ((first + 1) << more) - 1;
    }

    Latency latency() {
        return count == 0
                ? Latency.NONE
                : new Latency(count, atMost(500), atMost(990), atMost(999), maxNs);
    }

    /** So many in a thousand took at most this. */
    private long atMost(int thousandths) {
        long wanted = Math.max(1, Math.ceilDiv(Math.multiplyExact(count, thousandths), 1_000L));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return Math.min(longest(i), maxNs);
            }
        }
        return maxNs;
    }
}
