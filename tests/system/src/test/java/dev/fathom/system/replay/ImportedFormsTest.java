package dev.fathom.system.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.Zstd;
import dev.fathom.system.Cli;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code fathom import} of hftbacktest's lines and of Tardis' CSV: the books are those computed
 * plainly.
 */
class ImportedFormsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NS = "17231612540360597";

    private static final List<String> FUTURES =
            List.of(
                    NS
                            + "01 {\"stream\":\"btcusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\","
                            + "\"E\":1,\"T\":1,\"s\":\"BTCUSDT\",\"U\":5,\"u\":9,\"pu\":4,"
                            + "\"b\":[[\"100.1\",\"9\"]],\"a\":[]}}",
                    NS
                            + "02 {\"lastUpdateId\":12,\"E\":2,\"T\":2,\"bids\":[[\"100.1\",\"1.5\"],"
                            + "[\"100.0\",\"2\"]],\"asks\":[[\"100.2\",\"0.25\"],[\"100.4\",\"7\"]]}",
                    NS
                            + "03 {\"stream\":\"btcusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\","
                            + "\"E\":3,\"T\":3,\"s\":\"BTCUSDT\",\"U\":10,\"u\":14,\"pu\":9,"
                            + "\"b\":[[\"100.1\",\"0\"],[\"99.9\",\"3.75\"]],\"a\":[[\"100.3\",\"1\"]]}}",
                    NS
                            + "04 {\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":4,"
                            + "\"T\":4,\"s\":\"BTCUSDT\",\"t\":7,\"p\":\"100.3\",\"q\":\"1\","
                            + "\"X\":\"MARKET\",\"m\":false}}",
                    NS
                            + "05 {\"stream\":\"btcusdt@depth@0ms\",\"data\":{\"e\":\"depthUpdate\","
                            + "\"E\":5,\"T\":5,\"s\":\"BTCUSDT\",\"U\":15,\"u\":18,\"pu\":14,"
                            + "\"b\":[[\"100.05\",\"4\"]],\"a\":[[\"100.2\",\"0\"]]}}");

    private static final String HEADER =
            "exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount";
    private static final List<String> TARDIS =
            List.of(
                    HEADER,
                    "binance,BTCUSDT,1596240000000000,1596240000000100,false,bid,9.0,1",
                    "binance,BTCUSDT,1596240000000001,1596240000000200,true,bid,10.5,2.5",
                    "binance,BTCUSDT,1596240000000001,1596240000000200,true,ask,10.6,1e-7",
                    "binance,BTCUSDT,1596240000000001,1596240000000200,true,bid,10.4,3",
                    "binance,BTCUSDT,1596240000000002,1596240000000300,false,ask,10.6,0",
                    "binance,BTCUSDT,1596240000000002,1596240000000300,false,ask,10.7,4.25",
                    "binance,BTCUSDT,1596240000000003,1596240000000400,false,bid,10.45,1",
                    "binance,BTCUSDT,1596240000000004,1596240000000500,true,bid,11,1",
                    "binance,BTCUSDT,1596240000000004,1596240000000500,true,ask,12,2",
                    "binance,BTCUSDT,1596240000000005,1596240000000600,true,ask,13,5",
                    "binance,BTCUSDT,1596240000000006,1596240000000700,false,bid,10.5,8");

    @TempDir private Path folder;

    private Path file(String name, List<String> lines) throws IOException {
        return bytes(name, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Path bytes(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private Cli imported(Path file, String... more) {
        List<String> arguments = new ArrayList<>(List.of("import", file.toString()));
        arguments.addAll(List.of("--to", "raw:" + raw()));
        arguments.addAll(Arrays.asList(more));
        return Cli.run(arguments.toArray(String[]::new));
    }

    private Path raw() {
        return folder.resolve("raw");
    }

    private JsonNode digest(String symbol) throws IOException {
        Cli replay = Cli.run("replay", raw().toString(), "--digest");
        assertThat(replay.code()).as(replay.err()).isZero();
        return JSON.readTree(replay.out()).get(symbol);
    }

    private JsonNode verified() throws IOException {
        Cli verify = Cli.run("verify", raw().toString(), "--json");
        assertThat(verify.code()).as(verify.out() + verify.err()).isZero();
        return JSON.readTree(verify.out());
    }

    /** A book as a plain map. */
    private static final class PlainBook {
        private final NavigableMap<BigDecimal, BigDecimal> bids =
                new TreeMap<>(Comparator.reverseOrder());
        private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
        private final StringBuilder lines = new StringBuilder();

        void clear() {
            bids.clear();
            asks.clear();
        }

        void set(boolean bid, String price, String size) {
            BigDecimal at = new BigDecimal(price).stripTrailingZeros();
            BigDecimal amount = new BigDecimal(size).stripTrailingZeros();
            if (amount.signum() == 0) {
                (bid ? bids : asks).remove(at);
            } else {
                (bid ? bids : asks).put(at, amount);
            }
        }

        void set(boolean bid, JsonNode levels) {
            levels.forEach(it -> set(bid, it.get(0).asText(), it.get(1).asText()));
        }

        void event(long id) {
            lines.append(id).append('|').append(line(bids)).append('|').append(line(asks));
            lines.append('\n');
        }

        private static String line(Map<BigDecimal, BigDecimal> side) {
            return side.entrySet().stream()
                    .limit(10)
                    .map(it -> it.getKey().toPlainString() + "@" + it.getValue().toPlainString())
                    .collect(Collectors.joining(","));
        }

        void requireIs(JsonNode digest) {
            assertThat(levels(digest.get("top10_bids"))).isEqualTo(line(bids));
            assertThat(levels(digest.get("top10_asks"))).isEqualTo(line(asks));
        }

        private static String levels(JsonNode side) {
            List<String> all = new ArrayList<>();
            side.forEach(it -> all.add(it.get(0).asText() + "@" + it.get(1).asText()));
            return String.join(",", all);
        }
    }

    private static PlainBook ofFutures() throws IOException {
        PlainBook book = new PlainBook();
        JsonNode snapshot = json(FUTURES.get(1));
        book.set(true, snapshot.get("bids"));
        book.set(false, snapshot.get("asks"));
        for (int i : List.of(2, 4)) {
            JsonNode update = json(FUTURES.get(i)).get("data");
            book.set(true, update.get("b"));
            book.set(false, update.get("a"));
            book.event(update.get("u").asLong());
        }
        return book;
    }

    private static JsonNode json(String line) throws IOException {
        return JSON.readTree(line.substring(line.indexOf(' ') + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".gz", ".zst"})
    void linesOfHftbacktestGiveTheirBooks(String packed) throws Exception {
        byte[] text = (String.join("\n", FUTURES) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] file =
                switch (packed) {
                    case ".gz" -> gzip(text);
                    case ".zst" -> Zstd.compress(text);
                    default -> text;
                };

        Cli run = imported(bytes("btcusdt_20240808" + packed, file));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        ": 5 lines of Binance USD-M futures imported; not proven: when connections"
                                + " began and ended: only ids tell what is missing");
        PlainBook book = ofFutures();
        JsonNode digest = digest("BTCUSDT");
        book.requireIs(digest);
        assertThat(digest.get("events").asInt()).isEqualTo(2);
        assertThat(digest.get("last_id").asLong()).isEqualTo(18);
        assertThat(digest.get("sha256").asText()).isEqualTo(Sha256.of(book.lines.toString()));
        assertThat(verified().get("streams").get(0).get("stream").asText())
                .isEqualTo("binance-futures:BTCUSDT/depth");
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text);
        }
        return packed.toByteArray();
    }

    @Test
    void messagesWithoutAStreamAreOfTheSpotMarketWhenTheyNameNoPredecessor() throws Exception {
        Cli run =
                imported(
                        file(
                                "btcusdt_20240808",
                                List.of(
                                        NS
                                                + "01 {\"lastUpdateId\":3,\"bids\":[[\"1.5\",\"2\"]],"
                                                + "\"asks\":[[\"1.6\",\"3\"]]}",
                                        NS
                                                + "02 {\"e\":\"depthUpdate\",\"E\":1,\"s\":\"BTCUSDT\","
                                                + "\"U\":4,\"u\":5,\"b\":[],\"a\":[[\"1.6\",\"4\"]]}")));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("2 lines of Binance spot imported");
        PlainBook book = new PlainBook();
        book.set(true, "1.5", "2");
        book.set(false, "1.6", "4");
        book.requireIs(digest("BTCUSDT"));
    }

    @Test
    void aLastLineWithoutItsEndIsLeftOutAndTold() throws Exception {
        String torn = String.join("\n", FUTURES) + "\n" + FUTURES.get(4).substring(0, 60);

        Cli run = imported(bytes("x_20240808", torn.getBytes(StandardCharsets.UTF_8)));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("imported, the last one had no end and was left out;");
        ofFutures().requireIs(digest("BTCUSDT"));
    }

    @Test
    void aBadLineInTheMiddleIsNamedAndNothingIsImported() throws Exception {
        List<String> lines = new ArrayList<>(FUTURES);
        lines.set(2, FUTURES.get(2).substring(0, 40));
        Path file = file("x_20240808", lines);

        Cli run = imported(file);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains(
                        file + ", line 3: no receive time in nanoseconds and JSON behind a blank");
        assertThat(raw()).doesNotExist();
    }

    @Test
    void aFileThatIsCutOffIsNamedAndNothingIsImported() throws Exception {
        byte[] packed = gzip(String.join("\n", FUTURES).getBytes(StandardCharsets.UTF_8));
        Path file = bytes("x_20240808.gz", Arrays.copyOf(packed, packed.length - 12));

        Cli run = imported(file);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().strip().lines()).hasSize(1);
        assertThat(run.err()).contains(file + ", line ").contains("gzip stream");
        assertThat(raw()).doesNotExist();
    }

    @Test
    void aRecordingOfSeveralVenuesIsRefusedAndNothingIsImported() throws Exception {
        String line =
                "{\"t\":1723161254037,\"dir\":\"open\",\"conn\":\"%s\",\"url\":\"%s\",\"frame\":\"\"}";
        Path file =
                file(
                        "two.jsonl",
                        List.of(
                                line.formatted("a", "wss://stream.binance.com:9443/ws/a@trade"),
                                line.formatted("b", "wss://fstream.binance.com/ws/a@trade")));

        Cli run = imported(file);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("holds traffic of both");
        assertThat(raw()).doesNotExist();
    }

    @Test
    void whoseTrafficItIsHasToBeSaidWhenNothingTells() throws Exception {
        Path file = file("x_20240808", List.of(FUTURES.get(3)));

        Cli run = imported(file);
        Cli said = imported(file, "--venue", "binance-delivery");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("does not tell whose traffic it holds: say it with --venue, such as");
        assertThat(said.err()).contains("1 lines of Binance COIN-M futures imported");
    }

    @Test
    void rowsOfTardisGiveTheirBooks() throws Exception {
        Cli run =
                imported(
                        bytes(
                                "x.csv.gz",
                                gzip(String.join("\n", TARDIS).getBytes(StandardCharsets.UTF_8))));

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains(
                        "10 rows imported as 6 messages, 1 rows before the first snapshot left out;"
                                + " not proven: that no message is missing: the file holds no ids");
        PlainBook book = new PlainBook();
        boolean before = false;
        boolean begun = false;
        for (String line : TARDIS.subList(1, TARDIS.size())) {
            String[] row = line.split(",");
            boolean snapshot = Boolean.parseBoolean(row[4]);
            if (snapshot && !before) {
                book.clear();
            }
            begun |= snapshot;
            before = snapshot;
            if (begun) {
                book.set(row[5].equals("bid"), row[6], row[7]);
            }
        }
        JsonNode digest = digest("BTCUSDT");
        book.requireIs(digest);
        JsonNode stream = verified().get("streams").get(0);
        assertThat(stream.get("stream").asText()).isEqualTo("binance:BTCUSDT/depth");
        assertThat(stream.get("by").asText()).isEqualTo("ns");
        assertThat(stream.get("unverifiable").asBoolean()).isTrue();
        Cli table = Cli.run("replay", raw().toString(), "--as", "table");
        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out()).contains("orderbook for BTCUSDT");
        assertThat(Cli.run("verify", raw().toString()).out())
                .contains(", unverifiable: no ids")
                .endsWith("complete as far as it can be proven\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binance,BTCUSDT,1596240000000001,1596240000000200,true,bid,10.5",
                "binance,BTCUSDT,1596240000000001,1596240000000200,true,bid,10.5,1,2",
                "binance,BTCUSDT,1596240000000001,later,true,bid,10.5,1",
                "binance,BTCUSDT,1596240000000001,1596240000000200,maybe,bid,10.5,1",
                "binance,BTCUSDT,1596240000000001,1596240000000200,true,buy,10.5,1",
                "binance,BTCUSDT,1596240000000001,1596240000000200,true,bid,ten,1",
                "binance,BTCUSDT,1596240000000001,1596240000000200,true,bid,10.5,-1"
            })
    void aRowThatIsNoneIsNamedAndNothingIsImported(String row) throws Exception {
        Path file = file("x.csv", List.of(HEADER, TARDIS.get(2), row));

        Cli run = imported(file);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().strip().lines()).hasSize(1);
        assertThat(run.err()).contains(file + ", line 3: ");
        assertThat(raw()).doesNotExist();
    }

    @Test
    void otherColumnsAreNamed() throws Exception {
        Path file =
                file("x.csv", List.of("exchange,symbol,timestamp,local_timestamp,id", "a,b,1,1,1"));

        Cli run = imported(file);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains(file + ", line 1: the columns are not those of incremental_book_L2: ");
    }
}
