package dev.fathom.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.cli.Main;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.SimulatorServer;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultScript;
import dev.fathom.simulator.truth.TruthBook;
import dev.fathom.simulator.truth.TruthTrade;
import dev.fathom.system.Cli;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code fathom record --to raw:} and {@code fathom verify} over real sockets. */
@Timeout(1800)
@Tag("long")
@Execution(ExecutionMode.CONCURRENT)
class RawRecordTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KILLS = Integer.getInteger("fathom.kills", 5);
    private static final long LARGEST_TAIL = 2 << 20;

    @TempDir private Path folder;
    private SimulatorServer exchange;

    @BeforeEach
    void open() throws IOException {
        exchange = SimulatorServer.start(SimulatorOptions.of(17), 0, 0);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    private Path raw() {
        return folder.resolve("raw");
    }

    private String endpoint() {
        return "binance=" + exchange.webSocketUri() + "," + exchange.restUri();
    }

    private Cli record(int seconds) {
        return Cli.run(
                "record",
                "binance:btcusdt",
                "binance:ethusdt",
                "--to",
                "raw:" + raw(),
                "--books-every",
                "1s",
                "--seconds",
                Integer.toString(seconds),
                "--endpoint",
                endpoint());
    }

    private JsonNode verify(int code) throws IOException {
        Cli verify = Cli.run("verify", raw().toString(), "--json");
        assertThat(verify.code()).as(verify.out() + verify.err()).isEqualTo(code);
        return JSON.readTree(verify.out());
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
    void aCalmRecordIsCompleteAndReplaysTheSameTwice() throws IOException {
        Cli run = record(4);
        assertThat(run.code()).as(run.err()).isZero();

        JsonNode found = verify(0);

        assertThat(found.get("complete").asBoolean()).isTrue();
        assertThat(found.get("streams")).hasSize(4);
        assertThat(found.get("certificate").asText()).hasSize(64);
        assertThat(found.get("booksCompared").asInt()).isGreaterThanOrEqualTo(6);
        assertThat(found.get("booksPassedOver").asInt()).isZero();
        assertThat(Cli.run("replay", raw().toString(), "--verify").out())
                .isEqualTo(
                        found.get("booksCompared").asInt()
                                + " books compared, 0 differ, 0 passed over\n");
        Cli once = Cli.run("replay", raw().toString(), "--digest");
        Cli again = Cli.run("replay", raw().toString(), "--digest");
        assertThat(once.code()).as(once.err()).isZero();
        assertThat(once.out()).isNotEmpty().isEqualTo(again.out());
        JsonNode book = JSON.readTree(once.out()).get("BTCUSDT");
        assertThat(book.get("events").asInt()).isGreaterThan(20);
    }

    @Test
    void theManifestTellsWhatIsRecordedWhatCanBeProvenAndHowTheClockStands() throws IOException {
        assertThat(record(4).code()).isZero();

        JsonNode found = verify(0);

        assertThat(found.get("clocks")).hasSize(1);
        JsonNode clock = found.get("clocks").get(0);
        assertThat(clock.get("venue").asText()).isEqualTo("binance");
        assertThat(Math.abs(clock.get("offsetNs").asLong())).isLessThan(1_000_000_000);
        assertThat(clock.get("roundTripNs").asLong()).isPositive();
        assertThat(Cli.run("verify", raw().toString()).out()).contains("clock of binance: ");
        List<String> lines = Files.readAllLines(raw().resolve("manifest.jsonl"));
        JsonNode run = JSON.readTree(lines.getFirst());
        assertThat(run.get("version").asText()).isNotEmpty();
        assertThat(run.get("instruments").toString())
                .isEqualTo(
                        "{\"binance:BTCUSDT\":[\"depth\",\"trade\"],"
                                + "\"binance:ETHUSDT\":[\"depth\",\"trade\"]}");
        JsonNode can = run.get("capabilities").get("binance");
        assertThat(can.get("sequence").asText()).isEqualTo("id range");
        assertThat(can.get("scope").asText()).isEqualTo("instrument");
        assertThat(can.get("provable").asText()).isNotEmpty();
        assertThat(lines)
                .filteredOn(it -> it.contains("\"listed\""))
                .hasSize(2)
                .allMatch(it -> it.contains("\"priceDecimals\":2,"));
    }

    @Test
    void theBookOfAnyInstantIsTheTruthOfItsId() throws IOException {
        long startMs = System.currentTimeMillis();
        assertThat(record(4).code()).isZero();

        long last = 0;
        for (int ms = 2000; ms <= 4000; ms += 500) {
            Cli snapshot =
                    Cli.run(
                            "snapshot",
                            "binance:btcusdt",
                            "--from",
                            raw().toString(),
                            "--at",
                            Long.toString(startMs + ms));
            assertThat(snapshot.code()).as(snapshot.err()).isZero();
            JsonNode book = JSON.readTree(snapshot.out());
            long id = book.get("lastUpdateId").asLong();
            assertThat(id).isGreaterThan(last);
            last = id;
            TruthBook truth = exchange.truth("BTCUSDT").at(id);
            assertThat(levels(book.get("bids"))).isEqualTo(text(truth.bids()));
            assertThat(levels(book.get("asks"))).isEqualTo(text(truth.asks()));
        }
        assertThat(
                        Cli.run(
                                        "snapshot",
                                        "binance:btcusdt",
                                        "--from",
                                        raw().toString(),
                                        "--at",
                                        "1700000000")
                                .err())
                .contains("has no book of binance:BTCUSDT yet");
    }

    private static List<String> levels(JsonNode side) {
        List<String> levels = new ArrayList<>();
        side.forEach(it -> levels.add(it.get(0).asText() + "@" + it.get(1).asText()));
        return levels;
    }

    private static List<String> text(NavigableMap<BigDecimal, BigDecimal> side) {
        return side.entrySet().stream()
                .map(it -> it.getKey().toPlainString() + "@" + it.getValue().toPlainString())
                .toList();
    }

    @Test
    void holesAreNamedWithTheirIdsAndCauseAndTradesAreFilled() throws IOException {
        exchange.play(
                new FaultScript(
                        List.of(
                                once(1190, new Fault.Refuse(Duration.ofMillis(300))),
                                once(1200, new Fault.Abort("")),
                                once(5000, new Fault.Drop(2, "ETHUSDT")),
                                once(6490, new Fault.Refuse(Duration.ofMillis(300))),
                                once(6500, new Fault.Disconnect(1001, "")))));
        Cli run = record(16);
        assertThat(run.code()).as(run.err()).isZero();

        JsonNode found = verify(3);

        assertThat(found.get("wrong")).isEmpty();
        List<JsonNode> btc = holes(stream(found, "binance:BTCUSDT/depth"));
        assertThat(btc).hasSize(2).allMatch(it -> it.get("cause").asText().equals("disconnect"));
        List<JsonNode> eth = holes(stream(found, "binance:ETHUSDT/depth"));
        assertThat(eth)
                .as(eth.toString())
                .extracting(it -> it.get("cause").asText())
                .containsSubsequence("disconnect", "gap", "disconnect");
        // What is covered and what is missing are together all that there was.
        for (String name : List.of("binance:BTCUSDT/depth", "binance:ETHUSDT/depth")) {
            assertTiles(stream(found, name));
        }
        for (String symbol : List.of("BTCUSDT", "ETHUSDT")) {
            JsonNode trades = stream(found, "binance:" + symbol + "/trade");
            assertThat(trades.get("filled").asInt()).isPositive();
            assertThat(holes(trades))
                    .isNotEmpty()
                    .allMatch(it -> it.get("state").asText().equals("repaired"));
            TreeSet<Long> filled = new TreeSet<>();
            holes(trades)
                    .forEach(hole -> {
                        for (long id = hole.get("first").asLong();
                                id <= hole.get("last").asLong();
                                id++) {
                            filled.add(id);
                        }
                    });
            assertThat(exchange.truth(symbol).trades().from(filled.first(), Integer.MAX_VALUE))
                    .extracting(TruthTrade::id)
                    .containsAll(filled);
            assertTiles(trades);
        }
        Cli text = Cli.run("verify", raw().toString());
        assertThat(text.out())
                .contains("  unrepairable: ids ")
                .contains(", disconnect (")
                .endsWith("complete but for what is named\n");
    }

    private static FaultScript.Entry once(int ms, Fault fault) {
        return new FaultScript.Entry(Duration.ofMillis(ms), Duration.ZERO, fault);
    }

    private static List<JsonNode> holes(JsonNode stream) {
        List<JsonNode> holes = new ArrayList<>();
        stream.get("holes").forEach(holes::add);
        return holes;
    }

    private static void assertTiles(JsonNode stream) {
        List<long[]> parts = new ArrayList<>();
        stream.get("covered")
                .forEach(it -> parts.add(new long[] {it.get(0).asLong(), it.get(1).asLong()}));
        holes(stream)
                .forEach(it ->
                        parts.add(new long[] {it.get("first").asLong(), it.get("last").asLong()}));
        parts.sort((a, b) -> Long.compare(a[0], b[0]));
        for (int i = 1; i < parts.size(); i++) {
            assertThat(parts.get(i)[0])
                    .as("part %d of %s", i, stream)
                    .isEqualTo(parts.get(i - 1)[1] + 1);
        }
    }

    @Test
    void aKilledRecorderLeavesABoundedTailAndTheNextOneGoesOn() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long lines = 0;
        long largest = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process =
                    new ProcessBuilder(command("--to", "raw:" + raw(), "--seconds", "60"))
                            .redirectError(folder.resolve("told").toFile())
                            .start();
            awaitSegment(i + 1);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(600)));
            process.destroyForcibly().waitFor();

            JsonNode found = verify(3);

            assertThat(found.get("wrong")).as("seed %d, kill %d", seed, i).isEmpty();
            assertThat(found.get("lines").asLong()).isGreaterThanOrEqualTo(lines);
            found.get("unread").forEach(it -> assertThat(it.asLong()).isLessThan(LARGEST_TAIL));
            lines = found.get("lines").asLong();
            for (JsonNode unread : found.get("unread")) {
                largest = Math.max(largest, unread.asLong());
            }
        }
        System.out.printf(
                "kill: %d times with seed %d, %,d lines, at most %d bytes unread%n",
                KILLS, seed, lines, largest);
        assertThat(record(2).code()).isZero();
        JsonNode found = verify(3);
        assertThat(found.get("lines").asLong()).isGreaterThan(lines);
        assertThat(found.get("open").asBoolean()).isFalse();
        assertThat(holes(stream(found, "binance:BTCUSDT/depth")))
                .isNotEmpty()
                .allMatch(it -> it.get("cause").asText().equals("not running"));
    }

    private void awaitSegment(int number) {
        Path segment = raw().resolve("%06d.raw.zst".formatted(number));
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(segment) || segment.toFile().length() == 0) {
            assertThat(System.nanoTime()).as("nothing is recorded").isLessThan(endNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @Test
    void withoutAPlaceItRecordsIntoAFolderHereAndSaysSoFirst() throws Exception {
        Path told = folder.resolve("told");
        Process process =
                new ProcessBuilder(command("--seconds", "1"))
                        .directory(folder.toFile())
                        .redirectError(told.toFile())
                        .start();

        assertThat(process.waitFor()).as(Files.readString(told)).isZero();

        assertThat(Files.readAllLines(told).getFirst())
                .isEqualTo("recording to raw:./fathom-data, as no --to says otherwise");
        assertThat(Cli.run("verify", folder.resolve("fathom-data").toString()).code()).isZero();
    }

    private List<String> command(String... more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(
                List.of(
                        Main.class.getName(),
                        "record",
                        "binance:btcusdt",
                        "--endpoint",
                        endpoint()));
        command.addAll(List.of(more));
        return command;
    }

    @Test
    void mistakesAreNamed() throws IOException {
        Cli nothing = Cli.run("verify", folder.toString());
        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.err()).contains("holds no capture").hasLineCount(1);

        record(1);
        Files.delete(raw().resolve("000001.raw.zst"));
        Cli missing = Cli.run("verify", raw().toString());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.out()).contains("WRONG: segment 1 is missing");
        assertThat(Cli.run("replay", raw().toString(), "--digest").err())
                .contains("segment 1 is missing");
    }
}
