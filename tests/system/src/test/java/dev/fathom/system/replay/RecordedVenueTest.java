package dev.fathom.system.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.cli.replay.RecordedLine;
import dev.fathom.cli.replay.Recording;
import dev.fathom.simulator.ScriptedVenue;
import dev.fathom.simulator.VenueScript;
import dev.fathom.simulator.VenueScript.Answer;
import dev.fathom.simulator.VenueScript.Step;
import dev.fathom.simulator.VenueServer;
import dev.fathom.system.Cli;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A venue without a simulator says over a real socket what it said when it was recorded. */
class RecordedVenueTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "binance-coinm/ten_symbols_20210722.jsonl.gz";
    private static final String SYMBOL = "BCHUSD_PERP";
    private static final int LOST_FRAME = 60;
    private static final int SECOND_SNAPSHOT = 70;
    private static final int FRAMES = 150;

    /** The book as a plain map of what the recording says; knows nothing of Fathom. */
    private static final class Rebuild {
        private final TreeMap<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());
        private final TreeMap<BigDecimal, String> asks = new TreeMap<>();
        private long id;

        Rebuild(JsonNode snapshot) {
            id = snapshot.get("lastUpdateId").asLong();
            set(bids, snapshot.get("bids"));
            set(asks, snapshot.get("asks"));
        }

        void apply(JsonNode update) {
            if (update.get("u").asLong() > id) {
                id = update.get("u").asLong();
                set(bids, update.get("b"));
                set(asks, update.get("a"));
            }
        }

        private static void set(TreeMap<BigDecimal, String> side, JsonNode levels) {
            for (JsonNode level : levels) {
                BigDecimal price = new BigDecimal(level.get(0).asText());
                if (new BigDecimal(level.get(1).asText()).signum() == 0) {
                    side.remove(price);
                } else {
                    side.put(price, level.get(1).asText());
                }
            }
        }

        String snapshot() {
            return "{\"lastUpdateId\":%d,\"bids\":%s,\"asks\":%s}"
                    .formatted(
                            id, levels(bids, Integer.MAX_VALUE), levels(asks, Integer.MAX_VALUE));
        }

        static String levels(TreeMap<BigDecimal, String> side, int most) {
            return side.entrySet().stream()
                    .limit(most)
                    .map(RecordedVenueTest::row)
                    .collect(Collectors.joining(",", "[", "]"));
        }
    }

    private static String row(Map.Entry<BigDecimal, String> level) {
        return "[\"%s\",\"%s\"]".formatted(level.getKey().toPlainString(), level.getValue());
    }

    @Test
    void coinMFuturesGoLiveLoseAFrameAndComeBack() throws Exception {
        String first = "";
        List<String> updates = new ArrayList<>();
        try (Recording recording = Recording.open(Captures.file(FILE))) {
            Optional<RecordedLine> next = recording.next();
            while (next.isPresent() && updates.size() < FRAMES) {
                RecordedLine line = next.get();
                boolean its =
                        line.address().map(it -> it.toString().contains(SYMBOL)).orElse(false);
                if (line.kind() == RecordedLine.Kind.ANSWERED && its && first.isEmpty()) {
                    first = line.text();
                } else if (line.text().startsWith("{\"stream\":\"bchusd_perp@depth@100ms\"")) {
                    updates.add(line.text());
                }
                next = recording.next();
            }
        }
        assertThat(updates).hasSize(FRAMES);
        Rebuild truth = new Rebuild(JSON.readTree(first));
        String second = "";
        for (int i = 0; i < FRAMES; i++) {
            truth.apply(JSON.readTree(updates.get(i)).get("data"));
            second = i == SECOND_SNAPSHOT ? truth.snapshot() : second;
        }
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            if (i != LOST_FRAME) {
                steps.add(new Step.Text(Duration.ofMillis(i == 0 ? 500 : 20), updates.get(i)));
            }
        }
        String target = "/dapi/v1/depth?symbol=" + SYMBOL;
        VenueScript script =
                new VenueScript(
                        List.of(
                                new Answer(target, Duration.ZERO, 200, first),
                                new Answer(target, Duration.ZERO, 200, second)),
                        List.of(steps));
        try (VenueServer<ScriptedVenue> venue =
                VenueServer.start(loop -> new ScriptedVenue(script, loop), 0, 0, 8 << 20)) {
            Cli watch =
                    Cli.run(
                            "watch",
                            "binance-delivery:" + SYMBOL,
                            "--as",
                            "json",
                            "--depth",
                            "20",
                            "--seconds",
                            "5",
                            "--endpoint",
                            "binance-delivery=" + venue.webSocketUri() + "," + venue.restUri());

            assertThat(watch.code()).as(watch.err()).isZero();
            assertThat(venue.call(ScriptedVenue::received).getFirst())
                    .isEqualTo("CONNECT /stream?streams=bchusd_perp@depth@100ms");
            assertThat(watch.err())
                    .contains("binance-delivery:" + SYMBOL + ": live at id ")
                    .contains("binance-delivery:" + SYMBOL + ": lost, gap: ")
                    .contains("binance-delivery:" + SYMBOL + ": resynced at id ");
            JsonNode last = JSON.readTree(watch.out().lines().toList().getLast());
            assertThat(last.get("lastId").asLong()).isEqualTo(truth.id);
            assertThat(last.get("bids").toString()).isEqualTo(Rebuild.levels(truth.bids, 20));
            assertThat(last.get("asks").toString()).isEqualTo(Rebuild.levels(truth.asks, 20));
        }
    }
}
