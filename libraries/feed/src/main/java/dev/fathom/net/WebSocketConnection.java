package dev.fathom.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection over Netty, from dialling to the end. Its state belongs to the loop; the
 * methods of the session may be called from any thread.
 */
final class WebSocketConnection implements WebSocketSession {
    private enum State {
        CONNECTING,
        OPEN,
        /** This side has sent its close frame and waits for the peer's. */
        CLOSING,
        /** The listener has been told, or is about to be. */
        CLOSED
    }

    private static final System.Logger LOG = System.getLogger(WebSocketConnection.class.getName());
    private static final AtomicLong LAST_ID = new AtomicLong();
    private static final long CLOSE_TIMEOUT_NS = 2_000_000_000L;
    private static final int MOST_CONTROL_BYTES = 125;
    private static final int NO_STATUS = 1005;

    private final long id = LAST_ID.incrementAndGet();
    private final URI uri;
    private final NettyLoop loop;
    private final SessionListener listener;
    private final Consumer<WebSocketConnection> ended;
    private final Duration connectTimeout;
    private final Handshake handshake;
    private final Dial dial;
    private volatile State state = State.CONNECTING;
    private boolean told;
    private @Nullable String stage;
    private @Nullable Channel channel; // once open
    private Loop.@Nullable Timer deadline;
    private CloseCause.@Nullable ByUs ours;

    WebSocketConnection(
            Dial.Setting setting,
            TransportOptions options,
            NettyLoop loop,
            URI uri,
            SessionListener listener,
            Consumer<WebSocketConnection> ended) {
        Address address = Address.webSocket(uri);
        this.uri = uri;
        this.loop = loop;
        this.listener = listener;
        this.ended = ended;
        this.connectTimeout = options.connectTimeout();
        this.handshake = new Handshake(address, options.maxMessageBytes(), options.compression());
        this.dial = new Dial(setting, loop, address, this::handlers, e -> onFailure(Reason.of(e)));
    }

    /** Begins to dial. On the loop. */
    void start() {
        if (state == State.CONNECTING) {
            deadline = loop.schedule(connectTimeout.toNanos(), this::connectTimedOut);
            dial.start();
        }
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
        write(new TextWebSocketFrame(text));
    }

    @Override
    public void ping(byte[] payload) {
        write(new PingWebSocketFrame(control(payload)));
    }

    @Override
    public void pong(byte[] payload) {
        write(new PongWebSocketFrame(control(payload)));
    }

    @Override
    public void close(int code, String reason) {
        if (code < 1000 || code > 4999 || !WebSocketCloseStatus.isValidStatusCode(code)) {
            throw new IllegalArgumentException("close code may not be sent: " + code);
        }
        if (reason.getBytes(StandardCharsets.UTF_8).length > MOST_CONTROL_BYTES - 2) {
            throw new IllegalArgumentException("close reason is over 123 bytes: " + reason);
        }
        CloseCause.ByUs cause = new CloseCause.ByUs(code, reason);
        if (loop.inLoop()) {
            startClosing(cause);
        } else if (state != State.CLOSED) {
            loop.execute(() -> startClosing(cause));
        }
    }

    /** Ends at once, the close frame sent but not waited for. On the loop. */
    void abandon(CloseCause.ByUs cause) {
        startClosing(cause);
        end(cause, false);
    }

    private static ByteBuf control(byte[] payload) {
        if (payload.length > MOST_CONTROL_BYTES) {
            throw new IllegalArgumentException(
                    "control message is over 125 bytes: " + payload.length);
        }
        return Unpooled.copiedBuffer(payload);
    }

    private void write(WebSocketFrame out) {
        if (state == State.CONNECTING) {
            out.release();
            throw new IllegalStateException("connection %d is not open yet".formatted(id));
        }
        if (loop.inLoop() || state != State.OPEN) {
            writeOnLoop(out);
        } else {
            loop.execute(() -> writeOnLoop(out));
        }
    }

    private void writeOnLoop(WebSocketFrame out) {
        if (state != State.OPEN || channel == null) {
            out.release();
        } else if (channel.isWritable()) {
            channel.writeAndFlush(out).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        } else {
            out.release();
            String what = "the server does not read: %d bytes wait".formatted(Dial.MOST_WAITING);
            loop.execute(() -> onViolation(WebSocketCloseStatus.POLICY_VIOLATION, what));
        }
    }

    private void startClosing(CloseCause.ByUs cause) {
        if (state == State.CONNECTING) {
            state = State.CLOSED;
            ours = cause;
            loop.execute(() -> end(cause, false));
        } else if (state == State.OPEN && channel != null) {
            state = State.CLOSING;
            ours = cause;
            channel.writeAndFlush(new CloseWebSocketFrame(cause.code(), cause.reason()));
            deadline = loop.schedule(CLOSE_TIMEOUT_NS, () -> end(cause, false));
        }
    }

    private void connectTimedOut() {
        String where = stage == null ? dial.stage() : stage;
        onFailure("not open after %s (%s)".formatted(seconds(connectTimeout), where));
    }

    /**
     * Tells the listener once.
     *
     * @param peerCloses whether the channel is left to the peer to close, for two seconds, so that
     *     it can read the close frame
     */
    private void end(CloseCause cause, boolean peerCloses) {
        if (told) {
            return;
        }
        told = true;
        state = State.CLOSED;
        if (deadline != null) {
            deadline.cancel();
        }
        if (peerCloses) {
            loop.schedule(CLOSE_TIMEOUT_NS, dial::cancel);
        } else {
            dial.cancel();
        }
        ended.accept(this);
        try {
            listener.onClosed(this, cause);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "listener failed on the end of " + this, e);
        }
    }

    private ChannelHandler[] handlers() {
        return new WebSocketWire(this, loop, handshake).withCodec();
    }

    /** Whether what still comes is dropped. */
    boolean isOver() {
        return state == State.CLOSED;
    }

    void onTls() {
        stage = "TLS is up, no answer to the handshake";
    }

    void onOpen(Channel opened) {
        if (deadline != null) {
            deadline.cancel();
        }
        channel = opened;
        state = State.OPEN;
        tell("opening", () -> listener.onOpen(this));
    }

    void onFrame(Frame frame) {
        try {
            listener.onFrame(this, frame);
        } catch (RuntimeException | Error e) {
            listenerFailed("the frame " + Reason.oneLine(frame.text()), e);
        }
    }

    void onPing(byte[] payload) {
        tell("a ping", () -> listener.onPing(this, payload));
    }

    void onPong(byte[] payload) {
        tell("a pong", () -> listener.onPong(this, payload));
    }

    /** The peer's close frame; a code below zero if it carried none. */
    void onClose(int code, String reason) {
        if (ours != null) {
            end(ours, true);
        } else if (channel != null) {
            channel.writeAndFlush(
                    code < 0 ? new CloseWebSocketFrame() : new CloseWebSocketFrame(code, ""));
            end(new CloseCause.ByVenue(code < 0 ? NO_STATUS : code, reason), true);
        }
    }

    /** Sends a close frame and ends for that reason. */
    void onViolation(WebSocketCloseStatus status, String what) {
        if (state == State.OPEN && channel != null) {
            channel.writeAndFlush(new CloseWebSocketFrame(status));
        }
        end(causeOf(what), channel != null);
    }

    /** The connection is of no more use. */
    void onFailure(String what) {
        end(causeOf(what), false);
    }

    /** If this side was closing anyway, that stays the cause. */
    private CloseCause causeOf(String what) {
        String verb = channel == null ? "cannot connect to " : "lost connection to ";
        return ours != null
                ? ours
                : new CloseCause.Failed(Reason.oneLine(verb + dial.where() + ": " + what));
    }

    private void tell(String about, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            listenerFailed(about, e);
        }
    }

    private void listenerFailed(String about, Throwable thrown) {
        LOG.log(
                System.Logger.Level.ERROR,
                "listener of %s failed on %s".formatted(this, about),
                thrown);
        onViolation(WebSocketCloseStatus.INTERNAL_SERVER_ERROR, "the listener failed: " + thrown);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }

    @Override
    public String toString() {
        return "WebSocket[%d, %s, %s]".formatted(id, dial.where(), state);
    }
}
