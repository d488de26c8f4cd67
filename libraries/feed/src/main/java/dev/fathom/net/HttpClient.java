package dev.fathom.net;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The HTTP connections of one loop, kept alive between requests. Owned by the loop. */
final class HttpClient {
    /** Connections to one origin at once, as browsers do. */
    static final int MOST_CONNECTIONS = 6;

    /** Requests to one origin that wait for a connection; more fail at once. */
    static final int MOST_WAITING = 1000;

    private final Dial.Setting setting;
    private final TransportOptions options;
    private final NettyLoop loop;
    private final Map<String, Origin> origins = new HashMap<>();

    HttpClient(Dial.Setting setting, TransportOptions options, NettyLoop loop) {
        this.setting = setting;
        this.options = options;
        this.loop = loop;
    }

    void submit(HttpExchange exchange) {
        Origin origin = origins.computeIfAbsent(exchange.address().origin(), _ -> new Origin());
        exchange.deadline(
                loop.schedule(options.requestTimeout().toNanos(), () -> origin.timedOut(exchange)));
        origin.submit(exchange);
    }

    /** Fails what is under way and closes the connections. */
    void end() {
        origins.values().forEach(Origin::end);
    }

    /** The connections to one server. */
    final class Origin {
        private final Set<HttpConnection> connections = new HashSet<>();
        private final Deque<HttpConnection> idle = new ArrayDeque<>();
        private final Deque<HttpExchange> waiting = new ArrayDeque<>();

        void submit(HttpExchange exchange) {
            if (!idle.isEmpty()) {
                idle.removeLast().send(exchange);
            } else if (connections.size() < MOST_CONNECTIONS) {
                HttpConnection fresh = new HttpConnection(setting, options, loop, this, exchange);
                connections.add(fresh);
                fresh.start();
            } else if (waiting.size() < MOST_WAITING) {
                waiting.addLast(exchange);
            } else {
                exchange.failed(MOST_WAITING + " requests wait for a connection already");
            }
        }

        /** Its connection is closed with it: a late answer must not pass for the next one's. */
        private void timedOut(HttpExchange exchange) {
            exchange.failed(
                    "no answer within %s s"
                            .formatted(options.requestTimeout().toMillis() / 1000.0));
            List.copyOf(connections).stream()
                    .filter(connection -> connection.carries(exchange))
                    .forEach(connection -> connection.end("timed out"));
        }

        /** A connection is free for the next request. */
        void free(HttpConnection connection) {
            HttpExchange next = nextWaiting();
            if (next == null) {
                idle.addLast(connection);
            } else {
                connection.send(next);
            }
        }

        /** A connection is over. */
        void gone(HttpConnection connection) {
            connections.remove(connection);
            idle.remove(connection);
            HttpExchange next = nextWaiting();
            if (next != null) {
                submit(next);
            }
        }

        private @Nullable HttpExchange nextWaiting() {
            HttpExchange next = waiting.pollFirst();
            while (next != null && next.isDone()) {
                next = waiting.pollFirst();
            }
            return next;
        }

        private void end() {
            List<HttpExchange> left = new ArrayList<>(waiting);
            waiting.clear();
            left.forEach(exchange -> exchange.failed("transport closed"));
            List.copyOf(connections).forEach(connection -> connection.end("transport closed"));
        }
    }
}
