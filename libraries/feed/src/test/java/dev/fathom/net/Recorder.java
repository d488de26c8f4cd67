package dev.fathom.net;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what a session tells, and checks that it is told on the loop. */
class Recorder implements SessionListener {
    private static final long PATIENCE_S = 20;

    final List<String> events = new CopyOnWriteArrayList<>();
    final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    final BlockingQueue<String> controls = new LinkedBlockingQueue<>();
    final CompletableFuture<WebSocketSession> opened = new CompletableFuture<>();
    final CompletableFuture<CloseCause> closed = new CompletableFuture<>();
    private final Loop loop;

    Recorder(Loop loop) {
        this.loop = loop;
    }

    @Override
    public void onOpen(WebSocketSession session) {
        note("open");
        opened.complete(session);
    }

    @Override
    public void onFrame(WebSocketSession session, Frame frame) {
        note("frame " + (frame.length() <= 60 ? frame.text() : frame.length() + " bytes"));
        frames.add(frame.copy());
    }

    @Override
    public void onPing(WebSocketSession session, byte[] payload) {
        note("ping " + new String(payload, StandardCharsets.UTF_8));
        controls.add(events.getLast());
    }

    @Override
    public void onPong(WebSocketSession session, byte[] payload) {
        note("pong " + new String(payload, StandardCharsets.UTF_8));
        controls.add(events.getLast());
    }

    @Override
    public void onClosed(WebSocketSession session, CloseCause cause) {
        note("closed");
        closed.complete(cause);
    }

    WebSocketSession awaitOpen() throws Exception {
        return opened.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    Frame awaitFrame() throws Exception {
        return await(frames);
    }

    CloseCause awaitClosed() throws Exception {
        return closed.get(PATIENCE_S, TimeUnit.SECONDS);
    }

    /** The line of a failure. */
    String awaitFailure() throws Exception {
        return switch (awaitClosed()) {
            case CloseCause.Failed failed -> failed.what();
            case CloseCause.ByUs other -> throw new AssertionError("not failed: " + other);
            case CloseCause.ByVenue other -> throw new AssertionError("not failed: " + other);
        };
    }

    static <T> T await(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(PATIENCE_S, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing came in " + PATIENCE_S + " s");
        }
        return next;
    }

    private void note(String event) {
        events.add(loop.inLoop() ? event : event + " OFF THE LOOP");
    }
}
