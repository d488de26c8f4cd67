package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThatNoException;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NettyClientTest {
    // The channel still counts as open, and its socket is gone: a client that was killed.
    @Test
    void aClientWhoseSocketIsGoneIsCutWithoutFailing() throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try {
            SocketChannel socket = SocketChannel.open();
            NioSocketChannel channel = new NioSocketChannel(socket);
            group.register(channel).sync();
            socket.close();
            NettyClient client = new NettyClient(channel, () -> {});

            assertThatNoException()
                    .isThrownBy(() -> channel.eventLoop().submit(client::abort).get());
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
