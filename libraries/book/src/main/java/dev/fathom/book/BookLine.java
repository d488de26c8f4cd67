package dev.fathom.book;

import java.nio.charset.StandardCharsets;

/**
 * A book as one line of text: {@code id|price@size,...|price@size,...} and a line feed, bids before
 * asks, the best first, numbers without trailing zeros. Equal books have equal lines whatever their
 * scales. The format is fixed by {@code docs/formats/book-hash.md}. Immutable.
 */
public final class BookLine {
    private final String text;

    private BookLine(String text) {
        this.text = text;
    }

    /** The line of all levels of a view. */
    public static BookLine of(BookView view) {
        return of(view, Integer.MAX_VALUE);
    }

    /**
     * The line of the best levels of each side.
     *
     * @throws IllegalArgumentException if the number of levels is negative
     */
    public static BookLine of(BookView view, int levelsPerSide) {
        StringBuilder out = new StringBuilder();
        append(out, view, levelsPerSide);
        return new BookLine(out.toString());
    }

    /**
     * Appends the line of the best levels of each side, for callers that keep their buffer.
     *
     * @throws IllegalArgumentException if the number of levels is negative
     */
    public static void append(StringBuilder out, BookView view, int levelsPerSide) {
        if (levelsPerSide < 0) {
            throw new IllegalArgumentException(
                    "levels per side must not be negative, got " + levelsPerSide);
        }
        out.append(view.lastId());
        appendSide(out, view, Side.BID, levelsPerSide);
        appendSide(out, view, Side.ASK, levelsPerSide);
        out.append('\n');
    }

    private static void appendSide(StringBuilder out, BookView view, Side side, int limit) {
        int levels = Math.min(limit, view.levels(side));
        char separator = '|';
        if (levels == 0) {
            out.append(separator);
        }
        for (int i = 0; i < levels; i++) {
            out.append(separator);
            view.appendPrice(out, side, i);
            out.append('@');
            view.appendSize(out, side, i);
            separator = ',';
        }
    }

    /** The line in ASCII, the line feed included. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The line, the line feed included. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BookLine line && text.equals(line.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
