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

    /** Before the first number. */
    public FrameCounter() {
        this(0);
    }

    /** Behind a number that was taken elsewhere. */
    public FrameCounter(long last) {
        this.last = last;
    }

    /** The last number; 0 before the first. */
    public long last() {
        return last;
    }

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
