package dev.fathom.simulator;

/**
 * The way from the venue to one connected client. Called on the loop; nothing is called after an
 * end.
 */
public interface ClientPort {
    /** Sends a text message. The bytes are shared and must not be changed. */
    void text(byte[] utf8);

    /** Sends a ping. */
    void ping(byte[] payload);

    /** Sends a pong. */
    void pong(byte[] payload);

    /** Ends the connection with a close frame. */
    void close(int code, String reason);

    /** Cuts the connection without a closing handshake. */
    void abort();
}
