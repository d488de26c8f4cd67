package dev.fathom.net;

import java.net.URI;
import java.util.function.Consumer;

/** The way to the venues: WebSocket connections and HTTP requests. Safe for many threads. */
public interface Transport extends AutoCloseable {
    /**
     * A new loop with a thread of its own, which ends with the transport.
     *
     * @param name the name of the thread
     * @return the loop
     * @throws IllegalStateException if the transport is closed
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
     * @throws IllegalStateException if the transport is closed
     */
    WebSocketSession connect(Loop loop, URI uri, SessionListener listener);

    /**
     * Sends one request. The result comes exactly once, on the loop, whatever the status: redirects
     * are not followed. Only a request that finds its kept connection closed by the server is sent
     * again, once, on a new one; a POST is not, since it may have been heard.
     *
     * @param loop where the result is handed over; made by this transport
     * @param request what to send
     * @param result told the outcome
     * @throws IllegalArgumentException if the address is not an HTTP address or a header is not
     *     well-formed
     * @throws IllegalStateException if the transport is closed
     */
    void request(Loop loop, HttpRequest request, Consumer<HttpResult> result);

    /**
     * Ends all connections ({@link CloseCause.ByUs} with code 1001), requests and loops. Nothing is
     * handed to listeners after it has returned, unless it was called on a loop: that one ends
     * after the call.
     */
    @Override
    void close();
}
