package dev.fathom.system.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.capture.Capture;
import dev.fathom.capture.RawLine;
import dev.fathom.capture.RawLine.Kind;
import dev.fathom.capture.Retention;
import dev.fathom.system.Cli;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two venues of a recorded folder may call what they trade the same. */
class TwoVenuesTest {
    private static final long BASE_NS = 1_790_000_000_000_000_000L;

    @TempDir private Path folder;
    private long ns = BASE_NS;

    private void put(Capture capture, long connection, Kind kind, String text) {
        ns += 1_000_000;
        capture.put(new RawLine(ns, ns, connection, kind, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A book of one update, its only bid at this price. */
    private void book(Capture capture, int port, String bid) {
        put(capture, port, Kind.OPENED, "ws://127.0.0.1:" + port + "/ws/btcusdt@depth@100ms");
        put(
                capture,
                0,
                Kind.ANSWERED,
                "200 http://127.0.0.1:"
                        + port
                        + "/api/v3/depth?symbol=BTCUSDT&limit=5"
                        + " {\"lastUpdateId\":10,\"bids\":[],\"asks\":[[\"99\",\"1\"]]}");
        put(
                capture,
                port,
                Kind.IN,
                """
                {"e":"depthUpdate","E":1790000000000,"s":"BTCUSDT","U":11,"u":12,\
                "b":[["%s","2"]],"a":[]}\
                """
                        .formatted(bid));
    }

    private JsonNode digest() throws IOException {
        Cli run = Cli.run("replay", folder.toString(), "--digest");
        assertThat(run.code()).as(run.err()).isZero();
        return new ObjectMapper().readTree(run.out());
    }

    private Capture open() throws IOException {
        return Capture.open(
                folder,
                "test",
                Map.of(
                        "binance", List.of("ws://127.0.0.1:1", "http://127.0.0.1:1"),
                        "binance-us", List.of("ws://127.0.0.1:2", "http://127.0.0.1:2")),
                Retention.ALL,
                _ -> {});
    }

    @Test
    void booksOfTwoVenuesHaveTheirVenuesInTheirKeys() throws IOException {
        try (Capture capture = open()) {
            book(capture, 1, "98.5");
            book(capture, 2, "97.5");
        }

        JsonNode digest = digest();

        assertThat(digest.fieldNames())
                .toIterable()
                .containsExactly("binance:BTCUSDT", "binance-us:BTCUSDT");
        assertThat(bid(digest, "binance:BTCUSDT")).isEqualTo("98.5");
        assertThat(bid(digest, "binance-us:BTCUSDT")).isEqualTo("97.5");
    }

    @Test
    void booksOfOneVenueHaveTheirSymbolsOnly() throws IOException {
        try (Capture capture = open()) {
            book(capture, 2, "97.5");
        }

        assertThat(digest().fieldNames()).toIterable().containsExactly("BTCUSDT");
    }

    private static String bid(JsonNode digest, String key) {
        return digest.get(key).get("top10_bids").get(0).get(0).asText();
    }
}
