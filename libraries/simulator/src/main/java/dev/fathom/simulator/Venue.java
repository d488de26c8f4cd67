package dev.fathom.simulator;

import java.util.Map;
import java.util.function.Consumer;

/**
 * What a server needs of a simulated venue. No sockets, no threads: everything happens on its loop.
 */
public interface Venue {
    /** Begins whatever the venue does by itself. */
    void start();

    /**
     * A client asks for a WebSocket.
     *
     * @param pathAndQuery as in {@code /stream?streams=btcusdt@depth}
     * @param remoteAddress who asks; limits are kept per address
     * @param client where the venue's messages go, once accepted
     */
    Handshake connect(String pathAndQuery, String remoteAddress, ClientPort client);

    /** A client sends a GET; {@code reply} is called once, at once or later. */
    void get(String pathAndQuery, String remoteAddress, Consumer<HttpReply> reply);

    /** A client asks anything over HTTP; {@code reply} is called once, at once or later. */
    default void request(HttpAsk ask, String remoteAddress, Consumer<HttpReply> reply) {
        if (ask.method().equals("GET")) {
            get(ask.target(), remoteAddress, reply);
        } else {
            reply.accept(
                    HttpReply.json(
                            405, Map.of("Content-Type", "text/plain"), "Only GET is served here"));
        }
    }
}
