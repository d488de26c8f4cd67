package dev.fathom.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to reach an address, directly or through the proxy: look up the host, try its
 * addresses in turn, lay TLS on top. Owned by its loop.
 */
final class Dial {
    // Netty's own resolver would look the name up on the loop and hold up all that lives there, and
    // it would try one address only.

    /** What all dials of a transport share. */
    record Setting(@Nullable Proxy proxy, Tls tls, int timeoutMs) {}

    /** Bytes that may wait to be sent before the peer counts as not reading. */
    static final int MOST_WAITING = 1 << 20;

    private static final System.Logger LOG = System.getLogger(Dial.class.getName());

    private final Setting setting;
    private final NettyLoop loop;
    private final Address to;
    private final Supplier<ChannelHandler[]> handlers;
    private final Consumer<Throwable> failed;
    private String stage = "looking up the host";
    private boolean cancelled;
    private @Nullable Channel channel;

    /**
     * A dial not yet begun.
     *
     * @param handlers made anew for each address tried; told when the channel is active, which may
     *     be before proxy and TLS are through, but what is written then waits for them
     * @param failed told once, on the loop, if no address accepts
     */
    Dial(
            Setting setting,
            NettyLoop loop,
            Address to,
            Supplier<ChannelHandler[]> handlers,
            Consumer<Throwable> failed) {
        this.setting = setting;
        this.loop = loop;
        this.to = to;
        this.handlers = handlers;
        this.failed = failed;
    }

    void start() {
        Thread.ofVirtual().name("dial " + to.authority()).start(this::lookUp);
    }

    /** The address and the proxy on the way to it, for messages. */
    String where() {
        return to.origin() + (setting.proxy == null ? "" : " through " + setting.proxy);
    }

    /** How far it has come, for the message of a time-out. */
    String stage() {
        return stage;
    }

    /** Gives up: whatever was connected is closed, nobody is told. */
    void cancel() {
        cancelled = true;
        if (channel != null) {
            channel.close();
        }
    }

    private void lookUp() {
        Proxy proxy = setting.proxy;
        try {
            SslContext tls = to.secure() ? setting.tls.context() : null;
            InetAddress[] found =
                    InetAddress.getAllByName(proxy == null ? to.host() : proxy.host());
            onLoop(() -> connect(tls, found, 0));
        } catch (IOException | GeneralSecurityException e) {
            onLoop(() -> fail(e));
        }
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "transport closed while dialling " + to.origin(), e);
        }
    }

    private void connect(@Nullable SslContext tls, InetAddress[] candidates, int index) {
        if (cancelled) {
            return;
        }
        Proxy proxy = setting.proxy;
        InetSocketAddress hop =
                new InetSocketAddress(candidates[index], proxy == null ? to.port() : proxy.port());
        stage = "connecting to " + hop.getAddress().getHostAddress() + " port " + hop.getPort();
        ChannelFuture connecting =
                new Bootstrap()
                        .group(loop.eventLoop())
                        .channel(NioSocketChannel.class)
                        .disableResolver()
                        .option(ChannelOption.TCP_NODELAY, true)
                        .option(ChannelOption.SO_KEEPALIVE, true)
                        .option(
                                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                Math.max(1, setting.timeoutMs / candidates.length))
                        .option(
                                ChannelOption.WRITE_BUFFER_WATER_MARK,
                                new WriteBufferWaterMark(MOST_WAITING / 2, MOST_WAITING))
                        .handler(pipeline(tls, hop))
                        .connect(
                                proxy == null
                                        ? hop
                                        : InetSocketAddress.createUnresolved(to.host(), to.port()));
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                stage = "waiting for " + (proxy == null ? "the server" : proxy);
            } else if (index + 1 < candidates.length) {
                connect(tls, candidates, index + 1);
            } else {
                fail(done.cause());
            }
        });
    }

    private void fail(Throwable cause) {
        if (!cancelled) {
            cancelled = true;
            failed.accept(cause);
        }
    }

    private ChannelHandler pipeline(@Nullable SslContext tls, InetSocketAddress hop) {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                if (setting.proxy != null) {
                    ProxyHandler tunnel = setting.proxy.handler(hop);
                    tunnel.setConnectTimeoutMillis(setting.timeoutMs);
                    channel.pipeline().addLast(tunnel);
                }
                if (tls != null) {
                    SslHandler handler = tls.newHandler(channel.alloc(), to.host(), to.port());
                    handler.setHandshakeTimeoutMillis(setting.timeoutMs);
                    channel.pipeline().addLast(handler);
                }
                channel.pipeline().addLast(handlers.get());
            }
        };
    }
}
