package dev.fathom.cli.record;

/**
 * One event in both forms. Immutable.
 *
 * @param text the usual form
 * @param verbatim the older one; mostly the same
 */
record Line(String text, String verbatim) {
    Line(String text) {
        this(text, text);
    }

    /** About how many bytes it takes. */
    long size() {
        return text.length() + 64L;
    }
}
