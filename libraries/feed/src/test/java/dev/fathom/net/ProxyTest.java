package dev.fathom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {
    @TempDir private Path directory;

    private static TransportOptions through(TestProxy proxy, String scheme, String login) {
        return TransportOptions.defaults()
                .withProxy(URI.create(scheme + "://" + login + "127.0.0.1:" + proxy.port()));
    }

    @ParameterizedTest
    @CsvSource({
        "http, ''", "socks4, ''", "socks5, ''",
        "http, user:secret%20word@", "socks4, user@", "socks5, user:secret%20word@"
    })
    void webSocketGoesThroughAndTheProxyLooksUpTheName(String scheme, String login)
            throws Exception {
        try (TestServer server =
                        TestServer.webSocket(
                                null,
                                true,
                                channel -> channel.writeAndFlush(new TextWebSocketFrame("hello")),
                                (_, _) -> {});
                TestProxy proxy = new TestProxy(!login.isEmpty());
                NettyTransport transport = NettyTransport.open(through(proxy, scheme, login))) {
            Loop loop = transport.newLoop("proxy-test");
            Recorder recorder = new Recorder(loop);
            transport.connect(
                    loop, URI.create("ws://venue.invalid:" + server.port() + "/ws"), recorder);

            assertThat(recorder.awaitFrame().text()).isEqualTo("hello");
            assertThat(Recorder.await(proxy.asked))
                    .isEqualTo(scheme + " venue.invalid:" + server.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks4", "socks5"})
    void tlsAndRequestsGoThroughToo(String scheme) throws Exception {
        TestCertificate certificate = TestCertificate.of(directory, "dns:venue.invalid");
        try (TestServer server =
                        TestServer.http(certificate.server(), HttpRequestTest.ok("through"));
                TestProxy proxy = new TestProxy(false);
                NettyTransport transport =
                        NettyTransport.open(
                                through(proxy, scheme, "").withCaFile(certificate.pem()))) {
            BlockingQueue<HttpResult> results = new LinkedBlockingQueue<>();
            transport.request(
                    transport.newLoop("proxy-test"),
                    HttpRequest.get(URI.create("https://venue.invalid:" + server.port() + "/")),
                    results::add);

            assertThat(HttpRequestTest.text(Recorder.await(results))).isEqualTo("through");
            assertThat(Recorder.await(proxy.asked)).startsWith(scheme + " venue.invalid");
        }
    }

    @ParameterizedTest
    @CsvSource({"http, 407", "socks4, REJECTED", "socks5, authStatus"})
    void refusedLogInIsNamedWithoutThePassword(String scheme, String said) throws Exception {
        try (TestProxy proxy = new TestProxy(true);
                NettyTransport transport =
                        NettyTransport.open(through(proxy, scheme, "other:hunter2@"))) {
            Loop loop = transport.newLoop("proxy-test");
            Recorder recorder = new Recorder(loop);
            transport.connect(loop, URI.create("ws://venue.invalid:80/ws"), recorder);

            assertThat(recorder.awaitFailure())
                    .startsWith(
                            "cannot connect to ws://venue.invalid through %s proxy 127.0.0.1:%d: "
                                    .formatted(scheme, proxy.port()))
                    .contains(said)
                    .doesNotContain("hunter2");
            assertThat(recorder.events).containsExactly("closed");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://proxy, HTTP, proxy, 8080, '', ''",
        "HTTP://u:p@proxy:3128, HTTP, proxy, 3128, u, p",
        "socks5://u%40x:p%3Aq+r@[::1]:9, SOCKS5, ::1, 9, u@x, p:q+r",
        "socks4://me@10.0.0.1, SOCKS4, 10.0.0.1, 1080, me, ''",
    })
    void readsTheAddress(
            String uri, Proxy.Kind kind, String host, int port, String user, String password) {
        assertThat(Proxy.of(URI.create(uri)))
                .isEqualTo(new Proxy(kind, host, port, user, password));
    }

    @Test
    void refusesAnUnknownKindWithoutThePassword() {
        assertThatThrownBy(() -> Proxy.of(URI.create("ftp://u:hunter2@proxy:1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "proxy must begin with http://, socks5:// or socks4://: ftp://***@proxy:1");
    }

    @Test
    void optionsDoNotShowThePassword() {
        TransportOptions options =
                TransportOptions.defaults().withProxy(URI.create("http://u:hunter2@proxy:1"));

        assertThat(options.toString()).contains("http://***@proxy:1").doesNotContain("hunter2");
        assertThat(Proxy.of(options.proxy().orElseThrow()).toString()).doesNotContain("hunter2");
    }
}
