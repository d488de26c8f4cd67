package dev.fathom.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.simulator.FaultLog;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.SimulatorServer;
import dev.fathom.simulator.VenueServer;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultScript;
import dev.fathom.simulator.fault.FaultScript.Entry;
import dev.fathom.simulator.instream.BitfinexDialect;
import dev.fathom.simulator.instream.Dialect;
import dev.fathom.simulator.instream.InStreamSimulator;
import dev.fathom.simulator.instream.KrakenDialect;
import dev.fathom.simulator.instream.UpbitDialect;
import dev.fathom.system.Cli;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A record of five exchanges that cut connections at random: its ledger is their fault log. */
@Timeout(600)
@Tag("long")
class FaultLedgerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SECONDS = Integer.getInteger("fathom.seconds", 14);
    // Who is cut more often waits longer before connecting again.
    private static final Duration APART = Duration.ofMillis(Math.max(4500, SECONDS * 200L));
    // Between what a venue does and what the other side of its socket sees of it.
    private static final long SLACK_NS = TimeUnit.MILLISECONDS.toNanos(1500);

    /** An exchange, with a way to it that tells when it is first used. */
    private record Exchange(
            String venue, String instrument, CuttableProxy way, FaultLog log, Playing playing) {}

    /** Plays a script on an exchange. */
    private interface Playing {
        void play(FaultScript script);
    }

    @TempDir private Path folder;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Map<String, String> endpoints = new LinkedHashMap<>();
    private final List<Exchange> exchanges = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    private void binance(String venue, SimulatorOptions options) throws IOException {
        SimulatorServer server = SimulatorServer.start(options, 0, 0);
        opened.add(server);
        add(
                venue,
                "BTCUSDT",
                server.webSocketUri(),
                server.restUri(),
                server.faultLog(),
                server::play);
    }

    private void inStream(Dialect dialect, String symbol) throws IOException {
        VenueServer<InStreamSimulator> server =
                VenueServer.start(
                        loop ->
                                new InStreamSimulator(
                                        dialect, 31, dialect.instruments(), 100_000, loop),
                        0,
                        0,
                        64 << 20);
        opened.add(server);
        add(
                dialect.venue(),
                symbol,
                server.webSocketUri(),
                server.restUri(),
                server.call(InStreamSimulator::faultLog),
                script ->
                        server.call(it -> {
                            it.play(script);
                            return true;
                        }));
    }

    private void add(
            String venue, String symbol, URI webSocket, URI rest, FaultLog log, Playing playing)
            throws IOException {
        CuttableProxy way = CuttableProxy.to(webSocket);
        opened.add(way);
        endpoints.put(venue, venue + "=" + way.address() + "," + rest);
        exchanges.add(new Exchange(venue, venue + ":" + symbol, way, log, playing));
    }

    @Test
    void theHolesOfALedgerAreTheFaultsOfTheLog() throws Exception {
        long seed = Long.getLong("fathom.seed", System.nanoTime());
        System.out.println("fault ledger: seed " + seed);
        Random random = new Random(seed);
        binance("binance", SimulatorOptions.of(31));
        binance("binance-futures", SimulatorOptions.of(32).asUsdM());
        inStream(new BitfinexDialect(), "tBTCUSD");
        inStream(new KrakenDialect(), "BTC/USD");
        inStream(new UpbitDialect(), "KRW-BTC");

        // The wall clock at the monotonic clock's zero: both are this machine's.
        long zeroNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - System.nanoTime();
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Cli> recorded = beside.submit(this::record);
            for (Exchange each : exchanges) {
                each.way().awaitUse();
            }
            for (Exchange each : exchanges) {
                each.playing().play(script(each, random));
            }
            assertThat(recorded.get().code()).as(recorded.get().err()).isZero();
        }
        Cli verify = Cli.run("verify", folder.resolve("raw").toString(), "--json");

        assertThat(verify.code()).as("seed %d: %s", seed, verify.out()).isEqualTo(3);
        JsonNode found = JSON.readTree(verify.out());
        assertThat(found.get("wrong")).as("seed %d", seed).isEmpty();
        for (Exchange each : exchanges) {
            List<JsonNode> book = holes(found, each.instrument() + "/depth");
            List<Long> cuts =
                    each.log().ended().stream()
                            .filter(it ->
                                    it.tookEffect()
                                            && (it.fault() instanceof Fault.Abort
                                                    || it.fault() instanceof Fault.Disconnect))
                            .map(it -> zeroNs + it.atNs())
                            .toList();
            assertThat(cuts).as("seed %d, %s", seed, each.venue()).isNotEmpty();
            List<JsonNode> byCut =
                    book.stream()
                            .filter(it -> it.get("cause").asText().equals("disconnect"))
                            .toList();
            if (each.venue().startsWith("binance")) {
                // Whoever is back before the next message has missed nothing.
                assertThat(byCut)
                        .as("seed %d, %s: %s, cut at %s", seed, each.venue(), book, cuts)
                        .hasSizeLessThanOrEqualTo(cuts.size());
                assertTiles(seed, stream(found, each.instrument() + "/depth"));
                assertDropped(seed, each, book);
                assertThat(holes(found, each.instrument() + "/trade"))
                        .as("seed %d", seed)
                        .allMatch(it ->
                                each.venue().equals("binance-futures")
                                        || it.get("state").asText().equals("repaired"));
            } else {
                assertCutAt(seed, each, byCut, cuts);
            }
        }
    }

    private static void assertCutAt(
            long seed, Exchange exchange, List<JsonNode> holes, List<Long> cuts) {
        assertThat(holes)
                .as("seed %d, %s: cut at %s", seed, exchange.venue(), cuts)
                .hasSameSizeAs(cuts);
        for (int i = 0; i < cuts.size(); i++) {
            assertThat(cuts.get(i))
                    .as("seed %d, %s: %s", seed, exchange.venue(), holes.get(i))
                    .isBetween(
                            holes.get(i).get("first").asLong() - SLACK_NS,
                            holes.get(i).get("last").asLong() + SLACK_NS);
        }
    }

    // What is covered and what is missing are together all that there was.
    private static void assertTiles(long seed, JsonNode stream) {
        TreeMap<Long, Long> parts = new TreeMap<>();
        stream.get("covered").forEach(it -> parts.put(it.get(0).asLong(), it.get(1).asLong()));
        stream.get("holes")
                .forEach(it -> parts.put(it.get("first").asLong(), it.get("last").asLong()));
        long next = parts.firstKey();
        for (Map.Entry<Long, Long> part : parts.entrySet()) {
            assertThat(part.getKey()).as("seed %d: %s", seed, stream).isEqualTo(next);
            next = part.getValue() + 1;
        }
    }

    // What was dropped stands in the ledger with exactly its ids, unless it was cut off too.
    private static void assertDropped(long seed, Exchange exchange, List<JsonNode> holes)
            throws IOException {
        List<String> dropped = exchange.log().dropped();
        assertThat(dropped).as("seed %d, %s", seed, exchange.venue()).isNotEmpty();
        for (String message : dropped) {
            JsonNode ids = JSON.readTree(message);
            assertThat(holes)
                    .as("seed %d, %s: %s", seed, exchange.venue(), message)
                    .anyMatch(it ->
                            it.get("cause").asText().equals("gap")
                                    && it.get("first").asLong() <= ids.get("U").asLong()
                                    && it.get("last").asLong() >= ids.get("u").asLong());
        }
        long named =
                holes.stream()
                        .filter(it -> it.get("cause").asText().equals("gap"))
                        .mapToLong(it -> it.get("last").asLong() - it.get("first").asLong() + 1)
                        .sum();
        long lost = 0;
        for (String message : dropped) {
            JsonNode ids = JSON.readTree(message);
            boolean futures = ids.has("pu");
            long first = futures ? ids.get("pu").asLong() + 1 : ids.get("U").asLong();
            lost += ids.get("u").asLong() - first + 1;
        }
        assertThat(named).as("seed %d, %s", seed, exchange.venue()).isEqualTo(lost);
    }

    private Cli record() {
        List<String> words = new ArrayList<>(List.of("record"));
        exchanges.forEach(it -> words.add(it.instrument()));
        words.addAll(List.of("--channels", "depth,trade", "--books-every", "1s"));
        words.addAll(List.of("--seconds", Integer.toString(SECONDS)));
        words.addAll(List.of("--to", "raw:" + folder.resolve("raw")));
        endpoints.values().forEach(it -> words.addAll(List.of("--endpoint", it)));
        return Cli.run(words.toArray(String[]::new));
    }

    private static FaultScript script(Exchange exchange, Random random) {
        List<Entry> entries = new ArrayList<>();
        Duration at = Duration.ofMillis(1500 + random.nextInt(500));
        while (at.toMillis() < SECONDS * 1000L - 6000) {
            if (exchange.venue().startsWith("binance")) {
                entries.add(once(at, new Fault.Drop(1 + random.nextInt(2), "BTCUSDT")));
                at = at.plusMillis(2500);
            }
            entries.add(
                    once(
                            at,
                            random.nextBoolean()
                                    ? new Fault.Abort("")
                                    : new Fault.Disconnect(1001, "")));
            at = at.plus(APART).plusMillis(random.nextInt(500));
        }
        return new FaultScript(entries);
    }

    private static Entry once(Duration at, Fault fault) {
        return new Entry(at, Duration.ZERO, fault);
    }

    private static List<JsonNode> holes(JsonNode verified, String name) {
        List<JsonNode> holes = new ArrayList<>();
        stream(verified, name).get("holes").forEach(holes::add);
        return holes;
    }

    private static JsonNode stream(JsonNode verified, String name) {
        for (JsonNode stream : verified.get("streams")) {
            if (stream.get("stream").asText().equals(name)) {
                return stream;
            }
        }
        throw new AssertionError("no stream " + name + " in " + verified);
    }
}
