package dev.fathom.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.capture.CaptureReplay;
import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.RawCapture;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Trade;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.SimulatorServer;
import dev.fathom.simulator.truth.TruthBook;
import dev.fathom.simulator.truth.TruthTrade;
import dev.fathom.sync.SyncLimits;
import dev.fathom.system.Cli;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code fathom merge} of what two collectors recorded of one exchange, each with its own way. */
@Timeout(300)
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class MergeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");

    @TempDir private Path folder;
    private SimulatorServer exchange;

    @BeforeEach
    void open() throws IOException {
        exchange = SimulatorServer.start(SimulatorOptions.of(23), 0, 0);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private Cli record(String name, CuttableProxy way, int seconds) {
        return Cli.run(
                "record",
                "binance:btcusdt",
                "binance:ethusdt",
                "--to",
                "raw:" + folder.resolve(name),
                "--books-every",
                "1s",
                "--seconds",
                Integer.toString(seconds),
                "--endpoint",
                "binance=" + way.address() + "," + exchange.restUri());
    }

    /** What is done to two ways, once both have been taken. */
    private interface Cuts {
        void of(CuttableProxy a, CuttableProxy b) throws InterruptedException;
    }

    private void recordBoth(int seconds, Cuts cuts) throws Exception {
        try (CuttableProxy a = CuttableProxy.to(exchange.webSocketUri());
                CuttableProxy b = CuttableProxy.to(exchange.webSocketUri());
                ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Cli> one = both.submit(() -> record("a", a, seconds));
            Future<Cli> other = both.submit(() -> record("b", b, seconds));
            a.awaitUse();
            b.awaitUse();
            cuts.of(a, b);
            assertThat(one.get().code()).as(one.get().err()).isZero();
            assertThat(other.get().code()).as(other.get().err()).isZero();
        }
    }

    private JsonNode merged(int code) throws IOException {
        Cli run =
                Cli.run(
                        "merge",
                        folder.resolve("a").toString(),
                        folder.resolve("b").toString(),
                        "--to",
                        folder.resolve("both").toString(),
                        "--json");
        System.out.print("merge: " + run.err());
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
        assertThat(run.err()).contains(" 0 differ");
        return JSON.readTree(run.out());
    }

    private static JsonNode stream(JsonNode verified, String name) {
        for (JsonNode stream : verified.get("streams")) {
            if (stream.get("stream").asText().equals(name)) {
                return stream;
            }
        }
        throw new AssertionError("no stream " + name + " in " + verified);
    }

    @Test
    void outagesOfOneAreWholeInTheOther() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        System.out.println("merge: seed " + seed);
        recordBoth(
                12,
                (a, b) -> {
                    a.cut(1500 + random.nextInt(300), 300 + random.nextInt(400));
                    a.awaitUse();
                    b.cut(1000 + random.nextInt(300), 300 + random.nextInt(400));
                });
        for (String each : List.of("a", "b")) {
            Cli alone = Cli.run("verify", folder.resolve(each).toString());
            assertThat(alone.code()).as(alone.out()).isEqualTo(3);
        }

        JsonNode found = merged(0);

        assertThat(found.get("complete").asBoolean()).as("seed %d: %s", seed, found).isTrue();
        for (String symbol : SYMBOLS) {
            assertThat(stream(found, "binance:" + symbol + "/depth").get("covered")).hasSize(1);
            assertThat(stream(found, "binance:" + symbol + "/trade").get("covered")).hasSize(1);
        }
        assertThat(found.get("booksCompared").asInt()).isPositive();
        ComparedWithTruth replayed = replay();
        assertThat(replayed.losses).as("seed %d", seed).isEmpty();
        assertThat(replayed.books).isGreaterThan(100);
        for (String symbol : SYMBOLS) {
            List<Long> ids = replayed.trades.getOrDefault(symbol, List.of());
            assertThat(ids).as("seed %d", seed).hasSizeGreaterThan(10);
            assertThat(exchange.truth(symbol).trades().from(ids.getFirst(), ids.size()))
                    .extracting(TruthTrade::id)
                    .containsExactlyElementsOf(ids);
        }
    }

    @Test
    void whatBothMissedIsNamedExactly() throws Exception {
        recordBoth(
                9,
                (a, b) -> {
                    a.cut(1500, 1500);
                    b.cut(2000, 1500);
                });
        JsonNode a = JSON.readTree(verify("a"));
        JsonNode b = JSON.readTree(verify("b"));

        JsonNode found = merged(3);

        for (String symbol : SYMBOLS) {
            String name = "binance:" + symbol + "/depth";
            TreeSet<Long> missing = new TreeSet<>(missing(stream(a, name)));
            missing.retainAll(missing(stream(b, name)));
            assertThat(missing).isNotEmpty();
            assertThat(missing(stream(found, name))).isEqualTo(missing);
            assertThat(stream(found, name).get("holes"))
                    .allMatch(it -> it.get("cause").asText().equals("disconnect"));
            assertThat(missing(stream(found, "binance:" + symbol + "/trade"))).isEmpty();
        }
        assertThat(replay().books).isGreaterThan(50);
    }

    private String verify(String name) {
        return Cli.run("verify", folder.resolve(name).toString(), "--json").out();
    }

    private static TreeSet<Long> missing(JsonNode stream) {
        TreeSet<Long> ids = new TreeSet<>();
        for (JsonNode hole : stream.get("holes")) {
            if (!hole.get("state").asText().equals("repaired")) {
                for (long id = hole.get("first").asLong(); id <= hole.get("last").asLong(); id++) {
                    ids.add(id);
                }
            }
        }
        return ids;
    }

    private ComparedWithTruth replay() throws IOException {
        RawCapture capture = RawCapture.open(folder.resolve("both"));
        ComparedWithTruth compared = new ComparedWithTruth();
        CaptureReplay replay =
                new CaptureReplay(CaptureVenues.of(capture), SyncLimits.DEFAULT, compared);
        capture.read(replay);
        replay.end();
        return compared;
    }

    /** Compares each book that is told with the truth of its id. */
    private final class ComparedWithTruth implements FeedListener {
        final Map<String, List<Long>> trades = new TreeMap<>();
        final List<FeedStatus> losses = new ArrayList<>();
        int books;

        @Override
        public void onBook(LiveBook book) {
            books++;
            TruthBook truth = exchange.truth(book.instrument().symbol()).at(book.lastId());
            BookView view = book.view(20);
            assertThat(levels(view, Side.BID)).isEqualTo(levels(truth.bids()));
            assertThat(levels(view, Side.ASK)).isEqualTo(levels(truth.asks()));
        }

        @Override
        public void onTrade(Trade trade) {
            trades.computeIfAbsent(trade.instrument().symbol(), _ -> new ArrayList<>())
                    .add(trade.id());
        }

        @Override
        public void onStatus(FeedStatus status) {
            if (status instanceof FeedStatus.BookLost) {
                losses.add(status);
            }
        }
    }

    private static List<String> levels(BookView view, Side side) {
        List<String> levels = new ArrayList<>();
        for (int i = 0; i < view.levels(side); i++) {
            levels.add(text(view.exactPrice(side, i)) + "@" + text(view.exactSize(side, i)));
        }
        return levels;
    }

    private static List<String> levels(NavigableMap<BigDecimal, BigDecimal> side) {
        return side.entrySet().stream()
                .limit(20)
                .map(it -> text(it.getKey()) + "@" + text(it.getValue()))
                .toList();
    }

    private static String text(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
