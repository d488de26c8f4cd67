package dev.fathom.capture;

import java.time.Duration;

/**
 * How much of a capture is kept; older segments are removed, and the manifest says so. Immutable.
 *
 * @param keep segments whose last line is older go; zero for never
 * @param mostBytes the oldest segments go while all together are larger; zero for never
 */
public record Retention(Duration keep, long mostBytes) {
    /** Everything is kept. */
    public static final Retention ALL = new Retention(Duration.ZERO, 0);

    /** Checks that nothing is below zero. */
    public Retention {
        if (keep.isNegative() || mostBytes < 0) {
            throw new IllegalArgumentException(
                    "what is kept cannot be less than nothing: " + keep + ", " + mostBytes);
        }
    }
}
