package dev.fathom.simulator;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Serves a venue on loopback sockets, its whole life on one thread. Both ports answer WebSocket and
 * HTTP alike. Safe for many threads.
 *
 * @param <V> the kind of venue
 */
public final class VenueServer<V extends Venue> implements AutoCloseable {
    // Addresses of some 8,000 characters go through at the venue.
    private static final int LONGEST_LINE = 8_192;
    private static final int LONGEST_HEADER = 8_192;
    private static final int LONGEST_CHUNK = 8_192;

    private final EventLoopGroup group;
    private final V venue;
    private final AtomicLong slowReaders = new AtomicLong();
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final int queuedBytes;
    private final int wsPort;
    private final int httpPort;

    private VenueServer(
            EventLoopGroup group,
            Function<SimulatorLoop, V> venue,
            int wsPort,
            int httpPort,
            int queuedBytes)
            throws IOException {
        this.group = group;
        this.queuedBytes = queuedBytes;
        this.venue = onLoop(() -> venue.apply(new NettyLoop(group.next())));
        this.wsPort = bind(wsPort);
        this.httpPort = httpPort != 0 && httpPort == wsPort ? this.wsPort : bind(httpPort);
        call(it -> {
            it.start();
            return true;
        });
    }

    /**
     * Makes the venue, binds both ports and starts it.
     *
     * @param wsPort for WebSocket clients; 0: any free one
     * @param httpPort for HTTP clients, may be the same; 0: any free one
     * @param queuedBytes what may wait for a slow reader before it is cut
     * @throws IOException if a port cannot be had
     */
    public static <V extends Venue> VenueServer<V> start(
            Function<SimulatorLoop, V> venue, int wsPort, int httpPort, int queuedBytes)
            throws IOException {
        EventLoopGroup group =
                new MultiThreadIoEventLoopGroup(
                        1, new DefaultThreadFactory("simulator", true), NioIoHandler.newFactory());
        try {
            return new VenueServer<>(group, venue, wsPort, httpPort, queuedBytes);
        } catch (IOException | RuntimeException failed) {
            group.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
            throw failed;
        }
    }

    private int bind(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(
                                ChannelOption.WRITE_BUFFER_WATER_MARK,
                                new WriteBufferWaterMark(queuedBytes / 2, queuedBytes))
                        .childHandler(
                                new ChannelInitializer<SocketChannel>() {
                                    @Override
                                    protected void initChannel(SocketChannel channel) {
                                        pipeline(channel);
                                    }
                                });
        var bound = bootstrap.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(
                    "port "
                            + port
                            + " of "
                            + address.getHostString()
                            + " cannot be had: give another, or 0",
                    bound.cause());
        }
        return ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    private void pipeline(Channel channel) {
        clients.add(channel);
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(LONGEST_LINE, LONGEST_HEADER, LONGEST_CHUNK),
                        new HttpObjectAggregator(VenueHandler.MOST_BYTES),
                        new WebSocketServerCompressionHandler(VenueHandler.MOST_BYTES),
                        new WebSocketFrameAggregator(VenueHandler.MOST_BYTES),
                        new VenueHandler(venue, slowReaders::incrementAndGet));
    }

    /** Where WebSocket clients connect, as in {@code ws://127.0.0.1:9443}. */
    public URI webSocketUri() {
        return URI.create("ws://127.0.0.1:" + wsPort);
    }

    /** Where HTTP clients ask, as in {@code http://127.0.0.1:8080}. */
    public URI restUri() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /** Connections cut because their client did not read. */
    public long slowReaders() {
        return slowReaders.get();
    }

    /** Whether messages that a client has not read yet fill a quarter of what may wait for it. */
    public boolean hasReaderBehind() {
        for (Channel client : clients) {
            if (client.bytesBeforeUnwritable() < queuedBytes / 4 * 3L) {
                return true;
            }
        }
        return false;
    }

    /** Lets {@code question} use the venue on its thread and waits for what it gives. */
    public <T> T call(Function<V, T> question) {
        return onLoop(() -> question.apply(venue));
    }

    private <T> T onLoop(Supplier<T> task) {
        EventExecutor loop = group.next();
        try {
            // Waiting on the loop for the loop would never end.
            return loop.inEventLoop() ? task.get() : loop.submit(task::get).get();
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CompletionException("interrupted while waiting for the simulator", stopped);
        }
    }

    /** Cuts every connection and ends the thread. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
