package dev.fathom.sync;

import java.util.Optional;

/**
 * Follows the numbers of a connection's frames, which begin with 1, each one more than the last.
 * Owned by the connection's thread.
 */
public final class FrameCounter {
    private long last;
    private long counted;
    private long gaps;

    /** Takes the next number; what is wrong with it, if anything. */
    public Optional<String> next(long number) {
        long expected = last + 1;
        boolean gap = number != expected;
        last = number;
        counted++;
        gaps += gap ? 1 : 0;
        return gap
                ? Optional.of("expected frame number " + expected + ", got " + number)
                : Optional.empty();
    }

    /** Numbers taken that did not follow the one before. */
    public long gaps() {
        return gaps;
    }

    /** Numbers taken. */
    public long counted() {
        return counted;
    }
}
