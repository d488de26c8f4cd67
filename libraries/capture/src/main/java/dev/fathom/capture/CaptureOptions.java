package dev.fathom.capture;

/**
 * How a capture is written. Immutable.
 *
 * @param retention how much of it is kept
 * @param disk what it is written to
 * @param mostWaitingBytes of lines that may wait for the disk; what comes beyond is left out and
 *     named
 */
public record CaptureOptions(Retention retention, Disk disk, long mostWaitingBytes) {
    private static final long USUAL_WAITING_BYTES = 64L << 20;

    /** Checks that something may wait. */
    public CaptureOptions {
        if (mostWaitingBytes < 1) {
            throw new IllegalArgumentException(
                    "some bytes must be able to wait: " + mostWaitingBytes);
        }
    }

    /** The usual ones. */
    public static CaptureOptions of(Retention retention) {
        return new CaptureOptions(retention, Disk.DIRECT, USUAL_WAITING_BYTES);
    }
}
