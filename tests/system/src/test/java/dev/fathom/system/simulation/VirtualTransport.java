package dev.fathom.system.simulation;

import dev.fathom.net.CloseCause;
import dev.fathom.net.Frame;
import dev.fathom.net.HttpRequest;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Loop;
import dev.fathom.net.SessionListener;
import dev.fathom.net.Transport;
import dev.fathom.net.WebSocketSession;
import dev.fathom.simulator.ClientPort;
import dev.fathom.simulator.Handshake;
import dev.fathom.simulator.HttpAsk;
import dev.fathom.simulator.ServerConnection;
import dev.fathom.simulator.Venue;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Connects a feed with a simulator through a network of virtual time: every message takes a random
 * while, and those of one connection and direction stay in order.
 */
final class VirtualTransport implements Transport {
    private static final String ADDRESS = "192.0.2.1";
    private static final long CLOSE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final long REQUEST_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(10);

    private final VirtualTime time;
    private final Venue venue;
    private final RandomGenerator random;
    private final Loop loop;
    private final long latencyNs;
    private long connections;

    VirtualTransport(VirtualTime time, Venue venue, RandomGenerator random, long latencyNs) {
        this.time = time;
        this.venue = venue;
        this.random = random;
        this.loop = time.feedLoop();
        this.latencyNs = latencyNs;
    }

    @Override
    public Loop newLoop(String name) {
        return loop;
    }

    @Override
    public WebSocketSession connect(Loop on, URI uri, SessionListener listener) {
        Session session = new Session(++connections, uri, listener);
        session.toVenue.send(session::handshake);
        return session;
    }

    @Override
    public void request(Loop on, HttpRequest request, Consumer<HttpResult> result) {
        boolean[] answered = new boolean[1];
        Consumer<HttpResult> once =
                r -> {
                    if (!answered[0]) {
                        answered[0] = true;
                        result.accept(r);
                    }
                };
        time.schedule(REQUEST_TIMEOUT_NS, () -> once.accept(new HttpResult.Failed("no answer")));
        time.schedule(
                latency(),
                () ->
                        venue.request(
                                ask(request),
                                ADDRESS,
                                reply -> {
                                    Map<String, String> lower = new HashMap<>();
                                    reply.headers()
                                            .forEach((k, v) ->
                                                    lower.put(k.toLowerCase(Locale.ROOT), v));
                                    time.schedule(
                                            latency(),
                                            () ->
                                                    once.accept(
                                                            new HttpResult.Answer(
                                                                    reply.status(),
                                                                    lower,
                                                                    reply.body(),
                                                                    loop.wallNs(),
                                                                    loop.monotonicNs())));
                                }));
    }

    private static HttpAsk ask(HttpRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((k, v) -> headers.put(k.toLowerCase(Locale.ROOT), v));
        return new HttpAsk(request.method().name(), path(request.uri()), headers, request.body());
    }

    private static String path(URI uri) {
        String query = uri.getRawQuery();
        return query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query;
    }

    private long latency() {
        return 1 + random.nextLong(latencyNs);
    }

    @Override
    public void close() {}

    /** One direction of one connection: what is sent first arrives first. */
    private final class Wire {
        private long lastNs;

        void send(Runnable arrival) {
            lastNs = Math.max(lastNs, time.nowNs() + latency());
            time.schedule(lastNs - time.nowNs(), arrival);
        }
    }

    private final class Session implements WebSocketSession {
        private final Wire toVenue = new Wire();
        private final Wire toClient = new Wire();
        private final long id;
        private final URI uri;
        private final SessionListener listener;
        private @Nullable ServerConnection server;
        private boolean open;
        private boolean ended;

        Session(long id, URI uri, SessionListener listener) {
            this.id = id;
            this.uri = uri;
            this.listener = listener;
        }

        private void handshake() {
            // What the venue sends within the call must arrive after the opening.
            toClient.send(this::opened);
            switch (venue.connect(path(uri), ADDRESS, new Port(this))) {
                case Handshake.Accepted(ServerConnection accepted) -> server = accepted;
                case Handshake.Refused refused ->
                        toClient.send(() -> end(new CloseCause.Failed("HTTP " + refused.status())));
            }
        }

        private void opened() {
            if (!ended && server != null) {
                open = true;
                listener.onOpen(this);
            }
        }

        private void end(CloseCause cause) {
            if (!ended) {
                ended = true;
                ServerConnection venueSide = server;
                if (venueSide != null) {
                    toVenue.send(venueSide::onClosed);
                }
                listener.onClosed(this, cause);
            }
        }

        private Frame frame(byte[] utf8) {
            return Frame.of(
                    id,
                    Frame.Direction.IN,
                    loop.wallNs(),
                    loop.monotonicNs(),
                    utf8,
                    0,
                    utf8.length);
        }

        private void up(Consumer<ServerConnection> message) {
            if (!open) {
                throw new IllegalStateException("not open yet");
            }
            toVenue.send(() -> {
                if (server != null) {
                    message.accept(server);
                }
            });
        }

        private void down(Runnable message) {
            toClient.send(() -> {
                if (open && !ended) {
                    message.run();
                }
            });
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public URI uri() {
            return uri;
        }

        @Override
        public void send(String text) {
            up(venueSide -> venueSide.onText(text));
        }

        @Override
        public void ping(byte[] payload) {
            up(venueSide -> venueSide.onPing(payload));
        }

        @Override
        public void pong(byte[] payload) {
            up(venueSide -> venueSide.onPong(payload));
        }

        @Override
        public void close(int code, String reason) {
            if (!open) {
                end(new CloseCause.ByUs(code, reason));
                return;
            }
            up(venueSide -> venueSide.onClose(code, reason));
            time.schedule(CLOSE_TIMEOUT_NS, () -> end(new CloseCause.ByUs(code, reason)));
        }
    }

    /** What the venue sends on a connection. */
    private record Port(Session session) implements ClientPort {
        @Override
        public void text(byte[] utf8) {
            session.down(() -> session.listener.onFrame(session, session.frame(utf8)));
        }

        @Override
        public void ping(byte[] payload) {
            session.down(() -> session.listener.onPing(session, payload));
        }

        @Override
        public void pong(byte[] payload) {
            session.down(() -> session.listener.onPong(session, payload));
        }

        @Override
        public void close(int code, String reason) {
            session.toClient.send(() -> session.end(new CloseCause.ByVenue(code, reason)));
        }

        @Override
        public void abort() {
            session.toClient.send(() -> session.end(new CloseCause.Failed("connection reset")));
        }
    }
}
