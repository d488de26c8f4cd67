package dev.fathom.system.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.capture.Capture;
import dev.fathom.capture.CaptureOptions;
import dev.fathom.capture.CaptureRun;
import dev.fathom.capture.CapturingTransport;
import dev.fathom.capture.RawCapture;
import dev.fathom.capture.RawLine;
import dev.fathom.capture.Retention;
import dev.fathom.feed.Book;
import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.net.Frame;
import dev.fathom.net.NettyTransport;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.SimulatorServer;
import dev.fathom.simulator.truth.TruthBook;
import dev.fathom.system.Cli;
import dev.fathom.venue.Endpoints;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A recorder whose disk hangs: its books live on, and what is missing on the disk has its name. */
@Timeout(120)
@Tag("long")
class HangingDiskTest implements FeedListener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Instrument> INSTRUMENTS =
            List.of(new Instrument("binance", "BTCUSDT"), new Instrument("binance", "ETHUSDT"));
    private static final long MOST_WAITING_BYTES = 20_000;

    @TempDir private Path folder;
    private final HangingDisk disk = new HangingDisk();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final Queue<String> losses = new ConcurrentLinkedQueue<>();

    @Override
    public void onBook(LiveBook book) {
        // They are looked at by whoever reads them.
    }

    @Override
    public void onFrame(Frame frame) {
        heard.add(
                new String(frame.array(), frame.offset(), frame.length(), StandardCharsets.UTF_8));
    }

    @Override
    public void onStatus(FeedStatus status) {
        if (status instanceof FeedStatus.BookLost) {
            losses.add(status.text());
        }
    }

    @Test
    void booksStayTheTruthWhileTheDiskHangsAndTheLedgerNamesWhatItDidNotTake() throws IOException {
        try (SimulatorServer exchange = SimulatorServer.start(SimulatorOptions.of(41), 0, 0)) {
            record(exchange);
        }
        Cli verify = Cli.run("verify", folder.toString(), "--json");
        assertThat(verify.code()).as(verify.out() + verify.err()).isEqualTo(3);
        JsonNode found = JSON.readTree(verify.out());
        assertThat(found.get("wrong")).isEmpty();
        Map<String, TreeSet<Long>> missing = ids(heard);
        Map<String, TreeSet<Long>> written = ids(written());
        assertThat(missing).hasSize(4);
        missing.forEach((stream, ids) -> ids.removeAll(written.get(stream)));
        // What was left out before the first of a stream that was written is named by its times.
        written.forEach(
                (stream, ids) -> requireNonNull(missing.get(stream)).headSet(ids.first()).clear());
        for (JsonNode stream : found.get("streams")) {
            TreeSet<Long> holes = new TreeSet<>();
            for (JsonNode hole : stream.get("holes")) {
                assertThat(hole.get("cause").asText()).as(stream.toString()).isEqualTo("overflow");
                add(holes, hole.get("first").asLong(), hole.get("last").asLong());
            }
            assertThat(holes).isEqualTo(missing.remove(stream.get("stream").asText()));
        }
        assertThat(missing).isEmpty();
    }

    private void record(SimulatorServer exchange) throws IOException {
        Endpoints at = new Endpoints("here", exchange.webSocketUri(), exchange.restUri());
        FeedOptions options = FeedOptions.DEFAULT.withEndpoints("binance", at);
        CaptureRun run =
                new CaptureRun(
                        "test",
                        Map.of("binance", List.of(at.webSocket().toString(), at.rest().toString())),
                        List.of(new Subscription(INSTRUMENTS.getFirst(), Channel.DEPTH)));
        try (Capture capture =
                        Capture.open(
                                folder,
                                run,
                                new CaptureOptions(Retention.ALL, disk, MOST_WAITING_BYTES),
                                _ -> {});
                Feed feed =
                        Feed.open(
                                options,
                                new CapturingTransport(
                                        NettyTransport.open(options.transport()), capture),
                                new SplittableRandom(41))) {
            INSTRUMENTS.forEach(it -> feed.follow(it, this, Channel.DEPTH, Channel.TRADE));
            awaitChecked(feed, exchange, 5);

            disk.hang();
            await(() -> capture.leftOut() > 0);
            awaitChecked(feed, exchange, 10);
            await(() -> capture.leftOut() > 100);

            disk.goOn();
            long written = capture.lines();
            await(() -> capture.lines() > written + 100);
            awaitChecked(feed, exchange, 5);
            assertThat(losses).isEmpty();
        }
    }

    /** So many books in a row, each another one, are live and the truth. */
    private static void awaitChecked(Feed feed, SimulatorServer exchange, int books) {
        for (Instrument instrument : INSTRUMENTS) {
            long last = 0;
            for (int i = 0; i < books; i++) {
                long before = last;
                await(() -> {
                    Book now = feed.book(instrument);
                    return now.isLive() && now.levels().lastId() > before;
                });
                BookView view = feed.book(instrument).levels();
                last = view.lastId();
                TruthBook truth = exchange.truth(instrument.symbol()).at(last);
                assertThat(levels(view, Side.BID)).isEqualTo(levels(truth.bids()));
                assertThat(levels(view, Side.ASK)).isEqualTo(levels(truth.asks()));
            }
        }
    }

    private static List<String> levels(BookView view, Side side) {
        List<String> levels = new ArrayList<>();
        for (int i = 0; i < view.levels(side); i++) {
            levels.add(text(view.exactPrice(side, i), view.exactSize(side, i)));
        }
        return levels;
    }

    private static List<String> levels(NavigableMap<BigDecimal, BigDecimal> side) {
        return side.entrySet().stream().map(it -> text(it.getKey(), it.getValue())).toList();
    }

    private static String text(BigDecimal price, BigDecimal size) {
        return price.stripTrailingZeros().toPlainString()
                + "@"
                + size.stripTrailingZeros().toPlainString();
    }

    private static void await(BooleanSupplier condition) {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(endNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private List<String> written() throws IOException {
        List<String> texts = new ArrayList<>();
        RawCapture.open(folder)
                .read((line, _) -> {
                    if (line.kind() == RawLine.Kind.IN) {
                        texts.add(line.text());
                    }
                });
        return texts;
    }

    /** Which ids the messages of each stream tell of. */
    private static Map<String, TreeSet<Long>> ids(Iterable<String> messages) throws IOException {
        Map<String, TreeSet<Long>> all = new TreeMap<>();
        for (String text : messages) {
            JsonNode data = JSON.readTree(text).path("data");
            String symbol = "binance:" + data.path("s").asText();
            switch (data.path("e").asText()) {
                case "depthUpdate" ->
                        add(
                                all.computeIfAbsent(symbol + "/depth", _ -> new TreeSet<>()),
                                data.get("U").asLong(),
                                data.get("u").asLong());
                case "trade" ->
                        all.computeIfAbsent(symbol + "/trade", _ -> new TreeSet<>())
                                .add(data.get("t").asLong());
                default -> {
                    // A reply.
                }
            }
        }
        return all;
    }

    private static void add(TreeSet<Long> ids, long first, long last) {
        for (long id = first; id <= last; id++) {
            ids.add(id);
        }
    }
}
