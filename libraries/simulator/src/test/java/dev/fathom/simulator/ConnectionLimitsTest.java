package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionLimitsTest {
    private final VirtualLoop loop = new VirtualLoop();
    private final BinanceSimulator venue = new BinanceSimulator(Worlds.small(1), loop);

    @Test
    void theSixthMessageInARollingSecondClosesTheConnection() {
        RecordingClient client = RecordingClient.of(venue, "/ws");
        client.venue().onPong(new byte[0]);
        loop.pass(900);
        for (int i = 0; i < 3; i++) {
            client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + i + "}");
        }
        client.venue().onPing("x".getBytes(StandardCharsets.UTF_8));
        loop.pass(100);
        client.venue().onPing("y".getBytes(StandardCharsets.UTF_8));
        assertThat(client.take()).last().isEqualTo("pong:y");
        client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":9}");

        assertThat(client.take()).containsExactly("close 1008 Too many requests");
    }

    @Test
    void fiveMessagesASecondAreFine() {
        RecordingClient client = RecordingClient.of(venue, "/ws");
        for (int i = 0; i < 50; i++) {
            client.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + i + "}");
            loop.pass(200);
        }

        assertThat(client.take()).hasSize(50).noneMatch(it -> it.startsWith("close"));
    }

    @Test
    void pingsComeAndAnEchoKeepsTheConnection() {
        RecordingClient client = RecordingClient.of(venue, "/ws");
        for (int i = 0; i < 10; i++) {
            loop.pass(20_000);
            String ping = client.take().getFirst();
            client.venue()
                    .onPong(ping.substring("ping:".length()).getBytes(StandardCharsets.UTF_8));
        }

        assertThat(client.take()).isEmpty();
    }

    @Test
    void aLateEchoOfAnEarlierPingCounts() {
        RecordingClient client = RecordingClient.of(venue, "/ws");
        loop.pass(45_000);
        List<String> pings = client.take();
        client.venue()
                .onPong(
                        pings.getFirst()
                                .substring("ping:".length())
                                .getBytes(StandardCharsets.UTF_8));
        loop.pass(70_000);

        assertThat(client.take()).hasSize(3).allMatch(it -> it.startsWith("ping:"));
    }

    @Test
    void aPongThatIsNoEchoDoesNotKeepTheConnection() {
        RecordingClient client = RecordingClient.of(venue, "/ws");
        loop.pass(20_000);
        client.venue().onPong(new byte[0]);
        loop.pass(59_999);
        assertThat(client.take()).hasSize(3).allMatch(it -> it.startsWith("ping:"));
        loop.pass(1);

        assertThat(client.take()).last().isEqualTo("close 1008 Pong timeout");
    }

    @Test
    void aConnectionIsClosedAtItsAge() {
        BinanceSimulator young =
                new BinanceSimulator(
                        Worlds.small(1)
                                .withLimits(
                                        SimulatorLimits.binance()
                                                .withConnectionAge(Duration.ofSeconds(15))),
                        loop);
        RecordingClient client = RecordingClient.of(young, "/ws");
        loop.pass(15_000);

        assertThat(client.take()).containsExactly("close 1001");
    }

    @Test
    void aThousandAndTwentyFourStreamsAreTheMost() {
        RecordingClient client = RecordingClient.of(venue, "/ws");
        client.say(subscribe(1, 1024));
        assertThat(client.take()).containsExactly("{\"result\":null,\"id\":1}");
        client.say(subscribe(1025, 1));

        assertThat(client.take()).containsExactly("close 1008 Too many streams");
    }

    private static String subscribe(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(it -> "\"x" + it + "@trade\"")
                .collect(
                        Collectors.joining(
                                ",", "{\"method\":\"SUBSCRIBE\",\"params\":[", "],\"id\":1}"));
    }

    @Test
    void threeHundredConnectsInFiveMinutesAreTheMost() {
        for (int i = 0; i < 300; i++) {
            RecordingClient.of(venue, "/ws");
        }
        assertThat(status("/ws", "203.0.113.1")).isEqualTo(429);
        assertThat(status("/ws", "203.0.113.2")).isEqualTo(101);
        loop.pass(300_000);

        assertThat(status("/ws", "203.0.113.1")).isEqualTo(101);
    }

    @ParameterizedTest
    @CsvSource({
        "/ws, 101",
        "/ws/, 101",
        "/stream, 101",
        "/ws/btcusdt@depth/ethbtc@trade, 101",
        "/ws/btcusdt%40depth?timeUnit=MICROSECOND, 101",
        "/stream?streams=btcusdt@depth/BTCUSDT@trade/nosuch&timeUnit=microsecond, 101",
        "/ws/btcusdt@depth?timeUnit=NANOSECOND, 400",
        "/ws/%zz, 400",
        "/public/ws, 404",
        "/, 404"
    })
    void onlyTheVenuesPathsAreServed(String path, int status) {
        assertThat(status(path, "203.0.113.9")).isEqualTo(status);
    }

    private int status(String path, String address) {
        return switch (venue.connect(path, address, new RecordingClient())) {
            case Handshake.Accepted _ -> 101;
            case Handshake.Refused refused -> refused.status();
        };
    }
}
