package dev.fathom.venue;

/**
 * Why a venue refused something about an account. Immutable.
 *
 * @param kind what is to be done about it
 * @param text one line with the venue's code and words
 * @param retryAtMs until when the venue wants to be left alone, milliseconds since 1970 UTC by its
 *     clock; 0 if it does not say so
 */
public record AccountRefusal(Kind kind, String text, long retryAtMs) {
    /** A refusal without a time. */
    public AccountRefusal(Kind kind, String text) {
        this(kind, text, 0);
    }

    /** What is to be done about a refusal. */
    public enum Kind {
        /** The time of the request was not the venue's: look at its clock, ask again. */
        WRONG_TIME,
        /** The grant is not, or no longer, good: ask for another one. */
        NO_GRANT,
        /** What was asked for is so already. */
        IS_SO_ALREADY,
        /** The request has to be signed: ask so, where that was not tried. */
        UNSIGNED,
        /** There is no such order. */
        NO_ORDER,
        /** There is no such instrument, or not any more. */
        NO_INSTRUMENT,
        /** The key, its rights or the address are wrong: asking again is useless. */
        FOR_GOOD,
        /** Ask again later. */
        FOR_NOW
    }
}
