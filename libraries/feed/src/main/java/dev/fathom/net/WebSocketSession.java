package dev.fathom.net;

import java.net.URI;

/**
 * One WebSocket connection, from the attempt to its end. Methods may be called from any thread; the
 * order of calls made on the loop is the order on the wire.
 */
public interface WebSocketSession {
    /**
     * Names this connection in frames, logs and captures.
     *
     * @return an id unique in this process, never used again
     */
    long id();

    /**
     * Where it leads.
     *
     * @return the address as given
     */
    URI uri();

    /**
     * Sends one text message. Dropped once the session is closing or closed.
     *
     * @param text the message
     * @throws IllegalStateException before {@link SessionListener#onOpen}
     */
    void send(String text);

    /**
     * Sends a ping. Dropped once the session is closing or closed.
     *
     * @param payload at most 125 bytes
     * @throws IllegalStateException before {@link SessionListener#onOpen}
     * @throws IllegalArgumentException if the payload is longer
     */
    void ping(byte[] payload);

    /**
     * Sends a pong. Dropped once the session is closing or closed.
     *
     * @param payload at most 125 bytes; an answer carries the payload of the ping
     * @throws IllegalStateException before {@link SessionListener#onOpen}
     * @throws IllegalArgumentException if the payload is longer
     */
    void pong(byte[] payload);

    /**
     * Starts the closing handshake and forces the end after two seconds. Before the session is open
     * the attempt is given up. Closing again changes nothing. Messages that arrive before the
     * peer's answer are still handed over.
     *
     * @param code the close code to send, such as 1000
     * @param reason at most 123 bytes of UTF-8
     * @throws IllegalArgumentException if the code may not be sent or the reason is too long
     */
    void close(int code, String reason);
}
