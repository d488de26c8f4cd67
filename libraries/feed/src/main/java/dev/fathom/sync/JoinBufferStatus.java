package dev.fathom.sync;

/**
 * How full a join buffer is. Immutable.
 *
 * @param updates updates that wait now
 * @param levels levels in them
 * @param peakUpdates the most updates that ever waited
 * @param updateLimit how many may wait
 * @param oldestReceivedAtNs when the oldest one arrived, nanoseconds since 1970 UTC; 0 when empty
 */
public record JoinBufferStatus(
        int updates, int levels, int peakUpdates, int updateLimit, long oldestReceivedAtNs) {
    /** Nothing waits. */
    public static final JoinBufferStatus NONE = new JoinBufferStatus(0, 0, 0, 0, 0);
}
