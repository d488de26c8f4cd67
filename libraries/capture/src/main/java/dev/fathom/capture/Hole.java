package dev.fathom.capture;

/**
 * What a stream of a capture lacks. Immutable.
 *
 * @param first first id that is missing, or when it began, nanoseconds since 1970 UTC
 * @param last last id that is missing, or when it ended
 * @param byTime whether these are times: the venue sends no ids that would tell
 * @param cause why
 * @param detail more about it; empty if nothing is known
 * @param state what became of it
 */
public record Hole(long first, long last, boolean byTime, Cause cause, String detail, State state) {
    /** Why something is missing. */
    public enum Cause {
        /** The connection was not there. */
        DISCONNECT,
        /** It was there, and the ids jump: lost on the way, or never sent. */
        GAP,
        /** More came than could be handed over. */
        OVERFLOW,
        /** The disk did not take it. */
        DISK,
        /** Nobody was recording. */
        NOT_RUNNING
    }

    /** What became of it. */
    public enum State {
        /** It is still open. */
        OPEN,
        /** The venue's list had all of it. */
        REPAIRED,
        /** Nobody keeps what is missing. */
        UNREPAIRABLE,
        /** Whether anything is missing cannot be proven. */
        UNVERIFIABLE
    }

    /** True while something is known or feared to be missing. */
    public boolean isOpen() {
        return state != State.REPAIRED;
    }
}
