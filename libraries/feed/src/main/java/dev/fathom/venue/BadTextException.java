package dev.fathom.venue;

/**
 * A message that is not what it should be. Carries no stack trace: it is a value for the decoder.
 */
public final class BadTextException extends Exception {
    private static final long serialVersionUID = 1L;

    /** True when the text is sound but a number in it cannot be held exactly. */
    private final boolean number;

    private BadTextException(String message, boolean number) {
        super(message, null, false, false);
        this.number = number;
    }

    /** Text that breaks the rules, at a byte offset. */
    static BadTextException at(int offset, String what) {
        return new BadTextException(what + " at byte " + offset, false);
    }

    /** A number that is sound but cannot be held in 63 bits and 18 decimal places. */
    static BadTextException number(int offset, String text) {
        return new BadTextException(
                "number " + text + " at byte " + offset + " cannot be held exactly", true);
    }

    /** A message of sound text that lacks or contradicts something. */
    public static BadTextException message(String what) {
        return new BadTextException(what, false);
    }

    /** Numbers that are sound one by one but cannot be held at one scale. */
    public static BadTextException numberMessage(String what) {
        return new BadTextException(what, true);
    }

    /** The same fault, with where it is. */
    public BadTextException in(String where) {
        return new BadTextException("in " + where + ": " + what(), number);
    }

    /** What is wrong. */
    public String what() {
        return String.valueOf(getMessage());
    }

    /** True when the text is sound but a number in it cannot be held exactly. */
    public boolean isNumber() {
        return number;
    }
}
