package dev.fathom.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.capture.Hole.Cause;
import dev.fathom.capture.Hole.State;
import dev.fathom.capture.StreamLedger.Range;
import dev.fathom.feed.Book;
import dev.fathom.market.Instrument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergeTest {
    private static final int SEEDS = Integer.getInteger("fathom.seeds", 20);
    private static final int IDS = 2_000;
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long MS = 1_000_000;
    private static final String ADDRESS = "wss://stream.binance.com:9443/ws/btcusdt@depth@100ms";

    @TempDir private Path folder;

    private Capture open(String name) throws IOException {
        return Capture.open(folder.resolve(name), "test", Map.of(), Retention.ALL, _ -> {});
    }

    private static RawLine line(long atNs, long connection, RawLine.Kind kind, String text) {
        return new RawLine(atNs, atNs, connection, kind, text.getBytes(StandardCharsets.UTF_8));
    }

    // At each id one price gets one size: what a batch says is what its ids said last.
    private static String update(long first, long last, int shift) {
        StringBuilder bids = new StringBuilder();
        for (long price = 1; price <= 7; price++) {
            long id = last - Math.floorMod(last - price, 7);
            if (id >= first) {
                bids.append(bids.isEmpty() ? "" : ",")
                        .append("[\"%d\",\"%d\"]".formatted(price, id + shift));
            }
        }
        return "{\"e\":\"depthUpdate\",\"E\":1,\"s\":\"BTCUSDT\",\"U\":%d,\"u\":%d,\"b\":[%s],\"a\":[]}"
                .formatted(first, last, bids);
    }

    /** Records all ids in batches of its own; what falls into an outage is lost. */
    private TreeSet<Long> record(String name, Random random, long lateNs) throws Exception {
        TreeSet<Long> missing = new TreeSet<>();
        try (Capture capture = open(name)) {
            long connection = 1;
            long atNs = START_NS + lateNs;
            capture.put(line(atNs, connection, RawLine.Kind.OPENED, ADDRESS));
            boolean cut = false;
            for (long first = 1; first <= IDS; ) {
                long last = Math.min(IDS, first + random.nextInt(12));
                atNs = START_NS + lateNs + last * 10 * MS;
                boolean out = first > 50 && last < IDS - 50 && random.nextInt(100) < (cut ? 80 : 3);
                if (out && !cut) {
                    capture.put(line(atNs, connection, RawLine.Kind.CLOSED, "reset"));
                }
                if (!out && cut) {
                    capture.put(line(atNs, ++connection, RawLine.Kind.OPENED, ADDRESS));
                }
                cut = out;
                if (out) {
                    LongStream.rangeClosed(first, last).forEach(missing::add);
                } else {
                    capture.put(line(atNs, connection, RawLine.Kind.IN, update(first, last, 0)));
                }
                first = last + 1;
            }
        }
        return missing;
    }

    private Merge.Result merge(String... names) throws Exception {
        return Merge.merge(
                IntStream.range(0, names.length - 1)
                        .mapToObj(i -> folder.resolve(names[i]))
                        .toList(),
                folder.resolve(names[names.length - 1]),
                "test",
                _ -> {},
                _ -> {});
    }

    @Test
    void exactlyWhatAllMissedIsMissing() throws Exception {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            TreeSet<Long> missing = record("a" + seed, random, 0);
            missing.retainAll(record("b" + seed, random, random.nextInt(2_000) * MS));
            missing.retainAll(record("c" + seed, random, random.nextInt(2_000) * MS));

            Merge.Result result = merge("a" + seed, "b" + seed, "c" + seed, "all" + seed);

            assertThat(result.different()).as("seed %d", seed).isZero();
            assertThat(result.repeated()).as("seed %d", seed).isPositive();
            Verification found = Verifier.verify(folder.resolve("all" + seed), _ -> {});
            assertThat(found.wrong()).as("seed %d", seed).isEmpty();
            TreeSet<Long> named = new TreeSet<>();
            for (Hole hole : found.streams().getFirst().holes()) {
                LongStream.rangeClosed(hole.first(), hole.last()).forEach(named::add);
            }
            assertThat(named).as("seed %d", seed).isEqualTo(missing);
            assertInOrder(folder.resolve("all" + seed), seed);
        }
    }

    private static void assertInOrder(Path merged, long seed) throws IOException {
        long[] last = {0};
        RawCapture.open(merged)
                .read((line, _) -> {
                    if (line.kind() == RawLine.Kind.IN) {
                        String text = line.text();
                        int at = text.indexOf("\"u\":") + 4;
                        long id = Long.parseLong(text.substring(at, text.indexOf(',', at)));
                        assertThat(id).as("seed %d", seed).isGreaterThan(last[0]);
                        last[0] = id;
                    }
                });
        assertThat(last[0]).isEqualTo(IDS);
    }

    private static String trade(long id) {
        return "{\"e\":\"trade\",\"E\":1,\"s\":\"BTCUSDT\",\"t\":%d,\"p\":\"100.5\",\"q\":\"%d\",\"T\":%d,\"m\":false,\"M\":true}"
                .formatted(id, id, id);
    }

    private static String listed(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(id ->
                        "{\"id\":%d,\"price\":\"100.5\",\"qty\":\"%d\",\"quoteQty\":\"1\",\"time\":%d,\"isBuyerMaker\":false,\"isBestMatch\":true}"
                                .formatted(id, id, id))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private void recordTrades(String name, long cutFrom, long cutTo) throws Exception {
        try (Capture capture = open(name)) {
            String address = "wss://stream.binance.com:9443/ws/btcusdt@trade";
            capture.put(line(START_NS, 1, RawLine.Kind.OPENED, address));
            for (long id = 1; id <= 100; id++) {
                long atNs = START_NS + id * 100 * MS;
                if (id == cutFrom) {
                    capture.put(line(atNs, 1, RawLine.Kind.CLOSED, "reset"));
                    capture.put(line(atNs + 1, 2, RawLine.Kind.OPENED, address));
                }
                if (id < cutFrom || id > cutTo) {
                    capture.put(line(atNs, id < cutFrom ? 1 : 2, RawLine.Kind.IN, trade(id)));
                }
            }
        }
    }

    @Test
    void aCollectorThatPollsClosesWhatItsListsHave() throws Exception {
        recordTrades("a", 40, 60);
        recordTrades("b", 50, 70);
        try (Capture capture = open("polled")) {
            String request =
                    "https://api.binance.com/api/v3/historicalTrades?symbol=BTCUSDT&limit=1000";
            capture.put(
                    line(
                            START_NS + 5_500 * MS,
                            0,
                            RawLine.Kind.ANSWERED,
                            "200 " + request + " " + listed(20, 55)));
        }

        merge("a", "b", "two");
        merge("a", "b", "polled", "three");

        assertThat(holes("two"))
                .containsExactly(new Hole(50, 60, false, Cause.DISCONNECT, "reset", State.OPEN));
        assertThat(holes("three"))
                .containsExactly(
                        new Hole(50, 55, false, Cause.DISCONNECT, "reset", State.REPAIRED),
                        new Hole(56, 60, false, Cause.DISCONNECT, "reset", State.OPEN));
    }

    private List<Hole> holes(String name) throws IOException {
        return Verifier.verify(folder.resolve(name), _ -> {}).streams().getFirst().holes();
    }

    @Test
    void collectorsThatDisagreeAreNamed() throws Exception {
        for (String name : List.of("a", "b")) {
            try (Capture capture = open(name)) {
                capture.put(line(START_NS, 1, RawLine.Kind.OPENED, ADDRESS));
                capture.put(line(START_NS + 1, 1, RawLine.Kind.IN, update(1, 5, 0)));
                int shift = name.equals("b") ? 1 : 0;
                capture.put(line(START_NS + 2, 1, RawLine.Kind.IN, update(6, 9, shift)));
            }
        }

        Merge.Result result = merge("a", "b", "both");

        assertThat(result.compared()).isEqualTo(2);
        assertThat(result.different()).isEqualTo(1);
        Verification found = Verifier.verify(folder.resolve("both"), _ -> {});
        assertThat(found.wrong())
                .singleElement()
                .satisfies(it ->
                        assertThat(it)
                                .contains("collectors disagree on binance:BTCUSDT/depth at id 9"));
        assertThat(found.streams().getFirst().covered()).containsExactly(new Range(1, 9));
    }

    @Test
    void whatCannotBeMergedIsRefused() throws Exception {
        record("a", new Random(1), 0);
        record("b", new Random(2), 0);
        merge("a", "b", "both");

        assertThatThrownBy(() -> merge("a", "b", "both")).hasMessageContaining("holds a capture");
        assertThatThrownBy(() -> merge("a", "none", "other")).hasMessageContaining("no capture");
        Path segment = folder.resolve("b").resolve("000001.raw.zst");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
        assertThatThrownBy(() -> merge("a", "b", "third"))
                .hasMessageContaining(folder.resolve("b") + ": segment 1")
                .hasMessageEndingWith("third holds no more than what came before");
    }

    private static final String QUOTES = "wss://stream.binance.com:9443/ws/btcusdt@bookTicker";

    private static RawLine quote(long atNs, long connection, long id) {
        return line(
                atNs,
                connection,
                RawLine.Kind.IN,
                "{\"u\":%d,\"s\":\"BTCUSDT\",\"b\":\"1\",\"B\":\"1\",\"a\":\"2\",\"A\":\"1\"}"
                        .formatted(id));
    }

    @Test
    void aConnectionThatHasTheNumberOfOneThatMovedIsMissedAllTheSame() throws Exception {
        try (Capture capture = open("a")) {
            capture.put(line(START_NS, 1, RawLine.Kind.OPENED, QUOTES));
            capture.put(quote(START_NS + 1, 1, 1));
            capture.put(line(START_NS + 2, 2, RawLine.Kind.OPENED, QUOTES));
            capture.put(quote(START_NS + 3, 2, 2));
            capture.put(line(START_NS + 4, 1, RawLine.Kind.CLOSED, "by us: 1000 moved"));
            capture.put(line(START_NS + 5, 1, RawLine.Kind.CLOSED, "1000 moved"));
            capture.put(quote(START_NS + 6, 2, 3));
            capture.put(line(START_NS + 7, 2, RawLine.Kind.CLOSED, "by us: 1000 closed"));
        }
        try (Capture capture = open("a")) {
            capture.put(line(START_NS + 8, 1, RawLine.Kind.OPENED, QUOTES));
            capture.put(quote(START_NS + 9, 1, 4));
            capture.put(line(START_NS + 10, 1, RawLine.Kind.CLOSED, "reset"));
            capture.put(line(START_NS + 60_000 * MS, 0, RawLine.Kind.ASKED, "https://x"));
        }
        try (Capture capture = open("b")) {
            capture.put(line(START_NS, 0, RawLine.Kind.ASKED, "https://x"));
        }
        merge("a", "b", "both");

        assertThat(holes("a")).extracting(Hole::cause).contains(Cause.DISCONNECT);
        assertThat(holes("both")).extracting(Hole::cause).contains(Cause.DISCONNECT);
    }

    private static void krakenBook(Capture capture, long atNs) {
        capture.put(line(atNs, 1, RawLine.Kind.OPENED, "wss://ws.kraken.com/v2"));
        String subscribed =
                "{\"method\":\"subscribe\",\"result\":{\"channel\":\"book\",\"depth\":10,\"snapshot\":true,\"symbol\":\"BTC/USD\"},\"success\":true,\"req_id\":1}";
        String book =
                "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":[{\"price\":9.0,\"qty\":1.00000000}],\"asks\":[],\"checksum\":%d,\"timestamp\":\"2023-11-14T22:13:20.000000Z\"}]}";
        CRC32 crc = new CRC32();
        crc.update("90100000000".getBytes(StandardCharsets.US_ASCII));
        capture.put(line(atNs + 1, 1, RawLine.Kind.IN, subscribed));
        capture.put(line(atNs + 2, 1, RawLine.Kind.IN, book.formatted(crc.getValue())));
    }

    @Test
    void aCollectorThatBeganAnewIsNotHeardBesidesOneThatCameToItsEndBefore() throws Exception {
        for (String name : List.of("a", "b")) {
            try (Capture capture = open(name)) {
                krakenBook(capture, START_NS);
                long endNs = START_NS + (name.equals("a") ? 10 : 11) * MS;
                capture.put(line(endNs, 1, RawLine.Kind.CLOSED, "by us: 1000 closed"));
            }
        }
        try (Capture capture = open("a")) {
            krakenBook(capture, START_NS + 20_000 * MS);
            capture.put(line(START_NS + 30_000 * MS, 1, RawLine.Kind.CLOSED, "reset"));
        }
        merge("a", "b", "both");

        Book book =
                RecordedBook.at(
                                RawCapture.open(folder.resolve("both")),
                                new Instrument("kraken", "BTC/USD"),
                                Long.MAX_VALUE,
                                10)
                        .orElseThrow();
        assertThat(book.isLive()).isFalse();
    }
}
