package dev.fathom.simulator;

/** The way from one connected client to the venue. Called on the loop. */
public interface ServerConnection {
    /** The client sent a text message. */
    void onText(String text);

    /** The client sent a ping. */
    void onPing(byte[] payload);

    /** The client sent a pong. */
    void onPong(byte[] payload);

    /**
     * The client began the closing handshake; the venue answers it with a close of its own, unless
     * it plays dead.
     */
    void onClose(int code, String reason);

    /** The connection has ended, whoever ended it. May be called more than once. */
    void onClosed();
}
