package dev.fathom.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import io.netty.handler.codec.http.websocketx.extensions.compression.WebSocketServerCompressionHandler;
import io.netty.handler.ssl.SslContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server on loopback whose behaviour each test writes; ends with {@link #close()}. */
final class TestServer implements AutoCloseable {
    final BlockingQueue<FullHttpRequest> requests = new LinkedBlockingQueue<>();
    final AtomicInteger connections = new AtomicInteger();
    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listening;

    private TestServer(Consumer<Channel> connected) {
        listening =
                new ServerBootstrap()
                        .group(group)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(Channel channel) {
                                        connections.incrementAndGet();
                                        connected.accept(channel);
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .syncUninterruptibly()
                        .channel();
    }

    /** Accepts and does what the test says with the bare channel. */
    static TestServer raw(Consumer<Channel> connected) {
        return new TestServer(connected);
    }

    /** Answers each request as the test says. */
    static TestServer http(@Nullable SslContext tls, BiConsumer<Channel, FullHttpRequest> answer) {
        TestServer[] self = new TestServer[1];
        self[0] =
                new TestServer(channel -> {
                    http(channel, tls);
                    channel.pipeline().addLast(new Requests(self, answer));
                });
        return self[0];
    }

    /** Opens a WebSocket on every request, then does what the test says. */
    static TestServer webSocket(
            @Nullable SslContext tls,
            boolean deflate,
            Consumer<Channel> opened,
            BiConsumer<Channel, WebSocketFrame> received) {
        TestServer[] self = new TestServer[1];
        self[0] =
                new TestServer(channel -> {
                    http(channel, tls);
                    if (deflate) {
                        channel.pipeline().addLast(new WebSocketServerCompressionHandler(0));
                    }
                    channel.pipeline()
                            .addLast(
                                    new Requests(
                                            self, (at, request) -> upgrade(at, request, opened)),
                                    new Frames(received));
                });
        return self[0];
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        requests.forEach(FullHttpRequest::release);
    }

    private static void http(Channel channel, @Nullable SslContext tls) {
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        channel.pipeline().addLast(new HttpServerCodec(), new HttpObjectAggregator(65_536));
    }

    private static void upgrade(
            Channel channel, FullHttpRequest request, Consumer<Channel> opened) {
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory("ws://localhost/", null, true, 64 << 20)
                        .newHandshaker(request);
        handshaker
                .handshake(channel, request)
                .addListener(done -> {
                    if (done.isSuccess()) {
                        opened.accept(channel);
                    }
                });
    }

    private static final class Requests extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final TestServer[] server;
        private final BiConsumer<Channel, FullHttpRequest> answer;

        Requests(TestServer[] server, BiConsumer<Channel, FullHttpRequest> answer) {
            this.server = server;
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            server[0].requests.add(request.copy());
            answer.accept(ctx.channel(), request);
        }
    }

    private static final class Frames extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final BiConsumer<Channel, WebSocketFrame> received;

        Frames(BiConsumer<Channel, WebSocketFrame> received) {
            this.received = received;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            received.accept(ctx.channel(), frame);
        }
    }
}
