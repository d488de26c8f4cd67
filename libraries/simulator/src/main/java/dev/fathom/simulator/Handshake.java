package dev.fathom.simulator;

import java.util.Map;

/** The venue's answer to a client that asks for a WebSocket. */
public sealed interface Handshake {
    /**
     * The connection is open.
     *
     * @param connection where the client's messages go
     */
    record Accepted(ServerConnection connection) implements Handshake {}

    /**
     * There is no connection.
     *
     * @param status HTTP status
     * @param body text of the answer
     * @param headers of the answer
     */
    record Refused(int status, String body, Map<String, String> headers) implements Handshake {}
}
