package dev.fathom.system.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.capture.CaptureReplay;
import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawCapture;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.FrameReplay;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.simulator.VenueServer;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultScript;
import dev.fathom.simulator.instream.BitfinexDialect;
import dev.fathom.simulator.instream.Dialect;
import dev.fathom.simulator.instream.InStreamSimulator;
import dev.fathom.simulator.instream.KrakenDialect;
import dev.fathom.simulator.instream.UpbitDialect;
import dev.fathom.simulator.truth.TruthBook;
import dev.fathom.sync.SyncLimits;
import dev.fathom.system.Cli;
import dev.fathom.venue.Endpoints;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A recording of a venue whose books begin in the stream, recorded once more as it is served. */
@Timeout(120)
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class ServedInStreamTest {
    private static final int WHOLE = 1000;
    private static final int QUEUED_BYTES = 32 << 20;

    @TempDir private Path folder;

    static Stream<Dialect> dialects() {
        return Stream.of(new BitfinexDialect(), new KrakenDialect(), new UpbitDialect());
    }

    /** What a replay tells of the books and trades of a recording. */
    private static final class Told implements FeedListener {
        final Map<Instrument, Map<Long, BookView>> books = new LinkedHashMap<>();
        final Map<Instrument, TreeMap<Long, BigDecimal>> trades = new LinkedHashMap<>();
        long checksums;
        long failed;
        long lost;

        static Told of(Path raw) throws IOException {
            Told told = new Told();
            RawCapture capture = RawCapture.open(raw);
            CaptureReplay replay =
                    new CaptureReplay(CaptureVenues.of(capture), SyncLimits.RECORDING, told);
            capture.read(replay);
            replay.end();
            for (FrameReplay each : replay.replays()) {
                told.checksums += each.checksums();
                told.failed += each.failedChecksums();
            }
            return told;
        }

        @Override
        public void onBook(LiveBook book) {
            books.computeIfAbsent(book.instrument(), _ -> new LinkedHashMap<>())
                    .put(book.change().venueTime().value(), book.view(WHOLE));
        }

        @Override
        public void onStatus(FeedStatus status) {
            lost += status instanceof FeedStatus.BookLost ? 1 : 0;
        }

        @Override
        public void onTrade(Trade trade) {
            trades.computeIfAbsent(trade.instrument(), _ -> new TreeMap<>())
                    .put(trade.id(), trade.exactSize());
        }
    }

    private Path raw(String name) {
        return folder.resolve(name);
    }

    private Cli record(Dialect dialect, Endpoints at, String to, int seconds) {
        List<String> line = new ArrayList<>(List.of("record"));
        for (String symbol : List.of("BTC", "ETH")) {
            String quote = dialect.venue().equals("upbit") ? "KRW" : "USD";
            line.add(dialect.venue() + ":" + symbol + "-" + quote);
        }
        line.addAll(
                List.of(
                        "--to",
                        "raw:" + raw(to),
                        "--seconds",
                        Integer.toString(seconds),
                        "--endpoint",
                        dialect.venue() + "=" + at.webSocket() + "," + at.rest()));
        Cli run = Cli.run(line.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    // Whenever the recorder has begun, one of them meets it.
    private static FaultScript faults() {
        return new FaultScript(
                List.of(
                        once(2_000, new Fault.Drop(1, "")),
                        once(3_500, new Fault.Disconnect(1001, "")),
                        once(6_000, new Fault.Drop(1, "")),
                        once(7_500, new Fault.Disconnect(1001, ""))));
    }

    private static FaultScript.Entry once(int ms, Fault fault) {
        return new FaultScript.Entry(Duration.ofMillis(ms), Duration.ZERO, fault);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void whatIsServedIsWhatWasRecorded(Dialect dialect) throws Exception {
        try (VenueServer<InStreamSimulator> venue =
                VenueServer.start(
                        loop ->
                                new InStreamSimulator(
                                        dialect, 29, dialect.instruments(), 50_000, loop),
                        0,
                        0,
                        QUEUED_BYTES)) {
            venue.call(it -> {
                it.play(faults());
                return true;
            });
            record(dialect, new Endpoints("x", venue.webSocketUri(), venue.restUri()), "one", 9);
            try (ServedRecording served =
                    new ServedRecording(dialect.venue(), raw("one"), "--speed", "max")) {
                record(dialect, served.endpoints(), "two", 5);
                assertThat(served.end()).isZero();
            }
            Told one = Told.of(raw("one"));
            Told two = Told.of(raw("two"));

            assertThat(one.lost).isPositive();
            assertThat(two.books.keySet()).isEqualTo(one.books.keySet()).hasSize(2);
            two.books.forEach((instrument, books) -> {
                assertThat(books.keySet())
                        .as("times of " + instrument)
                        .hasSizeGreaterThan(20)
                        .containsExactlyElementsOf(
                                requireNonNull(one.books.get(instrument)).keySet());
                books.forEach((time, view) -> isTrue(venue.call(it -> it), instrument, time, view));
            });
            assertThat(two.failed).isZero();
            assertThat(two.checksums > 0).isEqualTo(!dialect.venue().equals("upbit"));
            two.trades.forEach((instrument, trades) -> {
                assertThat(trades)
                        .as("trades of " + instrument)
                        .containsAllEntriesOf(
                                requireNonNull(one.trades.get(instrument))
                                        .tailMap(trades.firstKey()));
            });
        }
    }

    @Test
    void aRealRecordingIsTheSameOnceItWasServedAndRecordedAgain() throws Exception {
        String file = "kraken/v2_btcusd_depth10_resubscribes_20260801.jsonl.gz";
        Cli.run("import", Captures.file(file).toString(), "--to", "raw:" + raw("real"));

        try (ServedRecording served =
                new ServedRecording("kraken", raw("real"), "--speed", "max")) {
            Cli again =
                    Cli.run(
                            "record",
                            "kraken:BTC-USD/book",
                            "--set",
                            "kraken.depth=10",
                            "--to",
                            "raw:" + raw("again"),
                            "--seconds",
                            "3",
                            "--endpoint",
                            "kraken="
                                    + served.endpoints().webSocket()
                                    + ","
                                    + served.endpoints().rest());
            assertThat(again.code()).as(again.err()).isZero();
            assertThat(get(served.endpoints(), "/0/public/Depth?pair=XBTUSD&count=-4"))
                    .isEqualTo("{\"error\":[\"EGeneral:Invalid arguments:count: less than 1\"]}");
        }

        assertThat(Cli.run("replay", raw("again").toString(), "--digest").out())
                .contains("\"events\":301,")
                .isEqualTo(Cli.run("replay", raw("real").toString(), "--digest").out());
    }

    private static String get(Endpoints at, String target) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(at.rest().resolve(target)).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private static void isTrue(
            InStreamSimulator venue, Instrument instrument, long time, BookView view) {
        String symbol = instrument.symbol();
        TruthBook truth = venue.truth(symbol).at(venue.idAt(symbol, time).orElseThrow());
        isTrue(view, Side.BID, truth.bids());
        isTrue(view, Side.ASK, truth.asks());
    }

    private static void isTrue(
            BookView view, Side side, NavigableMap<BigDecimal, BigDecimal> truth) {
        int i = 0;
        for (Map.Entry<BigDecimal, BigDecimal> level : truth.entrySet()) {
            if (!view.knownDepth(side).covers(side, level.getKey())) {
                break;
            }
            assertThat(view.exactPrice(side, i)).isEqualByComparingTo(level.getKey());
            assertThat(view.exactSize(side, i)).isEqualByComparingTo(level.getValue());
            i++;
        }
        assertThat(i).isPositive();
    }
}
