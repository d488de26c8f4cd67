package dev.fathom.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.capture.RawCapture;
import dev.fathom.capture.RawLine;
import dev.fathom.capture.RawLine.Kind;
import dev.fathom.feed.Venues;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Traded;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.SimulatorServer;
import dev.fathom.simulator.VenueServer;
import dev.fathom.simulator.instream.BitfinexDialect;
import dev.fathom.simulator.instream.Dialect;
import dev.fathom.simulator.instream.InStreamSimulator;
import dev.fathom.simulator.instream.KrakenDialect;
import dev.fathom.simulator.instream.UpbitDialect;
import dev.fathom.simulator.truth.TruthBook;
import dev.fathom.system.Cli;
import dev.fathom.venue.TradeHistory;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code fathom record --via rest} over real sockets. */
@Timeout(300)
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class PolledRecordTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private static Cli record(Path raw, String instrument, String endpoint, String... more) {
        return Cli.run(
                Stream.concat(
                                Stream.of(
                                        "record",
                                        instrument,
                                        "--via",
                                        "rest",
                                        "--every",
                                        "1s",
                                        "--seconds",
                                        "4.5",
                                        "--to",
                                        "raw:" + raw,
                                        "--endpoint",
                                        endpoint),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private static List<RawLine> lines(Path raw) throws IOException {
        List<RawLine> lines = new ArrayList<>();
        assertThat(RawCapture.open(raw).read((line, _) -> lines.add(line)).wrong()).isEmpty();
        return lines;
    }

    private static Stream<String[]> answers(List<RawLine> lines, String part) {
        return lines.stream()
                .filter(it -> it.kind() == Kind.ANSWERED)
                .map(it -> it.text().split(" ", 3))
                .filter(it -> it[0].equals("200") && it[1].contains(part));
    }

    private static TreeSet<Long> trades(List<RawLine> lines, Instrument instrument)
            throws IOException {
        TradeHistory history =
                Venues.named(instrument.venue()).tradeHistory(Channel.TRADE).orElseThrow();
        TreeSet<Long> ids = new TreeSet<>();
        for (String[] answer : answers(lines, "").toList()) {
            if (history.isPageOf(URI.create(answer[1]), instrument)) {
                history.read(instrument, answer[2].getBytes(StandardCharsets.UTF_8), 0).stream()
                        .map(Traded::id)
                        .forEach(ids::add);
            }
        }
        return ids;
    }

    @Test
    void booksAndTradesAreTheTruthAndNoConnectionIsOpened() throws IOException {
        Path raw = folder.resolve("raw");
        try (SimulatorServer exchange = SimulatorServer.start(SimulatorOptions.of(23), 0, 0)) {
            Cli run =
                    record(
                            raw,
                            "binance:btcusdt",
                            "binance=" + exchange.webSocketUri() + "," + exchange.restUri(),
                            "--depth",
                            "50");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.err())
                    .contains("recorded binance:BTCUSDT for ")
                    .contains(" books, ")
                    .contains(", trades missing 0 times");

            List<RawLine> lines = lines(raw);
            assertThat(lines)
                    .extracting(RawLine::kind)
                    .contains(Kind.ASKED, Kind.ANSWERED)
                    .doesNotContain(Kind.OPENED, Kind.IN, Kind.OUT);
            List<String[]> books = answers(lines, "/depth?symbol=BTCUSDT&limit=50").toList();
            assertThat(books).hasSizeBetween(3, 6);
            for (String[] answer : books) {
                JsonNode book = JSON.readTree(answer[2]);
                TruthBook truth = exchange.truth("BTCUSDT").at(book.get("lastUpdateId").asLong());
                assertThat(levels(book.get("bids"))).isEqualTo(text(truth.bids()));
                assertThat(levels(book.get("asks"))).isEqualTo(text(truth.asks()));
            }
            Instrument instrument = new Instrument("binance", "BTCUSDT");
            TreeSet<Long> ids = trades(lines, instrument);
            assertThat(ids).hasSizeGreaterThan(5);
            assertThat((long) ids.size()).isEqualTo(ids.last() - ids.first() + 1);
            assertBooksOfTheirMoments(raw, instrument, lines, "/depth?symbol=BTCUSDT&limit=50");
            Cli verify = Cli.run("verify", raw.toString(), "--json");
            assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
            JsonNode stream = JSON.readTree(verify.out()).get("streams").get(0);
            assertThat(stream.get("stream").asText()).isEqualTo("binance:BTCUSDT/trade");
            assertThat(stream.get("covered").toString())
                    .isEqualTo("[[%d,%d]]".formatted(ids.first(), ids.last()));
            assertThat(stream.get("holes")).isEmpty();
        }
    }

    private static List<String> levels(JsonNode side) {
        List<String> levels = new ArrayList<>();
        side.forEach(it -> levels.add(it.get(0).asText() + "x" + it.get(1).asText()));
        return levels;
    }

    private static List<String> text(NavigableMap<BigDecimal, BigDecimal> side) {
        return side.entrySet().stream()
                .limit(50)
                .map((Map.Entry<BigDecimal, BigDecimal> it) -> it.getKey() + "x" + it.getValue())
                .toList();
    }

    static Stream<Dialect> dialects() {
        return Stream.of(new BitfinexDialect(), new KrakenDialect(), new UpbitDialect());
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void venuesWhoseBooksBeginInTheStreamAreAskedToo(Dialect dialect) throws IOException {
        Path raw = folder.resolve(dialect.venue());
        try (VenueServer<InStreamSimulator> exchange =
                VenueServer.start(
                        loop ->
                                new InStreamSimulator(
                                        dialect, 29, dialect.instruments(), 20_000, loop),
                        0,
                        0,
                        1 << 20)) {
            String symbol = exchange.call(it -> it.symbols().getFirst());
            Instrument instrument = new Instrument(dialect.venue(), symbol);
            Cli run =
                    record(
                            raw,
                            instrument.toString(),
                            dialect.venue()
                                    + "="
                                    + exchange.webSocketUri()
                                    + ","
                                    + exchange.restUri());

            assertThat(run.code()).as(run.err()).isZero();
            List<RawLine> lines = lines(raw);
            assertThat(lines).extracting(RawLine::kind).doesNotContain(Kind.OPENED, Kind.IN);
            TreeSet<Long> ids = trades(lines, instrument);
            assertThat(ids).hasSizeGreaterThan(5);
            assertThat((long) ids.size()).isEqualTo(ids.last() - ids.first() + 1);
            String books =
                    switch (dialect.venue()) {
                        case "bitfinex" -> "/v2/book/tBTCUSD/P0?len=100";
                        case "kraken" -> "/0/public/Depth?pair=XBTUSD&count=500";
                        default -> "/v1/orderbook?markets=KRW-BTC&count=30";
                    };
            assertThat(answers(lines, books)).hasSizeGreaterThan(1);
            assertBooksOfTheirMoments(raw, instrument, lines, books);
            JsonNode verified = JSON.readTree(Cli.run("verify", raw.toString(), "--json").out());
            assertThat(verified.get("wrong")).isEmpty();
            // Between its moments nothing is claimed of a book: there is no stream of it.
            assertThat(verified.get("streams"))
                    .extracting(it -> it.get("stream").asText())
                    .containsExactly(instrument + "/trade");
            assertThat(verified.get("snapshots").get(instrument.toString()).asLong())
                    .isEqualTo(answers(lines, books).count());
        }
    }

    /** From one answer to the next, the book is what the first one told. */
    private static void assertBooksOfTheirMoments(
            Path raw, Instrument instrument, List<RawLine> lines, String request)
            throws IOException {
        List<RawLine> polls =
                lines.stream()
                        .filter(it -> it.kind() == Kind.ANSWERED)
                        .filter(it -> it.text().contains(request))
                        .toList();
        Cli early = snapshot(raw, instrument, polls.getFirst().receivedAtNs() - 1);
        assertThat(early.err()).contains("has no book of " + instrument + " yet");
        for (int i = 0; i < polls.size(); i++) {
            long atNs = polls.get(i).receivedAtNs();
            List<List<String>> told = told(JSON.readTree(polls.get(i).text().split(" ", 3)[2]));
            assertThat(told.getFirst()).isNotEmpty();
            assertThat(book(snapshot(raw, instrument, atNs))).isEqualTo(told);
            long lastNs =
                    i + 1 < polls.size() ? polls.get(i + 1).receivedAtNs() - 1 : Long.MAX_VALUE;
            assertThat(book(snapshot(raw, instrument, lastNs))).isEqualTo(told);
        }
    }

    private static Cli snapshot(Path raw, Instrument instrument, long atNs) {
        return Cli.run(
                "snapshot",
                instrument.toString(),
                "--from",
                raw.toString(),
                "--at",
                Long.toString(atNs));
    }

    private static List<List<String>> book(Cli snapshot) throws IOException {
        assertThat(snapshot.code()).as(snapshot.err()).isZero();
        JsonNode book = JSON.readTree(snapshot.out());
        return List.of(rows(book.get("bids")), rows(book.get("asks")));
    }

    private static List<String> rows(JsonNode side) {
        List<String> rows = new ArrayList<>();
        side.forEach(it -> rows.add(row(it.get(0), it.get(1))));
        return rows;
    }

    private static String row(JsonNode price, JsonNode size) {
        return number(price) + "x" + number(size);
    }

    private static String number(JsonNode text) {
        return new BigDecimal(text.asText()).abs().stripTrailingZeros().toPlainString();
    }

    /** Bids and asks of an answer, in the forms of all venues. */
    private static List<List<String>> told(JsonNode answer) {
        List<String> bids = new ArrayList<>();
        List<String> asks = new ArrayList<>();
        if (answer.has("lastUpdateId")) {
            return List.of(rows(answer.get("bids")), rows(answer.get("asks")));
        }
        if (answer.has("result")) {
            JsonNode book = answer.get("result").elements().next();
            return List.of(rows(book.get("bids")), rows(book.get("asks")));
        }
        if (answer.get(0).has("orderbook_units")) {
            for (JsonNode unit : answer.get(0).get("orderbook_units")) {
                bids.add(row(unit.get("bid_price"), unit.get("bid_size")));
                asks.add(row(unit.get("ask_price"), unit.get("ask_size")));
            }
            return List.of(bids, asks);
        }
        for (JsonNode row : answer) {
            (row.get(2).asDouble() > 0 ? bids : asks).add(row(row.get(0), row.get(2)));
        }
        return List.of(bids, asks);
    }

    @Test
    void whatCannotBePolledIsRefusedInOneLine() {
        assertRefused(
                "Bitfinex: a book of 250 levels cannot be asked for: there are 1, 25, 100",
                "bitfinex:BTCUSD",
                "--via",
                "rest",
                "--depth",
                "250",
                "--to",
                "raw:" + folder);
        assertRefused(
                "Binance spot: bookTicker cannot be asked for by REST, only book and trades",
                "binance:BTCUSDT/bookTicker",
                "--via",
                "rest",
                "--to",
                "raw:" + folder);
        assertRefused(
                "--via rest records what venues answer: write --to raw:FOLDER",
                "binance:BTCUSDT",
                "--via",
                "rest",
                "--to",
                "text:" + folder.resolve("x"));
        assertRefused(
                "--every and --depth are of --via rest",
                "binance:BTCUSDT",
                "--every",
                "1m",
                "--to",
                "raw:" + folder);
    }

    private static void assertRefused(String line, String... arguments) {
        Cli run =
                Cli.run(
                        Stream.concat(Stream.of("record"), Stream.of(arguments))
                                .toArray(String[]::new));
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains(line);
    }
}
