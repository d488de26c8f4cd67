package dev.fathom.net;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Joins the fragments of one message after the other in one array, inflating where needed. Owned by
 * one thread.
 */
final class MessageBuffer {
    // Inflating into the array itself makes no garbage and stops at the limit exactly, however far
    // a
    // few compressed bytes would expand.

    private static final int FIRST = 16 << 10;

    /**
     * A longer array is let go after its message, so that one huge snapshot is not kept for good.
     */
    private static final int LONGEST_KEPT = 4 << 20;

    /** What the sender cut off each compressed message, RFC 7692 section 7.2.1. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private final int limit;
    private final boolean keepsWindow;
    private final @Nullable Inflater inflater;
    private final ByteBuffer tail = ByteBuffer.wrap(TAIL);
    private byte[] array = new byte[FIRST];
    private int length;
    private boolean compressed;

    private MessageBuffer(int limit, @Nullable Inflater inflater, boolean keepsWindow) {
        this.limit = limit;
        this.inflater = inflater;
        this.keepsWindow = keepsWindow;
    }

    /** For a connection without compression. */
    static MessageBuffer plain(int limit) {
        return new MessageBuffer(limit, null, false);
    }

    /**
     * For a connection with {@code permessage-deflate}.
     *
     * @param keepsWindow whether a message may refer back to the one before it
     */
    static MessageBuffer inflating(int limit, boolean keepsWindow) {
        return new MessageBuffer(limit, new Inflater(true), keepsWindow);
    }

    /** Starts a message. */
    void begin(boolean isCompressed) {
        if (isCompressed && inflater == null) {
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.PROTOCOL_ERROR,
                    "compressed message, but no compression was agreed on");
        }
        if (array.length > LONGEST_KEPT) {
            array = new byte[FIRST];
        }
        compressed = isCompressed;
        length = 0;
    }

    /** Adds a fragment, of which nothing is kept. */
    void append(ByteBuf fragment) {
        int bytes = fragment.readableBytes();
        if (compressed && inflater != null) {
            inflate(inflater, fragment.internalNioBuffer(fragment.readerIndex(), bytes));
        } else {
            if (length + (long) bytes > limit) {
                throw tooBig(limit);
            }
            if (length + bytes > array.length) {
                grow(length + bytes);
            }
            fragment.readBytes(array, length, bytes);
            length += bytes;
        }
    }

    /** Ends the message, which then is the first {@link #length()} bytes of {@link #array()}. */
    void end() {
        if (compressed && inflater != null) {
            inflate(inflater, tail.rewind());
            if (!keepsWindow) {
                inflater.reset();
            }
        }
    }

    byte[] array() {
        return array;
    }

    int length() {
        return length;
    }

    /** Gives back the inflater's memory. */
    void release() {
        if (inflater != null) {
            inflater.end();
        }
    }

    private void inflate(Inflater from, ByteBuffer input) {
        try {
            from.setInput(input);
            do {
                if (length == array.length) {
                    grow(length + 1L);
                }
                length += from.inflate(array, length, array.length - length);
                if (length > limit) {
                    throw tooBig(limit);
                }
                if (from.finished()) {
                    // the sender closed its deflate stream: what follows is a new one
                    from.reset();
                    from.setInput(input);
                } else if (from.needsDictionary()) {
                    throw new DataFormatException("preset dictionary");
                }
            } while (length == array.length || !from.needsInput());
        } catch (DataFormatException e) {
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.INVALID_PAYLOAD_DATA,
                    "compressed message is damaged: " + e.getMessage(),
                    e);
        }
    }

    private void grow(long needed) {
        // one byte above the limit is enough to see that a message passes it
        long wanted = Math.min(Math.max(needed, 2L * array.length), limit + 1L);
        array = Arrays.copyOf(array, (int) wanted);
    }

    private static CorruptedWebSocketFrameException tooBig(int limit) {
        return new CorruptedWebSocketFrameException(
                WebSocketCloseStatus.MESSAGE_TOO_BIG, overLimit(limit));
    }

    static String overLimit(int limit) {
        return "message is over the limit of " + limit + " bytes";
    }
}
