package dev.fathom.capture;

import java.time.Duration;

/**
 * When a capture gets a checkpoint: all its live books, from which a reader can go on. Immutable.
 *
 * @param every time of the messages between two of them; zero for none at all
 * @param share one is left out until so many times its length was written since the one before
 */
public record CheckpointRule(Duration every, int share) {
    /** Every ten minutes, or for a hundred times its length. */
    public static final CheckpointRule USUAL = new CheckpointRule(Duration.ofMinutes(10), 100);

    /** None are written. */
    public static final CheckpointRule NEVER = new CheckpointRule(Duration.ZERO, 0);

    /** Checks that nothing is below zero. */
    public CheckpointRule {
        if (every.isNegative() || share < 0) {
            throw new IllegalArgumentException(
                    "checkpoints cannot be less than nothing apart: " + every + ", " + share);
        }
    }

    /** The same at another distance in time. */
    public CheckpointRule withEvery(Duration time) {
        return new CheckpointRule(time, share);
    }
}
