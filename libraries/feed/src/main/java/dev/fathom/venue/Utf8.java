package dev.fathom.venue;

/** The rules of UTF-8 (RFC 3629) for single characters. */
final class Utf8 {
    private Utf8() {}

    /**
     * Where the character that begins at {@code at} (a byte above 127) ends.
     *
     * @throws BadTextException for anything RFC 3629 forbids: stray or missing continuation bytes,
     *     longer forms than needed, surrogates, code points above U+10FFFF
     */
    static int next(byte[] bytes, int at, int end, int start) throws BadTextException {
        int lead = bytes[at] & 0xFF;
        int length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > end || !tailsAreSound(bytes, at, length, lead)) {
            throw BadTextException.at(at - start, "invalid UTF-8");
        }
        return at + length;
    }

    private static boolean tailsAreSound(byte[] bytes, int at, int length, int lead) {
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return false;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        return switch (lead) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
    }

    /** Writes a code point; returns where it ends. Needs up to four bytes of room. */
    static int put(int code, byte[] into, int at) {
        int next = at;
        if (code < 0x80) {
            into[next++] = (byte) code;
        } else if (code < 0x800) {
            into[next++] = (byte) (0xC0 | (code >> 6));
            into[next++] = (byte) (0x80 | (code & 0x3F));
        } else if (code < 0x10000) {
            into[next++] = (byte) (0xE0 | (code >> 12));
            into[next++] = (byte) (0x80 | ((code >> 6) & 0x3F));
            into[next++] = (byte) (0x80 | (code & 0x3F));
        } else {
            into[next++] = (byte) (0xF0 | (code >> 18));
            into[next++] = (byte) (0x80 | ((code >> 12) & 0x3F));
            into[next++] = (byte) (0x80 | ((code >> 6) & 0x3F));
            into[next++] = (byte) (0x80 | (code & 0x3F));
        }
        return next;
    }
}
