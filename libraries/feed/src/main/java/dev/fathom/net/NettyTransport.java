package dev.fathom.net;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The transport over real sockets, made of Netty. Safe for many threads. */
public final class NettyTransport implements Transport {
    private static final CloseCause.ByUs GOING_AWAY = new CloseCause.ByUs(1001, "going away");

    private final TransportOptions options;
    private final Dial.Setting setting;

    // guarded by this
    private final Map<Loop, Connections> loops = new HashMap<>();
    private boolean closed;

    private NettyTransport(TransportOptions options, Dial.Setting setting) {
        this.options = options;
        this.setting = setting;
    }

    /**
     * A transport with these options.
     *
     * @param options TLS, proxy and limits
     * @return the transport, without any thread yet
     * @throws IllegalArgumentException if the CA file cannot be read or the proxy is of no known
     *     kind
     */
    public static NettyTransport open(TransportOptions options) {
        Proxy proxy = options.proxy().map(Proxy::of).orElse(null);
        int timeoutMs = (int) Math.clamp(options.connectTimeout().toMillis(), 1, Integer.MAX_VALUE);
        return new NettyTransport(
                options, new Dial.Setting(proxy, Tls.trusting(options.caFile()), timeoutMs));
    }

    @Override
    public synchronized Loop newLoop(String name) {
        checkOpen();
        NettyLoop loop = new NettyLoop(name);
        loops.put(loop, new Connections(loop));
        return loop;
    }

    @Override
    public synchronized WebSocketSession connect(Loop loop, URI uri, SessionListener listener) {
        Connections on = connections(loop);
        WebSocketConnection connection =
                new WebSocketConnection(
                        setting, options, on.loop, uri, listener, on.sockets::remove);
        on.loop.execute(() -> on.start(connection));
        return connection;
    }

    @Override
    public synchronized void request(Loop loop, HttpRequest request, Consumer<HttpResult> result) {
        Connections on = connections(loop);
        HttpExchange exchange = new HttpExchange(on.loop, request, options, result);
        on.loop.execute(() -> on.http.submit(exchange));
    }

    @Override
    public void close() {
        List<Connections> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(loops.values());
            loops.clear();
        }
        all.forEach(Connections::end);
    }

    private Connections connections(Loop loop) {
        checkOpen();
        Connections on = loops.get(loop);
        if (on == null) {
            throw new IllegalArgumentException("loop was made by another transport: " + loop);
        }
        return on;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("transport is closed");
        }
    }

    /** What lives on one loop. All but its construction and end happens there. */
    private final class Connections {
        private final NettyLoop loop;
        private final HttpClient http;
        private final Set<WebSocketConnection> sockets = new HashSet<>();

        private Connections(NettyLoop loop) {
            this.loop = loop;
            this.http = new HttpClient(setting, options, loop);
        }

        private void start(WebSocketConnection connection) {
            sockets.add(connection);
            connection.start();
        }

        /** What was handed to the loop before is still run. */
        private void end() {
            if (loop.inLoop()) {
                closeAll();
            } else {
                loop.execute(this::closeAll);
            }
            loop.end();
        }

        private void closeAll() {
            List.copyOf(sockets).forEach(socket -> socket.abandon(GOING_AWAY));
            http.end();
        }
    }
}
