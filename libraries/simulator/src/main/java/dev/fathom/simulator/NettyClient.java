package dev.fathom.simulator;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.TimeUnit;

/**
 * A client behind a socket. One that does not read while messages pile up to the channel's water
 * mark is cut.
 */
final class NettyClient implements ClientPort {
    private static final long CLOSE_WITHIN_MS = 1_000;

    private final Channel channel;
    private final Runnable onSlowReader;
    private boolean ended;
    private boolean peerHasClosed;

    NettyClient(Channel channel, Runnable onSlowReader) {
        this.channel = channel;
        this.onSlowReader = onSlowReader;
    }

    @Override
    public void text(byte[] utf8) {
        send(new TextWebSocketFrame(Unpooled.wrappedBuffer(utf8)));
    }

    @Override
    public void ping(byte[] payload) {
        send(new PingWebSocketFrame(Unpooled.wrappedBuffer(payload)));
    }

    @Override
    public void pong(byte[] payload) {
        send(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)));
    }

    @Override
    public void close(int code, String reason) {
        if (ended) {
            return;
        }
        ended = true;
        var sent = channel.writeAndFlush(new CloseWebSocketFrame(code, reason));
        if (peerHasClosed) {
            sent.addListener(ChannelFutureListener.CLOSE);
        } else {
            // Closing at once, with unread bytes of the client's, could take the close frame back.
            channel.eventLoop()
                    .schedule(() -> channel.close(), CLOSE_WITHIN_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void abort() {
        ended = true;
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException _) {
            // The other side was quicker: its socket is gone already.
        }
        channel.close();
    }

    /** The client's close frame has come, as the first or as the answer to ours. */
    void peerHasClosed() {
        peerHasClosed = true;
        if (ended) {
            channel.close();
        }
    }

    private void send(WebSocketFrame frame) {
        if (!ended && !channel.isWritable()) {
            onSlowReader.run();
            abort();
        }
        if (ended) {
            frame.release();
            return;
        }
        channel.writeAndFlush(frame);
    }
}
