package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptedVenueTest {
    private final VirtualLoop loop = new VirtualLoop();
    private final ScriptedVenue venue =
            new ScriptedVenue(
                    VenueScript.parse(
                            """
                            # Two answers, the first late.
                            GET +300ms /api/v3/depth?symbol=BTCUSDT 429 {"code":-1003}
                            GET /api/v3/depth?symbol=BTCUSDT 200 {"lastUpdateId":100}

                            connection
                            +100ms text {"U":101}
                            +50ms ping 7
                            await
                            +10ms text {"U":102}
                            +1s close 1001 going away
                            connection
                            +0ms abort
                            """),
                    loop);

    @Test
    void framesComeAtTheirTimes() {
        RecordingClient client = RecordingClient.of(venue, "/ws/btcusdt@depth");
        loop.pass(99);
        assertThat(client.take()).isEmpty();
        loop.pass(1);
        assertThat(client.take()).containsExactly("{\"U\":101}");
        loop.pass(10_000);
        assertThat(client.take()).containsExactly("ping:7");
        client.say("{\"method\":\"SUBSCRIBE\",\"params\":[],\"id\":4}");
        loop.pass(10);
        assertThat(client.take()).containsExactly("{\"result\":null,\"id\":4}", "{\"U\":102}");
        loop.pass(1_000);
        assertThat(client.take()).containsExactly("close 1001 going away");
        assertThat(venue.received())
                .containsExactly(
                        "CONNECT /ws/btcusdt@depth",
                        "{\"method\":\"SUBSCRIBE\",\"params\":[],\"id\":4}");
    }

    @Test
    void laterConnectionsGetTheLastPart() {
        RecordingClient.of(venue, "/ws");
        for (int i = 0; i < 2; i++) {
            RecordingClient client = RecordingClient.of(venue, "/ws");
            loop.pass(0);
            assertThat(client.take()).containsExactly("abort");
        }
    }

    @Test
    void answersAreGivenInTurnTheLastForGood() {
        List<String> got = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            venue.get(
                    "/api/v3/depth?limit=1000&symbol=BTCUSDT",
                    "203.0.113.1",
                    it -> got.add(it.status() + " " + it.text()));
        }
        assertThat(got).containsExactly("200 {\"lastUpdateId\":100}", "200 {\"lastUpdateId\":100}");
        loop.pass(300);

        assertThat(got).last().isEqualTo("429 {\"code\":-1003}");
    }

    @Test
    void whatIsNotWrittenIsNotFound() {
        List<Integer> got = new ArrayList<>();
        venue.get("/api/v3/depth?symbol=ETHBTC", "203.0.113.1", it -> got.add(it.status()));

        assertThat(got).containsExactly(404);
    }

    @ParameterizedTest
    @CsvSource({
        "+1s text x, 'venue script, line 1: expected GET or connection, got ''+1s text x'''",
        "GET depth 200, 'venue script, line 1: expected GET or connection, got ''GET depth 200'''"
    })
    void whatIsWrongIsNamed(String line, String message) {
        assertThatThrownBy(() -> VenueScript.parse(line)).hasMessage(message);
    }
}
