package dev.fathom.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.simulator.ScriptedVenue;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.SimulatorServer;
import dev.fathom.simulator.VenueScript;
import dev.fathom.simulator.VenueServer;
import dev.fathom.simulator.instream.InStreamSimulator;
import dev.fathom.simulator.instream.UpbitDialect;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.simulator.truth.TruthCursor;
import dev.fathom.simulator.truth.TruthTrade;
import dev.fathom.system.Cli;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code fathom record} in this process, against simulated venues on loopback sockets. */
@Timeout(60)
@Execution(ExecutionMode.CONCURRENT)
class RecordTest {
    private static final long SEED = 20_261_125;
    private static final String ROW = "\\[\"\\d+\\.\\d{8}\",\"\\d+\\.\\d{8}\"\\]";
    private static final String ROWS = "\\[(" + ROW + "(?:," + ROW + "){0,4})?\\]";
    private static final Pattern BOOK =
            Pattern.compile("btcusdt@orderbook,bids:(" + ROWS + "),asks:(" + ROWS + ")");
    private static final Pattern TRADE =
            Pattern.compile("btcusdt@trade, p:(\\d+\\.\\d{8}),q:(\\d+\\.\\d{8})");
    private static final String UNITS =
            "[{\"ask_price\":2.2855E7,\"bid_price\":2.28%dE7,\"ask_size\":2.21720611,"
                    + "\"bid_size\":0.00164598},{\"ask_price\":22860000.0,\"bid_price\":2.2844E7,"
                    + "\"ask_size\":8.428e-05,\"bid_size\":1}]";

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static SimulatorServer exchange;

    @TempDir private Path folder;

    @BeforeAll
    static void open() throws IOException {
        exchange = SimulatorServer.start(SimulatorOptions.of(SEED), 0, 0);
    }

    @AfterAll
    static void close() {
        exchange.close();
    }

    private static String binance() {
        return "binance=" + exchange.webSocketUri() + "," + exchange.restUri();
    }

    private static VenueServer<ScriptedVenue> upbit(int messages) throws IOException {
        List<VenueScript.Step> steps = new ArrayList<>();
        steps.add(new VenueScript.Step.Await());
        for (int i = 0; i < messages; i++) {
            String text =
                    ("{\"type\":\"orderbook\",\"code\":\"KRW-BTC\",\"timestamp\":1746601573804,"
                                    + "\"total_ask_size\":4.7,\"orderbook_units\":"
                                    + UNITS
                                    + ",\"stream_type\":\"REALTIME\",\"level\":0}")
                            .formatted(10 + i);
            steps.add(new VenueScript.Step.Text(Duration.ofMillis(20), text));
        }
        VenueScript script = new VenueScript(List.of(), List.of(steps));
        return VenueServer.start(loop -> new ScriptedVenue(script, loop), 0, 0, 1 << 20);
    }

    private static String endpoint(VenueServer<ScriptedVenue> upbit) {
        return "upbit=" + upbit.webSocketUri() + "," + upbit.restUri();
    }

    private static Cli record(String line) {
        return Cli.run(("record " + line).split(" "));
    }

    /** The lines of a file, which must end with one. */
    private static List<String> lines(Path file) throws IOException {
        String text = Files.readString(file);
        assertThat(text).endsWith("\n");
        return Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
    }

    @Test
    void bothStreamsOverOneConnectionAreTheTruth() throws IOException {
        Path file = folder.resolve("stream-data-binance.txt");
        Cli run =
                record(
                        "binance:btcusdt --channels depth5,trade --seconds 3 --to text:"
                                + file
                                + " --endpoint "
                                + binance());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().filter(it -> it.contains("connected to")))
                .singleElement()
                .satisfies(it -> assertThat(it).endsWith("with 2 streams"));
        List<String> lines = lines(file);
        List<String> books = lines.stream().filter(it -> it.contains("@orderbook")).toList();
        List<String> trades = lines.stream().filter(it -> it.contains("@trade")).toList();
        assertThat(lines).hasSize(books.size() + trades.size());
        assertThat(books).hasSizeGreaterThan(10).allMatch(it -> BOOK.matcher(it).matches());
        assertThat(trades).hasSizeGreaterThan(5).allMatch(it -> TRADE.matcher(it).matches());
        assertBooks(books, exchange.truth("BTCUSDT"));
        assertTrades(trades, exchange.truth("BTCUSDT"));
    }

    // Each book stands in the truth, at a later id than the one before.
    private static void assertBooks(List<String> books, Truth truth) {
        TruthCursor cursor = truth.cursor();
        long id = truth.oldestId();
        for (String book : books) {
            while (true) {
                assertThat(id)
                        .as("no such book in the truth: %s", book)
                        .isLessThanOrEqualTo(truth.lastId());
                cursor.advanceTo(id++);
                String there =
                        "btcusdt@orderbook,bids:"
                                + top5(cursor.bids())
                                + ",asks:"
                                + top5(cursor.asks());
                if (there.equals(book)) {
                    break;
                }
            }
        }
    }

    private static String top5(NavigableMap<BigDecimal, BigDecimal> side) {
        return side.entrySet().stream()
                .limit(5)
                .map(RecordTest::row)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String row(Map.Entry<BigDecimal, BigDecimal> level) {
        return "[\"%s\",\"%s\"]"
                .formatted(level.getKey().toPlainString(), level.getValue().toPlainString());
    }

    // The lines are trades that follow each other, none left out and none twice.
    private static void assertTrades(List<String> lines, Truth truth) {
        List<String> all =
                truth.trades().from(0, Integer.MAX_VALUE).stream().map(RecordTest::line).toList();
        boolean found =
                IntStream.rangeClosed(0, all.size() - lines.size())
                        .anyMatch(i -> all.subList(i, i + lines.size()).equals(lines));
        assertThat(found).as("%d trades in a row of %d", lines.size(), all.size()).isTrue();
    }

    private static String line(TruthTrade trade) {
        return "btcusdt@trade, p:"
                + trade.price().toPlainString()
                + ",q:"
                + trade.quantity().toPlainString();
    }

    @Test
    void theOlderFormHasTheAsksTwice() throws IOException {
        Path both = folder.resolve("both");
        Path old = folder.resolve("old");
        Cli run =
                record(
                        "binance:btcusdt/depth5 --seconds 1 --to text:%s --to text-verbatim:%s"
                                        .formatted(both, old)
                                + " --endpoint "
                                + binance());

        assertThat(run.code()).as(run.err()).isZero();
        List<String> expected =
                lines(both).stream()
                        .map(it -> {
                            MatchResult parts = match(BOOK, it);
                            return "btcusdt@orderbook,bids:"
                                    + parts.group(1)
                                    + ",\"asks\":"
                                    + parts.group(3)
                                    + ",asks:"
                                    + parts.group(3);
                        })
                        .toList();
        assertThat(lines(old)).isNotEmpty().isEqualTo(expected);
    }

    private static MatchResult match(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElseThrow();
    }

    @Test
    void upbitsDigitsAreUntouched() throws IOException {
        Path file = folder.resolve("stream-data-upbit.txt");
        try (VenueServer<ScriptedVenue> upbit = upbit(5)) {
            Cli run =
                    record(
                            "upbit:KRW-BTC --channels book --seconds 2 --to text:"
                                    + file
                                    + " --endpoint "
                                    + endpoint(upbit));
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(upbit.call(ScriptedVenue::received))
                    .anyMatch(it -> it.contains("\"type\":\"orderbook\",\"codes\":[\"KRW-BTC\"]"));
        }

        assertThat(lines(file))
                .isEqualTo(
                        IntStream.range(10, 15)
                                .mapToObj(i -> "btckrw@orderbook," + UNITS.formatted(i))
                                .toList());
    }

    @Test
    void upbitsBooksAreTheTruth() throws IOException {
        Path file = folder.resolve("stream-data-upbit.txt");
        try (VenueServer<InStreamSimulator> upbit =
                VenueServer.start(
                        loop -> {
                            UpbitDialect dialect = new UpbitDialect();
                            return new InStreamSimulator(
                                    dialect, SEED, dialect.instruments(), 20_000, loop);
                        },
                        0,
                        0,
                        1 << 20)) {
            Cli run =
                    record(
                            "upbit:KRW-BTC --channels book --seconds 3 --to text:"
                                    + file
                                    + " --endpoint upbit="
                                    + upbit.webSocketUri()
                                    + ","
                                    + upbit.restUri());

            assertThat(run.code()).as(run.err()).isZero();
            List<String> lines = lines(file);
            assertThat(lines).hasSizeGreaterThan(10);
            Truth truth = upbit.call(it -> it.truth("KRW-BTC"));
            TruthCursor cursor = truth.cursor();
            long id = truth.oldestId();
            for (String line : lines) {
                assertThat(line).startsWith("btckrw@orderbook,[{\"ask_price\":");
                JsonNode units = JSON.readTree(line.substring(line.indexOf('[')));
                do {
                    assertThat(id)
                            .as("not in the truth: %s", line)
                            .isLessThanOrEqualTo(truth.lastId());
                    cursor.advanceTo(id++);
                } while (!shows(units, cursor));
            }
        }
    }

    private static boolean shows(JsonNode units, TruthCursor truth) {
        return shows(units, "bid", truth.bids()) && shows(units, "ask", truth.asks());
    }

    private static boolean shows(
            JsonNode units, String side, NavigableMap<BigDecimal, BigDecimal> truth) {
        int i = 0;
        for (Map.Entry<BigDecimal, BigDecimal> level : truth.entrySet()) {
            JsonNode unit = units.path(i++);
            if (unit.isMissingNode()) {
                return i > 30;
            }
            if (unit.get(side + "_price").decimalValue().compareTo(level.getKey()) != 0
                    || unit.get(side + "_size").decimalValue().compareTo(level.getValue()) != 0) {
                return false;
            }
        }
        return true;
    }

    @Test
    void twoVenuesIntoOneFile() throws IOException {
        Path file = folder.resolve("stream-data-multi.txt");
        try (VenueServer<ScriptedVenue> upbit = upbit(60)) {
            Cli run =
                    record(
                            "binance:btcusdt/depth5,trade upbit:KRW-BTC/book --seconds 2 --to text:"
                                    + file
                                    + " --endpoint "
                                    + binance()
                                    + " --endpoint "
                                    + endpoint(upbit));
            assertThat(run.code()).as(run.err()).isZero();
        }
        List<String> lines = lines(file);

        assertThat(lines)
                .allMatch(it ->
                        BOOK.matcher(it).matches()
                                || TRADE.matcher(it).matches()
                                || it.startsWith("btckrw@orderbook,[{\"ask_price\":2.2855E7,"));
        assertThat(lines.stream().filter(it -> it.startsWith("btckrw@"))).hasSizeGreaterThan(30);
        assertThat(lines.stream().filter(it -> it.startsWith("btcusdt@"))).hasSizeGreaterThan(10);
    }

    @Test
    void aLineWithoutItsEndIsTakenAwayFirst() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "btcusdt@trade, p:1.00000000,q:2.00000000\nbtcusdt@tra");
        Cli run =
                record(
                        "binance:btcusdt/trade --seconds 1 --to text:"
                                + file
                                + " --endpoint "
                                + binance());

        assertThat(run.err())
                .startsWith(file + ": the last line had no end, its 11 bytes were taken away\n");
        assertThat(lines(file)).hasSizeGreaterThan(1).allMatch(it -> TRADE.matcher(it).matches());
        assertThat(lines(file).getFirst()).endsWith("p:1.00000000,q:2.00000000");
    }

    @Test
    void mistakesAreNamedAndWriteNothing() throws IOException {
        Path file = folder.resolve("x");
        assertThat(record("binance:btcusdt/depht5 --to text:" + file).err())
                .startsWith("fathom: unknown channel 'depht5': use depth, depth5,")
                .hasLineCount(1);
        assertThat(record("binance:btcusdt --to csv:" + file).err())
                .isEqualTo(
                        "fathom: 'csv:%s' is no place to record to: write text:FILE, text-verbatim:FILE or raw:FOLDER\n"
                                .formatted(file));
        assertThat(record("upbit:KRW-BTC/depth5 --to text:" + file).err())
                .isEqualTo("fathom: Upbit has no channel depth5: use depth or trade\n");
        assertThat(record("binance:btcusdt --to text:" + folder.resolve("no/x")).err())
                .isEqualTo(
                        "fathom: cannot write %s: its folder does not exist\n"
                                .formatted(folder.resolve("no/x")));
        assertThat(record("binance:btcusdt --to text:%s --to text:%s".formatted(file, file)).code())
                .isEqualTo(1);
        assertThat(record("binance:btcusdt binance:BTC-USDT/trade --to text:" + file).err())
                .isEqualTo(
                        "fathom: an instrument is named twice: name its channels in one place\n");
    }

    @Test
    void aFileThatIsBeingWrittenIsLeftAlone() throws IOException {
        Path file = folder.resolve("file");
        try (var other =
                        FileChannel.open(
                                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = other.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(record("binance:btcusdt --to text:" + file).code()).isEqualTo(1);
        }
    }
}
