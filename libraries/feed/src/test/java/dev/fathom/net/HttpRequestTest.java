package dev.fathom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpRequestTest {
    private static final int LIMIT = 1 << 20;

    private final NettyTransport transport =
            NettyTransport.open(TransportOptions.defaults().withMaxMessageBytes(LIMIT));
    private final Loop loop = transport.newLoop("http-test");
    private final BlockingQueue<HttpResult> results = new LinkedBlockingQueue<>();

    @AfterEach
    void closeTransport() {
        transport.close();
    }

    static BiConsumer<Channel, FullHttpRequest> ok(String body) {
        return (channel, _) -> channel.writeAndFlush(response(200, bytes(body)));
    }

    static String text(HttpResult result) {
        return switch (result) {
            case HttpResult.Answer answer -> new String(answer.body(), StandardCharsets.UTF_8);
            case HttpResult.Failed failed -> failed.what();
        };
    }

    private HttpResult get(TestServer server, String target) throws InterruptedException {
        transport.request(loop, HttpRequest.get(uri(server, target)), results::add);
        return Recorder.await(results);
    }

    private static URI uri(TestServer server, String target) {
        return URI.create("http://127.0.0.1:" + server.port() + target);
    }

    @Test
    void answerCarriesStatusHeadersBodyAndTimes() throws Exception {
        try (TestServer server =
                TestServer.http(
                        null,
                        (channel, _) -> {
                            FullHttpResponse response = response(429, bytes("slow down"));
                            response.headers()
                                    .add("X-MBX-USED-WEIGHT-1M", "1201")
                                    .add("Retry-After", "7")
                                    .add("Via", "a")
                                    .add("via", "b");
                            channel.writeAndFlush(response);
                        })) {
            long wallNs = loop.wallNs();
            CountDownLatch onLoop = new CountDownLatch(1);
            transport.request(
                    loop,
                    new HttpRequest(
                            HttpRequest.Method.GET,
                            uri(server, "/api/v3/depth?symbol=BTCUSDT&limit=5"),
                            Map.of("X-MBX-APIKEY", "k"),
                            ""),
                    result -> {
                        if (loop.inLoop()) {
                            onLoop.countDown();
                        }
                        results.add(result);
                    });
            HttpResult.Answer answer = (HttpResult.Answer) Recorder.await(results);

            assertThat(onLoop.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(answer.status()).isEqualTo(429);
            assertThat(text(answer)).isEqualTo("slow down");
            assertThat(answer.headers())
                    .containsEntry("x-mbx-used-weight-1m", "1201")
                    .containsEntry("retry-after", "7")
                    .containsEntry("via", "a, b");
            assertThat(answer.receivedAtNs()).isBetween(wallNs, loop.wallNs());
            FullHttpRequest request = Recorder.await(server.requests);
            assertThat(request.uri()).isEqualTo("/api/v3/depth?symbol=BTCUSDT&limit=5");
            assertThat(request.headers().get("x-mbx-apikey")).isEqualTo("k");
            assertThat(request.headers().get("accept-encoding")).isEqualTo("gzip");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpRequest.Method.class)
    void methodAndBodyGoOutAsGiven(HttpRequest.Method method) throws Exception {
        try (TestServer server = TestServer.http(null, ok("x"))) {
            transport.request(
                    loop,
                    new HttpRequest(method, uri(server, "/key?a=%2B"), Map.of(), "b=1"),
                    results::add);

            assertThat(text(Recorder.await(results))).isEqualTo("x");
            FullHttpRequest request = Recorder.await(server.requests);
            assertThat(request.method().name()).isEqualTo(method.name());
            assertThat(request.uri()).isEqualTo("/key?a=%2B");
            assertThat(request.content().toString(StandardCharsets.UTF_8)).isEqualTo("b=1");
            request.release();
        }
    }

    @Test
    void whatWasToMakeSomethingIsNotSentTwice() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (TestServer server =
                TestServer.http(
                        null,
                        (channel, _) -> {
                            if (asked.incrementAndGet() == 1) {
                                channel.writeAndFlush(response(200, bytes("x")));
                            } else {
                                channel.close();
                            }
                        })) {
            assertThat(text(get(server, "/"))).isEqualTo("x");
            transport.request(
                    loop,
                    new HttpRequest(
                            HttpRequest.Method.POST, uri(server, "/key?secret=1"), Map.of(), ""),
                    results::add);

            assertThat(text(Recorder.await(results)))
                    .startsWith("POST http://127.0.0.1:")
                    .endsWith("/key failed: the server closed before the answer was whole");
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void aRequestShowsNeitherQueryNorHeaders() {
        HttpRequest request =
                new HttpRequest(
                        HttpRequest.Method.PUT,
                        URI.create("https://api.example:8443/v1/key?signature=s3cret"),
                        Map.of("X-MBX-APIKEY", "s3cret"),
                        "s3cret");

        assertThat(request).hasToString("PUT https://api.example:8443/v1/key");
    }

    @Test
    void oneConnectionServesOneRequestAfterTheOther() throws Exception {
        try (TestServer server = TestServer.http(null, ok("x"))) {
            for (int i = 0; i < 5; i++) {
                assertThat(text(get(server, "/" + i))).isEqualTo("x");
            }

            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void manyRequestsAtOnceShareSixConnections() throws Exception {
        try (TestServer server = TestServer.http(null, ok("x"))) {
            for (int i = 0; i < 100; i++) {
                transport.request(loop, HttpRequest.get(uri(server, "/" + i)), results::add);
            }
            for (int i = 0; i < 100; i++) {
                assertThat(text(Recorder.await(results))).isEqualTo("x");
            }

            assertThat(server.connections.get()).isBetween(1, HttpClient.MOST_CONNECTIONS);
        }
    }

    @Test
    void requestThatFindsItsKeptConnectionClosedIsSentAgain() throws Exception {
        AtomicInteger seen = new AtomicInteger();
        try (TestServer server =
                TestServer.http(
                        null,
                        (channel, request) -> {
                            if (seen.incrementAndGet() == 2) {
                                channel.close();
                            } else {
                                ok("x").accept(channel, request);
                            }
                        })) {
            assertThat(text(get(server, "/1"))).isEqualTo("x");
            assertThat(text(get(server, "/2"))).isEqualTo("x");

            assertThat(server.connections).hasValue(2);
            assertThat(seen).hasValue(3);
        }
    }

    @Test
    void freshConnectionThatClosesIsAFailure() throws Exception {
        try (TestServer server = TestServer.http(null, (channel, _) -> channel.close())) {
            assertThat(text(get(server, "/path?signature=secret")))
                    .isEqualTo(
                            "GET http://127.0.0.1:%d/path failed: the server closed before the answer was whole"
                                    .formatted(server.port()));
            assertThat(server.connections).hasValue(1);
        }
    }

    @Test
    void gzipIsUnpacked() throws Exception {
        byte[] packed = gzip("{\"lastUpdateId\":1}".getBytes(StandardCharsets.UTF_8));
        try (TestServer server = TestServer.http(null, zipped(packed))) {
            assertThat(text(get(server, "/"))).isEqualTo("{\"lastUpdateId\":1}");
        }
    }

    @Test
    void damagedGzipIsAFailure() throws Exception {
        byte[] packed = gzip(new byte[1000]);
        packed[packed.length - 5] ^= 1;
        try (TestServer server = TestServer.http(null, zipped(packed))) {
            assertThat(text(get(server, "/"))).contains("answer is damaged");
        }
    }

    @Test
    void bodyOverTheLimitIsAFailureHoweverSmallItWasPacked() throws Exception {
        byte[] plain = new byte[LIMIT + 1];
        try (TestServer big =
                        TestServer.http(
                                null,
                                (channel, _) ->
                                        channel.writeAndFlush(
                                                response(200, Unpooled.wrappedBuffer(plain))));
                TestServer packed = TestServer.http(null, zipped(gzip(plain)))) {
            String said = "body is over the limit of " + LIMIT + " bytes";
            assertThat(text(get(big, "/"))).endsWith(said);
            assertThat(text(get(packed, "/"))).endsWith(said);
        }
    }

    @Test
    void silentServerRunsIntoTheRequestTimeout() throws Exception {
        try (TestServer server = TestServer.http(null, (_, _) -> {});
                NettyTransport hasty =
                        NettyTransport.open(
                                TransportOptions.defaults()
                                        .withRequestTimeout(Duration.ofMillis(200)))) {
            hasty.request(hasty.newLoop("hasty"), HttpRequest.get(uri(server, "/")), results::add);

            assertThat(text(Recorder.await(results))).endsWith("no answer within 0.2 s");
        }
    }

    @Test
    void connectionThatTheServerEndsIsNotKept() throws Exception {
        try (TestServer server =
                TestServer.http(
                        null,
                        (channel, _) -> {
                            FullHttpResponse response = response(200, bytes("x"));
                            response.headers().set("connection", "close");
                            channel.writeAndFlush(response)
                                    .addListener(ChannelFutureListener.CLOSE);
                        })) {
            assertThat(text(get(server, "/"))).isEqualTo("x");
            assertThat(text(get(server, "/"))).isEqualTo("x");
            assertThat(server.connections).hasValue(2);
        }
    }

    @Test
    void closingTheTransportFailsWhatIsUnderWay() throws Exception {
        try (TestServer server = TestServer.http(null, (_, _) -> {})) {
            transport.request(loop, HttpRequest.get(uri(server, "/")), results::add);
            Recorder.await(server.requests).release();
            transport.close();

            assertThat(text(Recorder.await(results))).endsWith("transport closed");
        }
    }

    @Test
    void malformedHeaderIsRefusedAtOnce() {
        assertThatThrownBy(() ->
                        transport.request(
                                loop,
                                new HttpRequest(
                                        HttpRequest.Method.GET,
                                        URI.create("http://127.0.0.1/"),
                                        Map.of("x", "a\r\ny: b"),
                                        ""),
                                results::add))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static BiConsumer<Channel, FullHttpRequest> zipped(byte[] packed) {
        return (channel, _) -> {
            FullHttpResponse response = response(200, Unpooled.wrappedBuffer(packed));
            response.headers().set("content-encoding", "gzip");
            channel.writeAndFlush(response);
        };
    }

    private static FullHttpResponse response(int status, ByteBuf body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
        response.headers().set("content-length", body.readableBytes());
        return response;
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
