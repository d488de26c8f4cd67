package dev.fathom.cli.replay;

import dev.fathom.book.BookLine;
import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What one instrument's book went through, in a form that an independent rebuild can be compared
 * with: the format is fixed by {@code docs/formats/digest.md}. Owned by one thread.
 */
public final class BookDigest {
    /** Levels a side that go into the hash. */
    public static final int LEVELS = 10;

    private final MessageDigest sha256 = newSha256();
    private final StringBuilder line = new StringBuilder();
    private BookView last = BookView.empty();
    private long events;
    private long firstId;

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must offer SHA-256", e);
        }
    }

    /**
     * Adds the book as it stands after an event.
     *
     * @param view at least its {@link #LEVELS} best levels
     */
    public void add(BookView view) {
        if (events++ == 0) {
            firstId = view.lastId();
        }
        last = view;
        line.setLength(0);
        BookLine.append(line, view, LEVELS);
        sha256.update(line.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Events added. */
    public long events() {
        return events;
    }

    /** The id after the first event. */
    public long firstId() {
        return firstId;
    }

    /** The book after the last event. */
    public BookView last() {
        return last;
    }

    /** Levels of one side in the whole book after the last event. */
    public int levels(Side side) {
        return last.totalLevels(side);
    }

    /** The hash of the lines so far, 64 hexadecimal digits. */
    public String sha256() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) sha256.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }
}
