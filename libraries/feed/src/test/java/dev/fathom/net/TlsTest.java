package dev.fathom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir private static Path directory;
    private static TestCertificate local;
    private static TestCertificate elsewhere;

    private static final Consumer<Channel> GREET =
            channel -> channel.writeAndFlush(new TextWebSocketFrame("hello"));

    @BeforeAll
    static void makeCertificates() throws Exception {
        local = TestCertificate.of(directory, "dns:localhost,ip:127.0.0.1");
        elsewhere = TestCertificate.of(directory, "dns:elsewhere.example");
    }

    private interface Check {
        void on(Recorder recorder) throws Exception;
    }

    private static void connect(TestCertificate served, TransportOptions options, Check check)
            throws Exception {
        try (TestServer server = TestServer.webSocket(served.server(), false, GREET, (_, _) -> {});
                NettyTransport transport = NettyTransport.open(options)) {
            Loop loop = transport.newLoop("tls-test");
            Recorder recorder = new Recorder(loop);
            transport.connect(loop, URI.create("wss://localhost:" + server.port()), recorder);
            check.on(recorder);
        }
    }

    @Test
    void certificateOfTheCaFileIsTrusted() throws Exception {
        connect(
                local,
                TransportOptions.defaults().withCaFile(local.pem()),
                recorder -> {
                    assertThat(recorder.awaitFrame().text()).isEqualTo("hello");
                    assertThat(recorder.events).containsExactly("open", "frame hello");
                });
    }

    @Test
    void runtimesCertificatesStayTrustedBesideTheCaFile() throws Exception {
        Tls plain = Tls.trusting(Optional.empty());
        Tls withOwn = Tls.trusting(Optional.of(local.pem()));

        assertThat(withOwn.issuers()).hasSize(plain.issuers().size() + 1);
        assertThat(withOwn.issuers()).containsAll(plain.issuers());
    }

    @Test
    void unknownIssuerIsRefusedWithTheWayOut() throws Exception {
        connect(
                local,
                TransportOptions.defaults(),
                recorder -> {
                    assertThat(recorder.awaitFailure())
                            .startsWith("cannot connect to wss://localhost:")
                            .contains("certificate not trusted")
                            .endsWith("give the issuer's certificate as CA file (PEM)");
                    assertThat(recorder.events).containsExactly("closed");
                });
    }

    @Test
    void certificateForAnotherHostIsRefused() throws Exception {
        connect(
                elsewhere,
                TransportOptions.defaults().withCaFile(elsewhere.pem()),
                recorder ->
                        assertThat(recorder.awaitFailure())
                                .contains("certificate refused: ")
                                .contains("localhost"));
    }

    @Test
    void serverWithoutTlsIsNamed() throws Exception {
        try (TestServer server =
                        TestServer.raw(channel ->
                                channel.writeAndFlush(
                                        Unpooled.copiedBuffer(
                                                "HTTP/1.1 400 Bad Request\r\n\r\n",
                                                StandardCharsets.US_ASCII)));
                NettyTransport transport = NettyTransport.open(TransportOptions.defaults())) {
            Loop loop = transport.newLoop("tls-test");
            Recorder recorder = new Recorder(loop);
            transport.connect(loop, URI.create("wss://localhost:" + server.port()), recorder);

            assertThat(recorder.awaitFailure()).endsWith("does not speak TLS on this port");
        }
    }

    @Test
    void requestsCheckCertificatesToo() throws Exception {
        try (TestServer server = TestServer.http(local.server(), HttpRequestTest.ok("fine"));
                NettyTransport trusting =
                        NettyTransport.open(TransportOptions.defaults().withCaFile(local.pem()));
                NettyTransport wary = NettyTransport.open(TransportOptions.defaults())) {
            URI uri = URI.create("https://localhost:" + server.port() + "/x");
            BlockingQueue<HttpResult> results = new LinkedBlockingQueue<>();
            trusting.request(trusting.newLoop("trusting"), HttpRequest.get(uri), results::add);
            assertThat(Recorder.await(results)).isInstanceOf(HttpResult.Answer.class);

            wary.request(wary.newLoop("wary"), HttpRequest.get(uri), results::add);
            assertThat(Recorder.await(results))
                    .isInstanceOfSatisfying(
                            HttpResult.Failed.class,
                            failed -> assertThat(failed.what()).contains("not trusted"));
        }
    }

    @Test
    void unreadableCaFileIsRefusedAtOnce() throws Exception {
        Path missing = directory.resolve("missing.pem");
        Path text = Files.writeString(directory.resolve("text.pem"), "not a certificate");
        Path empty = Files.createFile(directory.resolve("empty.pem"));

        for (Path file : new Path[] {missing, text, empty}) {
            assertThatThrownBy(
                            () -> NettyTransport.open(TransportOptions.defaults().withCaFile(file)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("CA file")
                    .hasMessageContaining(file.toString());
        }
    }
}
