package dev.fathom.net;

/**
 * Told what happens on one WebSocket connection, in order, on the connection's loop. What it throws
 * ends the connection as {@link CloseCause.Failed}.
 */
public interface SessionListener {
    /**
     * The handshake is done; messages may be sent.
     *
     * @param session the connection
     */
    void onOpen(WebSocketSession session);

    /**
     * A text or binary message is complete: fragments joined, inflated. Whether text is valid UTF-8
     * is for the decoder to judge.
     *
     * @param session the connection
     * @param frame the message, valid during this call
     */
    void onFrame(WebSocketSession session, Frame frame);

    /**
     * A ping came. Nothing answers it but the listener, which owns the budget of control messages.
     *
     * @param session the connection
     * @param payload what the answer must carry; the listener may keep it
     */
    void onPing(WebSocketSession session, byte[] payload);

    /**
     * A pong came, asked for or not.
     *
     * @param session the connection
     * @param payload what it carried; the listener may keep it
     */
    void onPong(WebSocketSession session, byte[] payload);

    /**
     * The connection is over, or never came about. The last call, made exactly once.
     *
     * @param session the connection
     * @param cause why
     */
    void onClosed(WebSocketSession session, CloseCause cause);
}
