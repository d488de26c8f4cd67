package dev.fathom.capture;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * One line of a raw capture, as {@code docs/formats/raw.md} describes it. Immutable, but for the
 * payload's array, which nobody writes to.
 *
 * @param receivedAtNs wall clock, nanoseconds since 1970 UTC
 * @param monotonicNs monotonic clock of the process that wrote it, nanoseconds
 * @param connection the connection's number in its process; 0 for requests and notes
 * @param kind what happened
 * @param payload the bytes as they were on the wire, or the text that the kind asks for
 */
public record RawLine(
        long receivedAtNs, long monotonicNs, long connection, Kind kind, byte[] payload) {
    /** What a line tells. */
    public enum Kind {
        /** A connection was opened; the payload is its address. */
        OPENED('o'),
        /** A message came in. */
        IN('<'),
        /** A message went out. */
        OUT('>'),
        /** A connection ended, or never came about; the payload says why. */
        CLOSED('c'),
        /** A request went out; the payload is its address. */
        ASKED('?'),
        /** A request was answered: status, address, body, with blanks between them. */
        ANSWERED('a'),
        /** Something about the capture itself, as JSON. */
        NOTE('!');

        private final char sign;

        Kind(char sign) {
            this.sign = sign;
        }

        private static Kind of(int sign) throws BadCaptureException {
            for (Kind kind : values()) {
                if (kind.sign == sign) {
                    return kind;
                }
            }
            throw new BadCaptureException("no kind of line is written '" + (char) sign + "'");
        }
    }

    private static final byte[] BASE64 = {'b'};

    /** The payload as text. */
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /**
     * True when a recording process began with this line.
     *
     * @throws BadCaptureException if it is a note that cannot be read
     */
    public boolean beginsRun() throws BadCaptureException {
        return kind == Kind.NOTE
                && !Notes.isCheckpoint(this)
                && Notes.is(Notes.RUN, Notes.read(this));
    }

    /**
     * Whether it says that we asked for the end of a connection: what is on its way may still come,
     * and the end itself has a line of its own.
     */
    public boolean asksForEnd() {
        return kind == Kind.CLOSED && text().startsWith(CapturingTransport.BY_US);
    }

    /** True when a connection was ended since the process that recorded it came to its end. */
    public boolean endsRun() {
        return Notes.isEnd(this);
    }

    /** Appends the line with its end. */
    void writeTo(ByteArrayOutputStream out) {
        boolean plain = true;
        for (byte each : payload) {
            plain &= each != '\n';
        }
        String start = receivedAtNs + " " + monotonicNs + " " + connection + " " + kind.sign;
        out.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
        if (!plain) {
            out.writeBytes(BASE64);
        }
        out.write(' ');
        out.writeBytes(plain ? payload : Base64.getEncoder().encode(payload));
        out.write('\n');
    }

    /**
     * Reads a line without its end.
     *
     * @throws BadCaptureException if it is none
     */
    static RawLine read(byte[] text, int from, int to) throws BadCaptureException {
        int at = from;
        long[] numbers = new long[3];
        for (int i = 0; i < numbers.length; i++) {
            int end = at;
            while (end < to && text[end] != ' ') {
                end++;
            }
            numbers[i] = number(text, at, end);
            at = end + 1;
        }
        if (at >= to) {
            throw new BadCaptureException("a line that ends before its kind");
        }
        Kind kind = Kind.of(text[at++]);
        boolean encoded = at < to && text[at] == BASE64[0];
        at += encoded ? 1 : 0;
        if (at >= to || text[at] != ' ') {
            throw new BadCaptureException("a line without a payload");
        }
        byte[] payload = Arrays.copyOfRange(text, at + 1, to);
        return new RawLine(
                numbers[0], numbers[1], numbers[2], kind, encoded ? decoded(payload) : payload);
    }

    private static byte[] decoded(byte[] base64) throws BadCaptureException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new BadCaptureException("a payload that is no base64", e);
        }
    }

    private static long number(byte[] text, int from, int to) throws BadCaptureException {
        try {
            return Long.parseLong(new String(text, from, to - from, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            throw new BadCaptureException("a line that does not begin with three numbers", e);
        }
    }
}
