package dev.fathom.net;

import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;

/** The way to the venues: WebSocket connections and GET requests. Safe for many threads. */
public interface Transport extends AutoCloseable {
    /**
     * A new loop with a thread of its own, which ends with the transport.
     *
     * @param name the name of the thread
     * @return the loop
     */
    Loop newLoop(String name);

    /**
     * Starts connecting and returns at once. Every call of the listener comes on the loop, and
     * {@link SessionListener#onClosed} comes exactly once, also when connecting failed.
     *
     * @param loop where the connection lives; made by this transport
     * @param uri {@code ws:} or {@code wss:}; path and query go out as written
     * @param listener told what happens
     * @return the session, not yet open
     * @throws IllegalArgumentException if the address is not a WebSocket address
     */
    WebSocketSession connect(Loop loop, URI uri, SessionListener listener);

    /**
     * Sends one GET request. The result comes exactly once, on the loop; it is never retried here.
     *
     * @param loop where the result is handed over; made by this transport
     * @param uri {@code http:} or {@code https:}; path and query go out as written
     * @param headers header fields to send besides those the protocol needs
     * @param result told the outcome
     * @throws IllegalArgumentException if the address is not an HTTP address
     */
    void get(Loop loop, URI uri, Map<String, String> headers, Consumer<HttpResult> result);

    /** Ends all connections and loops. Nothing is handed to listeners after it has returned. */
    @Override
    void close();
}
