package dev.fathom.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.capture.Capture;
import dev.fathom.capture.ClockCheck;
import dev.fathom.capture.RawCapture;
import dev.fathom.capture.Retention;
import dev.fathom.feed.Reach;
import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import dev.fathom.venue.InstrumentInfo;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VenueFactsTest {
    private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);
    private static final Instrument BTC = new Instrument("binance", "BTCUSDT");

    @TempDir private Path folder;
    private final List<String> asked = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private long offsetNs = 5_000_000;
    private boolean silent;

    private Reach reach(String venue) throws IOException {
        asked.add("clock of " + venue);
        if (silent) {
            throw new IOException("no answer");
        }
        return new Reach(
                URI.create("http://a"), 9, VenueTime.NONE, offsetNs, 80_000_000, 1_000_000);
    }

    private List<InstrumentInfo> instruments(String venue) {
        asked.add("list of " + venue);
        return List.of(
                info(new Instrument(venue, "OTHER"), "1", "1"),
                info(new Instrument(venue, "BTCUSDT"), "0.0100", ""));
    }

    private static InstrumentInfo info(Instrument instrument, String tick, String step) {
        return new InstrumentInfo(instrument, "B", "Q", "TRADING", tick, step);
    }

    private Capture capture() throws IOException {
        return Capture.open(folder, "test", Map.of(), Retention.ALL, _ -> {});
    }

    private VenueFacts facts(Capture capture, Instrument... recorded) {
        return new VenueFacts(
                capture,
                this::reach,
                this::instruments,
                Set.of(recorded),
                told::add,
                Runnable::run);
    }

    private List<ClockCheck> clocks() throws IOException {
        return RawCapture.open(folder).clocks();
    }

    @Test
    void clocksAreNotedAtOnceAndEachHourAndListsOnce() throws IOException {
        try (Capture capture = capture();
                VenueFacts facts = facts(capture, BTC, new Instrument("kraken", "BTC/USD"))) {
            facts.tick(7);
            facts.tick(7 + HOUR_NS - 1);
            assertThat(asked)
                    .containsExactly(
                            "clock of binance",
                            "list of binance",
                            "clock of kraken",
                            "list of kraken");
            asked.clear();

            facts.tick(7 + HOUR_NS);

            assertThat(asked).containsExactly("clock of binance", "clock of kraken");
        }
        assertThat(clocks())
                .extracting(ClockCheck::venue)
                .containsExactly("binance", "kraken", "binance", "kraken");
        assertThat(clocks().getFirst().offsetNs()).isEqualTo(offsetNs);
        assertThat(clocks().getFirst().roundTripNs()).isEqualTo(80_000_000);
        assertThat(Files.readString(folder.resolve("manifest.jsonl")))
                .containsOnlyOnce(
                        """
                        {"what":"listed","instrument":"binance:BTCUSDT","status":"TRADING",\
                        "tickSize":"0.0100","priceDecimals":2,"atMs":\
                        """)
                .doesNotContain("OTHER");
        assertThat(told).isEmpty();
    }

    @Test
    void aVenueWithoutAClockIsNotAskedForIt() throws IOException {
        try (Capture capture = capture();
                VenueFacts facts = facts(capture, new Instrument("upbit", "KRW-BTC"))) {
            facts.tick(0);
        }
        assertThat(asked).containsExactly("list of upbit");
        assertThat(clocks()).isEmpty();
    }

    @Test
    void aClockThatIsFarOffIsTold() throws IOException {
        offsetNs = -2_300_000_000L;
        try (Capture capture = capture();
                VenueFacts facts = facts(capture, BTC)) {
            facts.tick(0);
        }
        assertThat(told)
                .containsExactly(
                        "WARNING: the clock of binance is -2,300 ms from ours: so far off are the"
                                + " times of this record");
        assertThat(clocks().getFirst().isFarOff()).isTrue();
    }

    @Test
    void aClockOfWholeSecondsOrASlowAnswerIsNotTakenForOneThatIsFarOff() {
        assertThat(new ClockCheck("kraken", 0, 1_400_000_000, 0, 1_000_000_000).isFarOff())
                .isFalse();
        assertThat(new ClockCheck("kraken", 0, 1_600_000_000, 0, 1_000_000_000).isFarOff())
                .isTrue();
        assertThat(new ClockCheck("binance", 0, 1_400_000_000, 900_000_000, 0).isFarOff())
                .isFalse();
    }

    @Test
    void whatCannotBeAskedIsToldButNotAfterTheEnd() throws IOException {
        silent = true;
        try (Capture capture = capture()) {
            VenueFacts facts = facts(capture, BTC);
            facts.tick(0);
            assertThat(told).containsExactly("binance: not noted in the record, no answer");

            facts.close();
            facts.tick(HOUR_NS);
            assertThat(told).hasSize(1);
        }
    }
}
