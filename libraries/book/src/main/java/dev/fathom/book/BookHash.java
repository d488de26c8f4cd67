package dev.fathom.book;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a {@link BookLine} with all levels: two books have the same hash if they have the
 * same last id and the same levels, whatever their scales. Immutable.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record BookHash(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /**
     * A hash from its text.
     *
     * @throws IllegalArgumentException if the text is not 64 lower-case hexadecimal digits
     */
    public BookHash {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "a book hash is 64 lower-case hexadecimal digits, got \"" + hex + "\"");
        }
    }

    /** The hash of all levels of a view. */
    public static BookHash of(BookView view) {
        byte[] digest = sha256().digest(BookLine.of(view).bytes());
        return new BookHash(HexFormat.of().formatHex(digest));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must offer SHA-256", e);
        }
    }

    /** The 64 hexadecimal digits. */
    @Override
    public String toString() {
        return hex;
    }
}
