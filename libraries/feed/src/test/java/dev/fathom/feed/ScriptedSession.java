package dev.fathom.feed;

import dev.fathom.net.CloseCause;
import dev.fathom.net.Frame;
import dev.fathom.net.Loop;
import dev.fathom.net.SessionListener;
import dev.fathom.net.WebSocketSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection that does what the test says, and keeps what was sent on it. */
final class ScriptedSession implements WebSocketSession {
    /** What the client did, in order: {@code text ...}, {@code ping}, {@code pong x}. */
    final List<String> sent = new ArrayList<>();

    private final long id;
    private final URI uri;
    private final Loop loop;
    private final SessionListener listener;

    ScriptedSession(long id, URI uri, Loop loop, SessionListener listener) {
        this.id = id;
        this.uri = uri;
        this.loop = loop;
        this.listener = listener;
    }

    /** The venue takes the connection. */
    ScriptedSession open() {
        listener.onOpen(this);
        return this;
    }

    /** The venue sends a message. */
    void receive(String text) {
        listener.onFrame(this, frame(id, loop.wallNs(), text));
    }

    /** The venue sends a message that was made before. */
    void receive(Frame frame) {
        listener.onFrame(this, frame);
    }

    /** The venue pings. */
    void receivePing(String payload) {
        listener.onPing(this, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** The venue answers a ping. */
    void receivePong() {
        listener.onPong(this, new byte[0]);
    }

    /** The connection is over. */
    void end(CloseCause cause) {
        listener.onClosed(this, cause);
    }

    static Frame frame(long connectionId, long atNs, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return Frame.of(connectionId, Frame.Direction.IN, atNs, atNs, utf8, 0, utf8.length);
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
        sent.add("text " + text);
    }

    @Override
    public void ping(byte[] payload) {
        sent.add("ping");
    }

    @Override
    public void pong(byte[] payload) {
        sent.add("pong " + new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public void close(int code, String reason) {
        sent.add("close " + code + " " + reason);
    }
}
