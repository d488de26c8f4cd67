package dev.fathom.simulator;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Carries one socket's requests and frames to the venue. */
final class VenueHandler extends SimpleChannelInboundHandler<Object> {
    /** The largest message a client may send. */
    static final int MOST_BYTES = 64 * 1024;

    private static final System.Logger LOG = System.getLogger(VenueHandler.class.getName());
    private static final int NORMAL = 1000;
    private static final int UNSUPPORTED = 1003;

    private final Venue venue;
    private final Runnable onSlowReader;
    private @Nullable ServerConnection connection;
    private @Nullable NettyClient client;

    VenueHandler(Venue venue, Runnable onSlowReader) {
        this.venue = venue;
        this.onSlowReader = onSlowReader;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object message) {
        switch (message) {
            case FullHttpRequest request -> request(context, request);
            case WebSocketFrame frame when connection != null && client != null ->
                    frame(connection, client, frame);
            default -> context.close();
        }
    }

    private void request(ChannelHandlerContext context, FullHttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        if (!request.decoderResult().isSuccess()) {
            reply(context, plain(400, "Bad request"), false);
        } else if (request.method().equals(HttpMethod.GET)
                && request.headers()
                        .contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            connect(context, request);
        } else {
            venue.request(ask(request), address(context), it -> reply(context, it, keepAlive));
        }
    }

    private static HttpAsk ask(FullHttpRequest request) {
        Map<String, String> headers = new HashMap<>();
        request.headers()
                .forEach(it -> headers.put(it.getKey().toLowerCase(Locale.ROOT), it.getValue()));
        return new HttpAsk(
                request.method().name(),
                request.uri(),
                headers,
                request.content().toString(StandardCharsets.UTF_8));
    }

    private void connect(ChannelHandlerContext context, FullHttpRequest request) {
        WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory(request.uri(), null, true, MOST_BYTES)
                        .newHandshaker(request);
        if (handshaker == null) {
            WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(context.channel());
            return;
        }
        NettyClient asking = new NettyClient(context.channel(), onSlowReader);
        switch (venue.connect(request.uri(), address(context), asking)) {
            case Handshake.Refused refused ->
                    reply(
                            context,
                            new HttpReply(
                                    refused.status(),
                                    refused.headers(),
                                    refused.body().getBytes(StandardCharsets.UTF_8)),
                            false);
            case Handshake.Accepted accepted -> {
                connection = accepted.connection();
                client = asking;
                handshaker.handshake(context.channel(), request);
            }
        }
    }

    private static void frame(
            ServerConnection connection, NettyClient client, WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> connection.onText(text.text());
            case PingWebSocketFrame ping -> connection.onPing(ByteBufUtil.getBytes(ping.content()));
            case PongWebSocketFrame pong -> connection.onPong(ByteBufUtil.getBytes(pong.content()));
            case CloseWebSocketFrame close -> {
                client.peerHasClosed();
                int code = close.statusCode();
                connection.onClose(code < 0 ? NORMAL : code, close.reasonText());
            }
            default -> connection.onClose(UNSUPPORTED, "Only text is understood here");
        }
    }

    private static void reply(ChannelHandlerContext context, HttpReply reply, boolean keepAlive) {
        DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(reply.status()),
                        Unpooled.wrappedBuffer(reply.body()));
        reply.headers().forEach((name, value) -> response.headers().set(name, value));
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
        HttpUtil.setKeepAlive(response, keepAlive);
        ChannelFuture sent = context.writeAndFlush(response);
        if (!keepAlive) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static HttpReply plain(int status, String text) {
        return new HttpReply(
                status,
                Map.of("Content-Type", "text/plain"),
                text.getBytes(StandardCharsets.UTF_8));
    }

    private static String address(ChannelHandlerContext context) {
        return context.channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getHostString()
                : "unknown";
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (connection != null) {
            connection.onClosed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Level level = cause instanceof IOException ? Level.DEBUG : Level.WARNING;
        LOG.log(level, "connection from " + address(context) + " closed", cause);
        context.close();
    }
}
