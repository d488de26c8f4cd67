package dev.fathom.capture;

import dev.fathom.net.CloseCause;
import dev.fathom.net.Frame;
import dev.fathom.net.HttpRequest;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Loop;
import dev.fathom.net.SessionListener;
import dev.fathom.net.Transport;
import dev.fathom.net.WebSocketSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A transport of which all that goes in and out is captured, before anybody reads it. Safe for many
 * threads.
 *
 * @param transport does the work
 * @param capture takes what goes over it; not closed with this
 * @param blanking what is taken out before; empty where nothing is secret
 */
public record CapturingTransport(Transport transport, Capture capture, Optional<Blanking> blanking)
        implements Transport {
    /** Begins what is noted of a connection that was ended here. */
    static final String BY_US = "by us: ";

    // Replies to subscriptions, and the states that books begin with.
    private static final int NEEDED_FRAMES = 100;

    /** A transport over which nothing secret goes. */
    public CapturingTransport(Transport transport, Capture capture) {
        this(transport, capture, Optional.empty());
    }

    @Override
    public Loop newLoop(String name) {
        return transport.newLoop(name);
    }

    @Override
    public WebSocketSession connect(Loop loop, URI uri, SessionListener listener) {
        Tap tap = new Tap(loop, listener);
        WebSocketSession session = transport.connect(loop, uri, tap);
        // Nothing is heard of it before this call has returned.
        return tap.wrap(session);
    }

    @Override
    public void request(Loop loop, HttpRequest request, Consumer<HttpResult> result) {
        put(loop, 0, RawLine.Kind.ASKED, request.uri().toString());
        transport.request(
                loop,
                request,
                answer -> {
                    put(request.uri(), answer, loop);
                    result.accept(answer);
                });
    }

    private void put(URI uri, HttpResult result, Loop loop) {
        switch (result) {
            case HttpResult.Answer answer -> {
                byte[] start = (answer.status() + " " + uri + " ").getBytes(StandardCharsets.UTF_8);
                byte[] payload = Arrays.copyOf(start, start.length + answer.body().length);
                System.arraycopy(answer.body(), 0, payload, start.length, answer.body().length);
                put(
                        new RawLine(
                                answer.receivedAtNs(),
                                answer.monotonicNs(),
                                0,
                                RawLine.Kind.ANSWERED,
                                payload));
            }
            case HttpResult.Failed(String what) ->
                    put(loop, 0, RawLine.Kind.ANSWERED, "0 " + uri + " " + what);
        }
    }

    private RawLine blanked(RawLine line) {
        return blanking.map(it ->
                        new RawLine(
                                line.receivedAtNs(),
                                line.monotonicNs(),
                                line.connection(),
                                line.kind(),
                                it.bytes(line.payload())))
                .orElse(line);
    }

    private void put(RawLine line) {
        capture.put(blanked(line));
    }

    private void put(Loop loop, long connection, RawLine.Kind kind, String text) {
        put(
                new RawLine(
                        loop.wallNs(),
                        loop.monotonicNs(),
                        connection,
                        kind,
                        text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        transport.close();
    }

    /** Hears what a connection brings. */
    private final class Tap implements SessionListener {
        private final Loop loop;
        private final SessionListener listener;
        private int frames;

        Tap(Loop loop, SessionListener listener) {
            this.loop = loop;
            this.listener = listener;
        }

        WebSocketSession wrap(WebSocketSession session) {
            return new TappedSession(session, loop);
        }

        @Override
        public void onOpen(WebSocketSession session) {
            put(loop, session.id(), RawLine.Kind.OPENED, session.uri().toString());
            listener.onOpen(wrap(session));
        }

        @Override
        public void onFrame(WebSocketSession session, Frame frame) {
            RawLine line =
                    blanked(
                            new RawLine(
                                    frame.receivedAtNs(),
                                    frame.monotonicNs(),
                                    frame.connectionId(),
                                    RawLine.Kind.IN,
                                    Arrays.copyOfRange(
                                            frame.array(),
                                            frame.offset(),
                                            frame.offset() + frame.length())));
            if (frames < NEEDED_FRAMES) {
                frames++;
                capture.putNeeded(line);
            } else {
                capture.put(line);
            }
            listener.onFrame(session, frame);
        }

        @Override
        public void onPing(WebSocketSession session, byte[] payload) {
            listener.onPing(session, payload);
        }

        @Override
        public void onPong(WebSocketSession session, byte[] payload) {
            listener.onPong(session, payload);
        }

        @Override
        public void onClosed(WebSocketSession session, CloseCause cause) {
            put(loop, session.id(), RawLine.Kind.CLOSED, cause.toString());
            listener.onClosed(session, cause);
        }
    }

    /** Hears what is said on a connection. */
    private final class TappedSession implements WebSocketSession {
        private final WebSocketSession session;
        private final Loop loop;

        TappedSession(WebSocketSession session, Loop loop) {
            this.session = session;
            this.loop = loop;
        }

        @Override
        public long id() {
            return session.id();
        }

        @Override
        public URI uri() {
            return session.uri();
        }

        @Override
        public void send(String text) {
            put(loop, session.id(), RawLine.Kind.OUT, text);
            session.send(text);
        }

        @Override
        public void ping(byte[] payload) {
            session.ping(payload);
        }

        @Override
        public void pong(byte[] payload) {
            session.pong(payload);
        }

        @Override
        public void close(int code, String reason) {
            put(loop, session.id(), RawLine.Kind.CLOSED, BY_US + code + " " + reason);
            session.close(code, reason);
        }
    }
}
