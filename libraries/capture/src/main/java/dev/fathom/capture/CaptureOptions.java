package dev.fathom.capture;

import java.util.function.LongSupplier;

/**
 * How a capture is written. Immutable.
 *
 * @param retention how much of it is kept
 * @param disk what it is written to
 * @param mostWaitingBytes of lines that may wait for the disk; what comes beyond is left out and
 *     named
 * @param checkpoints when it gets one
 * @param monotonicNs by which blocks get old, nanoseconds
 */
public record CaptureOptions(
        Retention retention,
        Disk disk,
        long mostWaitingBytes,
        CheckpointRule checkpoints,
        LongSupplier monotonicNs) {
    private static final long USUAL_WAITING_BYTES = 64L << 20;

    /** Checks that something may wait. */
    public CaptureOptions {
        if (mostWaitingBytes < 1) {
            throw new IllegalArgumentException(
                    "some bytes must be able to wait: " + mostWaitingBytes);
        }
    }

    /** With the usual checkpoints. */
    public CaptureOptions(Retention retention, Disk disk, long mostWaitingBytes) {
        this(retention, disk, mostWaitingBytes, CheckpointRule.USUAL, System::nanoTime);
    }

    /** The usual ones. */
    public static CaptureOptions of(Retention retention) {
        return new CaptureOptions(retention, Disk.DIRECT, USUAL_WAITING_BYTES);
    }

    /** The same with other checkpoints. */
    public CaptureOptions with(CheckpointRule rule) {
        return new CaptureOptions(retention, disk, mostWaitingBytes, rule, monotonicNs);
    }

    /** The same by another clock. */
    public CaptureOptions withClock(LongSupplier clockNs) {
        return new CaptureOptions(retention, disk, mostWaitingBytes, checkpoints, clockNs);
    }
}
