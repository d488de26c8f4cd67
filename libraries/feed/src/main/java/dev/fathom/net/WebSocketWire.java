package dev.fathom.net;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;

/**
 * The last handler of a channel: makes the handshake, then joins what comes into whole messages.
 * One for each address tried, owned by the channel's loop.
 */
final class WebSocketWire extends ChannelInboundHandlerAdapter {
    /** RSV1 marks the first frame of a compressed message, RFC 7692 section 6. */
    private static final int RSV1 = 4;

    private final WebSocketConnection connection;
    private final Loop loop;
    private final Handshake handshake;
    private final Frame frame;
    private MessageBuffer message;

    WebSocketWire(WebSocketConnection connection, Loop loop, Handshake handshake) {
        this.connection = connection;
        this.loop = loop;
        this.handshake = handshake;
        this.frame = Frame.reusable(connection.id(), Frame.Direction.IN);
        this.message = MessageBuffer.plain(handshake.maxFramePayloadLength());
    }

    /** This handler behind those that make HTTP of bytes. */
    ChannelHandler[] withCodec() {
        return new ChannelHandler[] {
            new HttpClientCodec(4096, 16_384, 8192), new HttpObjectAggregator(65_536), this
        };
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        handshake
                .handshake(ctx.channel())
                .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent tls) {
            if (tls.isSuccess()) {
                connection.onTls();
            } else {
                connection.onFailure(Reason.of(tls.cause()));
            }
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object in) {
        try {
            if (connection.isOver()) {
                closeAfterPeer(ctx, in);
            } else if (in instanceof FullHttpResponse response) {
                onResponse(ctx, response);
            } else {
                onFrame((WebSocketFrame) in);
            }
        } finally {
            ReferenceCountUtil.release(in);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        connection.onFailure("ended without a close frame");
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        message.release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof CorruptedWebSocketFrameException corrupted)) {
            connection.onFailure(Reason.of(cause));
        } else if (corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            int limit = handshake.maxFramePayloadLength();
            connection.onViolation(corrupted.closeStatus(), MessageBuffer.overLimit(limit));
        } else {
            connection.onViolation(
                    corrupted.closeStatus(), "protocol violation: " + Reason.of(corrupted));
        }
    }

    private static void closeAfterPeer(ChannelHandlerContext ctx, Object in) {
        if (in instanceof CloseWebSocketFrame) {
            ctx.close();
        }
    }

    private void onResponse(ChannelHandlerContext ctx, FullHttpResponse response) {
        message = handshake.accepted(response);
        handshake.finishHandshake(ctx.channel(), response);
        connection.onOpen(ctx.channel());
    }

    private void onFrame(WebSocketFrame in) {
        switch (in) {
            case TextWebSocketFrame f -> onData(f, true);
            case BinaryWebSocketFrame f -> onData(f, true);
            case ContinuationWebSocketFrame f -> onData(f, false);
            case PingWebSocketFrame f -> connection.onPing(ByteBufUtil.getBytes(f.content()));
            case PongWebSocketFrame f -> connection.onPong(ByteBufUtil.getBytes(f.content()));
            case CloseWebSocketFrame f -> connection.onClose(f.statusCode(), f.reasonText());
            default -> throw new IllegalStateException("unknown kind of frame: " + in);
        }
    }

    private void onData(WebSocketFrame in, boolean first) {
        boolean last = in.isFinalFragment();
        long receivedAtNs = last ? loop.wallNs() : 0;
        long monotonicNs = last ? loop.monotonicNs() : 0;
        if (in.rsv() != 0 && !(first && in.rsv() == RSV1)) {
            throw new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.PROTOCOL_ERROR, "reserved bits set: " + in.rsv());
        }
        if (first) {
            message.begin(in.rsv() == RSV1);
        }
        message.append(in.content());
        if (last) {
            message.end();
            connection.onFrame(
                    frame.reset(receivedAtNs, monotonicNs, message.array(), message.length()));
        }
    }
}
