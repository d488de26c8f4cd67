package dev.fathom.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection, carrying one request after the other. Owned by its loop. */
final class HttpConnection {
    /** Shorter than the time after which servers usually drop an idle connection. */
    private static final long IDLE_NS = 20_000_000_000L;

    private final NettyLoop loop;
    private final HttpClient.Origin origin;
    private final int limit;
    private final Dial dial;
    private @Nullable Channel channel;
    private @Nullable HttpExchange current;
    private Loop.@Nullable Timer idleEnd;
    private boolean hasServed;
    private boolean over;

    HttpConnection(
            Dial.Setting setting,
            TransportOptions options,
            NettyLoop loop,
            HttpClient.Origin origin,
            HttpExchange first) {
        this.loop = loop;
        this.origin = origin;
        this.limit = options.maxMessageBytes();
        this.current = first;
        this.dial =
                new Dial(setting, loop, first.address(), this::handlers, e -> end(Reason.of(e)));
    }

    /** Dials, then sends the first request. */
    void start() {
        dial.start();
    }

    boolean carries(HttpExchange exchange) {
        return current == exchange;
    }

    /** Sends the next request; the one before is done. */
    void send(HttpExchange exchange) {
        current = exchange;
        if (idleEnd != null) {
            idleEnd.cancel();
        }
        if (channel != null) {
            channel.writeAndFlush(exchange.request())
                    .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }

    /** Closes; the request under way, if any, fails for that reason. */
    void end(String why) {
        HttpExchange unanswered = leave();
        if (unanswered != null) {
            unanswered.failed(why);
        }
    }

    /** Closes and hands out the request under way. */
    private @Nullable HttpExchange leave() {
        HttpExchange unanswered = current;
        current = null;
        if (!over) {
            over = true;
            if (idleEnd != null) {
                idleEnd.cancel();
            }
            dial.cancel();
            origin.gone(this);
        }
        return unanswered;
    }

    /** The connection broke. A server may drop a kept one just when the next request is sent. */
    private void broke(String why) {
        HttpExchange unanswered = leave();
        if (unanswered == null) {
            return;
        }
        if (hasServed && unanswered.maySendAgain()) {
            origin.submit(unanswered);
        } else {
            unanswered.failed(why);
        }
    }

    private void onResponse(FullHttpResponse response) {
        if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            return;
        }
        HttpExchange answered = current;
        current = null;
        if (answered == null) {
            end("answer to nothing");
            return;
        }
        if (response.decoderResult().isFailure()) {
            answered.failed("answer is damaged: " + Reason.of(response.decoderResult().cause()));
            end("answer is damaged");
            return;
        }
        answered.answered(response);
        if (HttpUtil.isKeepAlive(response)) {
            hasServed = true;
            idleEnd = loop.schedule(IDLE_NS, () -> end("idle"));
            origin.free(this);
        } else {
            end("not kept");
        }
    }

    private ChannelHandler[] handlers() {
        return new ChannelHandler[] {
            new HttpClientCodec(4096, 65_536, 65_536), new HttpObjectAggregator(limit), new Wire()
        };
    }

    /** The channel's last handler; one for each address tried. */
    private final class Wire extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            channel = ctx.channel();
            if (current != null) {
                send(current);
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof SslHandshakeCompletionEvent tls && !tls.isSuccess()) {
                end(Reason.of(tls.cause()));
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object in) {
            try {
                if (!over) {
                    onResponse((FullHttpResponse) in);
                }
            } finally {
                ReferenceCountUtil.release(in);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            broke("the server closed before the answer was whole");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (cause instanceof TooLongFrameException) {
                end(HttpExchange.tooBig(limit));
            } else {
                broke(Reason.of(cause));
            }
        }
    }
}
