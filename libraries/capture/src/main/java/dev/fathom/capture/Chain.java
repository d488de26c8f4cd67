package dev.fathom.capture;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Hashes of which each covers all before it: SHA-256 over the last one and that of what comes next.
 * Pure.
 */
final class Chain {
    /** Bytes of a hash. */
    static final int LENGTH = 32;

    private static final byte[] START = new byte[LENGTH];

    private Chain() {}

    /** What a chain begins with. */
    static byte[] start() {
        return START.clone();
    }

    static byte[] sha256(byte[] bytes) {
        return digest().digest(bytes);
    }

    /** The link after {@code last} for a text with this hash. */
    static byte[] next(byte[] last, byte[] hash) {
        MessageDigest digest = digest();
        digest.update(last);
        return digest.digest(hash);
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    static byte[] parse(String hex) throws BadCaptureException {
        try {
            byte[] hash = HexFormat.of().parseHex(hex);
            if (hash.length == LENGTH) {
                return hash;
            }
            throw new BadCaptureException("'" + hex + "' is no hash");
        } catch (IllegalArgumentException e) {
            throw new BadCaptureException("'" + hex + "' is no hash", e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
