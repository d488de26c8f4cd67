package dev.fathom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NettyTransportTest {
    private static final int LIMIT = 8 << 20;
    private static final BiConsumer<Channel, WebSocketFrame> DEAF = (_, _) -> {};

    private final NettyTransport transport =
            NettyTransport.open(
                    TransportOptions.defaults()
                            .withMaxMessageBytes(LIMIT)
                            .withConnectTimeout(Duration.ofSeconds(20)));
    private final Loop loop = transport.newLoop("net-test");
    private final Recorder recorder = new Recorder(loop);

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    private void connect(TestServer server, String path) {
        transport.connect(loop, URI.create("ws://127.0.0.1:" + server.port() + path), recorder);
    }

    private static TestServer sending(boolean deflate, Consumer<Channel> opened) {
        return TestServer.webSocket(null, deflate, opened, DEAF);
    }

    @Test
    void messagesSentRightAfterTheHandshakeAreAllHandedOver() throws Exception {
        try (TestServer server =
                sending(
                        false,
                        channel -> {
                            for (int i = 0; i < 5; i++) {
                                channel.write(new TextWebSocketFrame("hello " + i));
                            }
                            channel.writeAndFlush(
                                    new BinaryWebSocketFrame(
                                            Unpooled.wrappedBuffer(new byte[] {'b', 'i', 'n'})));
                            channel.writeAndFlush(new CloseWebSocketFrame(4001, "enough"));
                        })) {
            connect(server, "/ws");

            assertThat(recorder.awaitClosed()).isEqualTo(new CloseCause.ByVenue(4001, "enough"));
            assertThat(recorder.events)
                    .containsExactly(
                            "open",
                            "frame hello 0",
                            "frame hello 1",
                            "frame hello 2",
                            "frame hello 3",
                            "frame hello 4",
                            "frame bin",
                            "closed");
        }
    }

    @Test
    void requestLineCarriesPathAndQueryAsWritten() throws Exception {
        try (TestServer server = sending(false, _ -> {})) {
            String target = "/stream?streams=btcusdt@depth/ethusdt@trade&x=a%2Fb%20c";
            connect(server, target);
            recorder.awaitOpen();

            FullHttpRequest request = Recorder.await(server.requests);
            assertThat(request.uri()).isEqualTo(target);
            assertThat(request.headers().get("host")).isEqualTo("127.0.0.1:" + server.port());
            assertThat(request.headers().contains("origin")).isFalse();
            assertThat(request.headers().get("sec-websocket-extensions")).isEqualTo(Deflate.OFFER);
        }
    }

    @Test
    void frameIsStampedWithBothClocks() throws Exception {
        try (TestServer server =
                sending(false, channel -> channel.writeAndFlush(new TextWebSocketFrame("x")))) {
            long wallNs = loop.wallNs();
            long monotonicNs = loop.monotonicNs();
            connect(server, "/");
            Frame frame = recorder.awaitFrame();

            assertThat(frame.receivedAtNs()).isBetween(wallNs, loop.wallNs());
            assertThat(frame.monotonicNs()).isBetween(monotonicNs, loop.monotonicNs());
            assertThat(frame.direction()).isEqualTo(Frame.Direction.IN);
            assertThat(frame.connectionId()).isEqualTo(recorder.awaitOpen().id());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fragmentsAreJoinedAroundAControlMessage(boolean deflate) throws Exception {
        byte[] text = digits(200_000, 7);
        try (TestServer server =
                sending(
                        deflate,
                        channel -> {
                            int step = 30_000;
                            for (int at = 0; at < text.length; at += step) {
                                ByteBuf part =
                                        Unpooled.copiedBuffer(
                                                text, at, Math.min(step, text.length - at));
                                boolean last = at + step >= text.length;
                                channel.write(
                                        at == 0
                                                ? new TextWebSocketFrame(last, 0, part)
                                                : new ContinuationWebSocketFrame(last, 0, part));
                                if (at == 0) {
                                    channel.write(
                                            new PingWebSocketFrame(
                                                    Unpooled.copiedBuffer(
                                                            "mid", StandardCharsets.UTF_8)));
                                }
                            }
                            channel.writeAndFlush(new TextWebSocketFrame("after"));
                        })) {
            connect(server, "/");

            assertThat(recorder.awaitFrame().array()).isEqualTo(text);
            assertThat(recorder.awaitFrame().text()).isEqualTo("after");
            assertThat(recorder.events)
                    .containsExactly("open", "ping mid", "frame 200000 bytes", "frame after");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void sixMegabytesComeWholeAndTheNextMessageAfterThem(boolean deflate) throws Exception {
        byte[] text = digits(6_000_000, 8);
        try (TestServer server =
                sending(
                        deflate,
                        channel -> {
                            channel.write(new TextWebSocketFrame(Unpooled.wrappedBuffer(text)));
                            channel.writeAndFlush(new TextWebSocketFrame("small"));
                        })) {
            connect(server, "/");

            assertThat(recorder.awaitFrame().array()).isEqualTo(text);
            assertThat(recorder.awaitFrame().text()).isEqualTo("small");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"one frame", "fragments", "few compressed bytes"})
    void messageOverTheLimitEndsTheConnectionWith1009(String how) throws Exception {
        BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
        byte[] zeros = new byte[LIMIT + 1];
        try (TestServer server =
                TestServer.webSocket(
                        null,
                        how.equals("few compressed bytes"),
                        channel -> {
                            if (how.equals("fragments")) {
                                channel.write(
                                        new BinaryWebSocketFrame(
                                                false, 0, Unpooled.wrappedBuffer(zeros, 0, LIMIT)));
                                channel.writeAndFlush(
                                        new ContinuationWebSocketFrame(
                                                true, 0, Unpooled.wrappedBuffer(zeros, 0, 1)));
                            } else {
                                channel.writeAndFlush(
                                        new BinaryWebSocketFrame(Unpooled.wrappedBuffer(zeros)));
                            }
                        },
                        noteCloseCode(codes))) {
            connect(server, "/");

            assertThat(recorder.awaitFailure())
                    .isEqualTo(
                            "lost connection to ws://127.0.0.1:%d: message is over the limit of %d bytes"
                                    .formatted(server.port(), LIMIT));
            assertThat(Recorder.await(codes)).isEqualTo(1009);
            assertThat(recorder.events).containsExactly("open", "closed");
        }
    }

    @Test
    void messageExactlyAtTheLimitIsHandedOver() throws Exception {
        for (boolean deflate : List.of(false, true)) {
            Recorder own = new Recorder(loop);
            try (TestServer server =
                    sending(
                            deflate,
                            channel ->
                                    channel.writeAndFlush(
                                            new BinaryWebSocketFrame(
                                                    Unpooled.wrappedBuffer(new byte[LIMIT]))))) {
                transport.connect(loop, URI.create("ws://127.0.0.1:" + server.port()), own);

                assertThat(own.awaitFrame().length()).isEqualTo(LIMIT);
            }
        }
    }

    @Test
    void pingIsHandedOverAndAnsweredByTheListenerAlone() throws Exception {
        BlockingQueue<String> atServer = new LinkedBlockingQueue<>();
        try (TestServer server =
                TestServer.webSocket(
                        null,
                        false,
                        channel ->
                                channel.writeAndFlush(
                                        new PingWebSocketFrame(
                                                Unpooled.copiedBuffer(
                                                        "1700", StandardCharsets.UTF_8))),
                        (channel, frame) -> {
                            atServer.add(
                                    frame.getClass().getSimpleName()
                                            + " "
                                            + frame.content().toString(StandardCharsets.UTF_8));
                            if (frame instanceof PingWebSocketFrame) {
                                channel.writeAndFlush(
                                        new PongWebSocketFrame(frame.content().retain()));
                            }
                        })) {
            connect(server, "/");
            assertThat(Recorder.await(recorder.controls)).isEqualTo("ping 1700");

            WebSocketSession session = recorder.awaitOpen();
            session.send("subscribe");
            session.pong("1700".getBytes(StandardCharsets.UTF_8));
            session.ping("mine".getBytes(StandardCharsets.UTF_8));

            assertThat(Recorder.await(atServer)).isEqualTo("TextWebSocketFrame subscribe");
            assertThat(Recorder.await(atServer)).isEqualTo("PongWebSocketFrame 1700");
            assertThat(Recorder.await(atServer)).isEqualTo("PingWebSocketFrame mine");
            assertThat(Recorder.await(recorder.controls)).isEqualTo("pong mine");
        }
    }

    @Test
    void invalidUtf8IsPassedOnForTheDecoderToJudge() throws Exception {
        byte[] bytes = {'"', (byte) 0xff, (byte) 0xc0, '"'};
        try (TestServer server =
                sending(
                        false,
                        channel ->
                                channel.writeAndFlush(
                                        new TextWebSocketFrame(Unpooled.wrappedBuffer(bytes))))) {
            connect(server, "/");

            assertThat(recorder.awaitFrame().array()).isEqualTo(bytes);
        }
    }

    @Test
    void ourCloseIsAnsweredAndNamedAsOurs() throws Exception {
        BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
        try (TestServer server = TestServer.webSocket(null, false, _ -> {}, noteCloseCode(codes))) {
            connect(server, "/");
            WebSocketSession session = recorder.awaitOpen();
            session.close(1000, "done");

            assertThat(recorder.awaitClosed()).isEqualTo(new CloseCause.ByUs(1000, "done"));
            assertThat(Recorder.await(codes)).isEqualTo(1000);
            session.send("dropped");
            session.close(1000, "again");
            assertThat(recorder.events).containsExactly("open", "closed");
        }
    }

    @Test
    void closeEndsAfterTwoSecondsWhenTheServerKeepsSilent() throws Exception {
        try (TestServer server = sending(false, _ -> {})) {
            connect(server, "/");
            WebSocketSession session = recorder.awaitOpen();
            long begunNs = loop.monotonicNs();
            session.close(1000, "done");

            assertThat(recorder.awaitClosed()).isEqualTo(new CloseCause.ByUs(1000, "done"));
            assertThat(loop.monotonicNs() - begunNs).isGreaterThanOrEqualTo(2_000_000_000L);
        }
    }

    @Test
    void closeFrameWithoutACodeIsNamed1005() throws Exception {
        try (TestServer server =
                sending(false, channel -> channel.writeAndFlush(new CloseWebSocketFrame()))) {
            connect(server, "/");

            assertThat(recorder.awaitClosed()).isEqualTo(new CloseCause.ByVenue(1005, ""));
        }
    }

    @Test
    void endWithoutACloseFrameIsAFailure() throws Exception {
        try (TestServer server = sending(false, Channel::close)) {
            connect(server, "/");

            assertThat(recorder.awaitFailure())
                    .isEqualTo(
                            "lost connection to ws://127.0.0.1:%d: ended without a close frame"
                                    .formatted(server.port()));
        }
    }

    @Test
    void reservedBitsAreAProtocolViolation() throws Exception {
        BlockingQueue<Integer> codes = new LinkedBlockingQueue<>();
        try (TestServer server =
                TestServer.webSocket(
                        null,
                        false,
                        channel ->
                                channel.writeAndFlush(
                                        new TextWebSocketFrame(
                                                true, 4, Unpooled.wrappedBuffer(new byte[1]))),
                        noteCloseCode(codes))) {
            connect(server, "/");

            assertThat(recorder.awaitFailure()).contains("protocol violation");
            assertThat(Recorder.await(codes)).isEqualTo(1002);
        }
    }

    @Test
    void refusedConnectionNamesTheAddress() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        transport.connect(loop, URI.create("ws://127.0.0.1:" + port + "/secret"), recorder);

        assertThat(recorder.awaitFailure())
                .startsWith("cannot connect to ws://127.0.0.1:" + port + ": Connection refused")
                .doesNotContain("secret");
        assertThat(recorder.events).containsExactly("closed");
    }

    @Test
    void unknownHostIsNamed() throws Exception {
        transport.connect(loop, URI.create("ws://no-such-host.invalid/"), recorder);

        assertThat(recorder.awaitFailure()).contains("host not found: no-such-host.invalid");
    }

    @Test
    void refusedHandshakeNamesTheStatus() throws Exception {
        try (TestServer server =
                TestServer.http(
                        null,
                        (channel, _) -> {
                            DefaultFullHttpResponse response =
                                    new DefaultFullHttpResponse(
                                            HttpVersion.HTTP_1_1, HttpResponseStatus.FORBIDDEN);
                            response.headers().set("content-length", 0).set("retry-after", 30);
                            channel.writeAndFlush(response);
                        })) {
            connect(server, "/");

            assertThat(recorder.awaitFailure())
                    .endsWith(": handshake answered with HTTP 403 Forbidden, retry-after: 30");
        }
    }

    @Test
    void serverThatDoesNotSpeakHttpIsNamed() throws Exception {
        try (TestServer server =
                TestServer.raw(channel ->
                        channel.writeAndFlush(
                                Unpooled.copiedBuffer(
                                        "220 mail ready\r\n\r\n", StandardCharsets.US_ASCII)))) {
            connect(server, "/");

            assertThat(recorder.awaitFailure()).contains("does not answer in HTTP");
        }
    }

    @Test
    void silentServerRunsIntoTheConnectTimeout() throws Exception {
        try (TestServer server = TestServer.raw(_ -> {});
                NettyTransport hasty =
                        NettyTransport.open(
                                TransportOptions.defaults()
                                        .withConnectTimeout(Duration.ofMillis(200)))) {
            Loop own = hasty.newLoop("hasty");
            Recorder told = new Recorder(own);
            hasty.connect(own, URI.create("ws://127.0.0.1:" + server.port()), told);

            assertThat(told.awaitFailure())
                    .endsWith(": not open after 0.2 s (waiting for the server)");
            assertThat(told.events).containsExactly("closed");
        }
    }

    @Test
    void closingBeforeItIsOpenGivesUpTheAttempt() throws Exception {
        try (TestServer server = TestServer.raw(_ -> {})) {
            WebSocketSession session =
                    transport.connect(
                            loop, URI.create("ws://127.0.0.1:" + server.port()), recorder);
            assertThatThrownBy(() -> session.send("early"))
                    .isInstanceOf(IllegalStateException.class);
            session.close(1000, "changed my mind");

            assertThat(recorder.awaitClosed())
                    .isEqualTo(new CloseCause.ByUs(1000, "changed my mind"));
        }
    }

    @Test
    void listenerThatThrowsEndsItsConnectionOnly() throws Exception {
        Recorder throwing =
                new Recorder(loop) {
                    @Override
                    public void onFrame(WebSocketSession session, Frame frame) {
                        throw new IllegalStateException("on purpose");
                    }
                };
        try (TestServer server =
                sending(false, channel -> channel.writeAndFlush(new TextWebSocketFrame("x")))) {
            URI uri = URI.create("ws://127.0.0.1:" + server.port());
            transport.connect(loop, uri, throwing);
            assertThat(throwing.awaitFailure()).contains("the listener failed").contains("purpose");

            transport.connect(loop, uri, recorder);
            assertThat(recorder.awaitFrame().text()).isEqualTo("x");
        }
    }

    @Test
    void closingTheTransportEndsEverySession() throws Exception {
        try (TestServer server = sending(false, _ -> {})) {
            connect(server, "/");
            recorder.awaitOpen();
            transport.close();

            assertThat(recorder.events).containsExactly("open", "closed");
            assertThat(recorder.awaitClosed()).isEqualTo(new CloseCause.ByUs(1001, "going away"));
            assertThatThrownBy(() -> connect(server, "/"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("transport is closed");
        }
    }

    private static BiConsumer<Channel, WebSocketFrame> noteCloseCode(BlockingQueue<Integer> codes) {
        return (channel, frame) -> {
            if (frame instanceof CloseWebSocketFrame close) {
                codes.add(close.statusCode());
                channel.writeAndFlush(close.retain());
                channel.close();
            }
        };
    }

    /** Text that compresses, but not to nothing. */
    private static byte[] digits(int length, long seed) {
        Random random = new Random(seed);
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('0' + random.nextInt(10));
        }
        return text;
    }
}
