package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.fault.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatorServerTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private SimulatorServer server;

    @BeforeEach
    void startServer() throws Exception {
        server = SimulatorServer.start(Worlds.small(11), 0, 0);
    }

    @AfterEach
    void stopServer() {
        server.close();
        http.shutdownNow();
    }

    @Test
    void aBookHeldOverRealSocketsEqualsTheTruth() throws Exception {
        Listener listener = connect("/ws/btcusdt@depth@100ms");
        JsonNode first = RecordingClient.json(listener.next());
        FollowedBook book =
                FollowedBook.of(
                        RecordingClient.json(
                                get("/api/v3/depth?symbol=BTCUSDT&limit=5000").body()));
        book.apply(first);
        for (int applied = 0; applied < 8; ) {
            if (book.apply(RecordingClient.json(listener.next()))) {
                applied++;
                assertThat(book.equals(server.truth("BTCUSDT").at(book.id)))
                        .as("at " + book.id)
                        .isTrue();
            }
        }
    }

    @Test
    void answersAreKeptAliveAndCarryTheUsedWeight() throws Exception {
        assertThat(get("/api/v3/ping").body()).isEqualTo("{}");
        HttpResponse<String> second = get("/api/v3/time");

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.headers().firstValueAsLong("x-mbx-used-weight-1m")).hasValue(2);
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    }

    // The longest address that went through at the venue.
    @Test
    void anAddressMayHoldEightThousandCharacters() throws Exception {
        String names = "btcusdt@depth@100ms/".repeat(398);
        Listener listener = connect("/stream?streams=" + names + "ethusdt@depth@100ms");

        assertThat(listener.next()).contains("@depth@100ms");
    }

    @Test
    void controlMessagesAreAnswered() throws Exception {
        Listener listener = connect("/ws");
        listener.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");

        assertThat(listener.next()).isEqualTo("{\"result\":[],\"id\":3}");
    }

    @Test
    void aDisconnectArrivesWithItsCode() throws Exception {
        Listener listener = connect("/ws/btcusdt@trade");
        server.inject(new Fault.Disconnect(1012, ""));

        assertThat(listener.ends.poll(10, TimeUnit.SECONDS)).isEqualTo("close 1012");
    }

    @Test
    void anAbortIsAnErrorAtTheClient() throws Exception {
        Listener listener = connect("/ws/btcusdt@trade");
        server.inject(new Fault.Abort(""));

        assertThat(listener.ends.poll(10, TimeUnit.SECONDS)).startsWith("error");
    }

    @Test
    void theClosingHandshakeIsAnswered() throws Exception {
        Listener listener = connect("/ws/btcusdt@trade");
        listener.socket().sendClose(1000, "bye").get(10, TimeUnit.SECONDS);

        assertThat(listener.ends.poll(10, TimeUnit.SECONDS)).isEqualTo("close 1000");
    }

    @Test
    void aRefusedHandshakeHasItsStatus() throws Exception {
        server.inject(new Fault.Refuse(Duration.ofMinutes(1)));
        HttpResponse<String> reply =
                http.send(
                        HttpRequest.newBuilder(server.restUri().resolve("/api/v3/ping")).build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(
                        http.newWebSocketBuilder()
                                .buildAsync(server.webSocketUri().resolve("/ws"), new Listener())
                                .handle((_, failure) -> String.valueOf(failure))
                                .get(10, TimeUnit.SECONDS))
                .contains("WebSocketHandshakeException");
    }

    @Test
    void askingFromTheVenuesOwnThreadIsAnsweredAtOnce() {
        assertThat(server.<Object>call(_ -> server.symbols())).isEqualTo(server.symbols());
    }

    @Test
    void oneWrongQuestionDoesNotHarmTheNext() {
        assertThatThrownBy(() -> server.truth("NOSUCH"))
                .hasRootCauseMessage("no symbol NOSUCH here, only [BTCUSDT, ETHBTC]");
        assertThat(server.symbols()).containsExactly("BTCUSDT", "ETHBTC");
    }

    @Test
    void bothKindsOfRequestCanShareOnePort() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (SimulatorServer shared = SimulatorServer.start(Worlds.small(1), free, free)) {
            assertThat(shared.webSocketUri()).hasPort(free);
            assertThat(shared.restUri()).hasPort(free);
        }
    }

    @Test
    void aPortInUseIsNamed() {
        int taken = server.webSocketUri().getPort();

        assertThatThrownBy(() -> SimulatorServer.start(Worlds.small(1), taken, taken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + taken);
    }

    private Listener connect(String path) throws Exception {
        Listener listener = new Listener();
        http.newWebSocketBuilder()
                .buildAsync(URI.create(server.webSocketUri() + path), listener)
                .get(10, TimeUnit.SECONDS);
        return listener;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(server.restUri() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static final class Listener implements WebSocket.Listener {
        final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final BlockingQueue<WebSocket> sockets = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        String next() throws InterruptedException {
            String text = texts.poll(10, TimeUnit.SECONDS);
            assertThat(text).as("a message within ten seconds").isNotNull();
            return String.valueOf(text);
        }

        WebSocket socket() throws InterruptedException {
            return sockets.take();
        }

        void say(String text) throws Exception {
            socket().sendText(text, true).get(10, TimeUnit.SECONDS);
        }

        @Override
        public void onOpen(WebSocket socket) {
            sockets.add(socket);
            socket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            ends.add("close " + code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            ends.add("error " + error);
        }
    }
}
