package dev.fathom.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that must not be seen: it never appears in {@link #toString}, so neither in logs nor in
 * error texts. Immutable.
 */
public final class Secret {
    private final String text;

    /** Hides a text. */
    public Secret(String text) {
        this.text = text;
    }

    /** The text itself, for whoever puts it on the wire or computes with it. */
    public String reveal() {
        return text;
    }

    /** True when nothing is hidden. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** Takes the same time for all texts of one length. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret it && MessageDigest.isEqual(bytes(), it.bytes());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    private byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
