package dev.fathom.net;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The payload of one whole WebSocket message, or of one answer over HTTP, with the time it came.
 *
 * <p>Owned by the connection's thread. A frame handed to a listener is valid only during that call:
 * the transport refills the same object and the same array for the next message. {@link #copy()}
 * gives one to keep.
 */
public final class Frame {
    /** Which way the bytes went. */
    public enum Direction {
        /** From the venue to this process. */
        IN,
        /** From this process to the venue. */
        OUT
    }

    private static final byte[] NOTHING = {};

    private final long connectionId;
    private final Direction direction;
    private long receivedAtNs;
    private long monotonicNs;
    private byte[] array;
    private int offset;
    private int length;

    private Frame(
            long connectionId,
            Direction direction,
            long receivedAtNs,
            long monotonicNs,
            byte[] array,
            int offset,
            int length) {
        this.connectionId = connectionId;
        this.direction = direction;
        this.receivedAtNs = receivedAtNs;
        this.monotonicNs = monotonicNs;
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /**
     * A frame over the given bytes, which are not copied.
     *
     * @param connectionId the connection it belongs to
     * @param direction which way it went
     * @param receivedAtNs wall clock, nanoseconds since 1970 UTC
     * @param monotonicNs monotonic clock of this process, nanoseconds
     * @param array holds the payload
     * @param offset index of the payload's first byte
     * @param length bytes of payload
     * @return the frame
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public static Frame of(
            long connectionId,
            Direction direction,
            long receivedAtNs,
            long monotonicNs,
            byte[] array,
            int offset,
            int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        return new Frame(connectionId, direction, receivedAtNs, monotonicNs, array, offset, length);
    }

    /** An empty frame for {@link #reset}. */
    static Frame reusable(long connectionId, Direction direction) {
        return new Frame(connectionId, direction, 0, 0, NOTHING, 0, 0);
    }

    /** Refills this frame with the first {@code length} bytes of {@code array}. */
    Frame reset(long receivedAtNs, long monotonicNs, byte[] array, int length) {
        Objects.checkFromIndexSize(0, length, array.length);
        this.receivedAtNs = receivedAtNs;
        this.monotonicNs = monotonicNs;
        this.array = array;
        this.offset = 0;
        this.length = length;
        return this;
    }

    /**
     * The connection these bytes belong to.
     *
     * @return an id unique in this process
     */
    public long connectionId() {
        return connectionId;
    }

    /**
     * Which way the bytes went.
     *
     * @return the direction
     */
    public Direction direction() {
        return direction;
    }

    /**
     * When the message was complete here, stamped once.
     *
     * @return wall clock, nanoseconds since 1970 UTC
     */
    public long receivedAtNs() {
        return receivedAtNs;
    }

    /**
     * When the message was complete here, for differences of time.
     *
     * @return monotonic clock of this process, nanoseconds
     */
    public long monotonicNs() {
        return monotonicNs;
    }

    /**
     * The array that holds the payload; not a copy and not to be written to.
     *
     * @return the array, of which only {@link #length()} bytes from {@link #offset()} count
     */
    public byte[] array() {
        return array;
    }

    /**
     * Where the payload begins.
     *
     * @return index into {@link #array()}
     */
    public int offset() {
        return offset;
    }

    /**
     * How long the payload is.
     *
     * @return bytes
     */
    public int length() {
        return length;
    }

    /**
     * The payload read as UTF-8; what is not valid UTF-8 reads as U+FFFD.
     *
     * @return a new string
     */
    public String text() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    /**
     * The same frame with a payload of its own.
     *
     * @return a frame that stays as it is
     */
    public Frame copy() {
        byte[] own = Arrays.copyOfRange(array, offset, offset + length);
        return new Frame(connectionId, direction, receivedAtNs, monotonicNs, own, 0, length);
    }

    /** Ids, direction and size; the payload is left out. */
    @Override
    public String toString() {
        return "Frame[connection %d, %s, %d bytes, at %d]"
                .formatted(connectionId, direction, length, receivedAtNs);
    }
}
