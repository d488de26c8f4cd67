package dev.fathom.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.capture.Capture;
import dev.fathom.capture.CaptureOptions;
import dev.fathom.capture.CaptureReplay;
import dev.fathom.capture.CaptureRun;
import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.CapturingTransport;
import dev.fathom.capture.CheckpointPlace;
import dev.fathom.capture.CheckpointRule;
import dev.fathom.capture.Merge;
import dev.fathom.capture.RawCapture;
import dev.fathom.capture.RawLine;
import dev.fathom.capture.RecordedBook;
import dev.fathom.capture.Retention;
import dev.fathom.capture.Verification;
import dev.fathom.capture.Verifier;
import dev.fathom.feed.Book;
import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.FeedTimings;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.simulator.BinanceSimulator;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.Venue;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultPlan;
import dev.fathom.simulator.fault.FaultScript;
import dev.fathom.simulator.instream.BitfinexDialect;
import dev.fathom.simulator.instream.Dialect;
import dev.fathom.simulator.instream.InStreamSimulator;
import dev.fathom.simulator.instream.KrakenDialect;
import dev.fathom.simulator.instream.UpbitDialect;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.Endpoints;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A book read from a checkpoint on is the book read from the start: at random instants of
 * recordings of simulated venues with faults, of processes that end or are killed, and of two
 * recordings made one. One seed again with {@code -Dfathom.seed=N}, more with {@code
 * -Dfathom.checkpoint.seeds=N}.
 */
@Tag("long")
@Tag("simulation")
class CheckpointTest {
    private static final Logger FEED_LOG = Logger.getLogger("dev.fathom.feed");
    private static final int SEEDS = Integer.getInteger("fathom.checkpoint.seeds", 2);
    private static final int INSTANTS = 12;
    private static final int PARTS = 6;
    // Requests are answered or given up sooner here.
    private static final Duration SETTLED = Duration.ofSeconds(4);

    static {
        FEED_LOG.setLevel(Level.OFF);
    }

    @TempDir private Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"binance", "binance-futures", "bitfinex", "kraken", "upbit"})
    void theBookOfAnyInstantIsThatOfAReplayFromTheStart(String venue) throws Exception {
        Long only = Long.getLong("fathom.seed");
        long first = only == null ? System.currentTimeMillis() * 1000 : only;
        long last = only == null ? first + SEEDS : first + 1;
        Map<String, Long> states = new TreeMap<>();
        long checkpoints = 0;
        for (long seed = first; seed < last; seed++) {
            Run run = new Run(venue, seed, temporary.resolve(Long.toString(seed)));
            try {
                run.record();
                checkpoints += run.check(states);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        System.out.printf(
                "checkpoints of %s: %d seeds from %d, %d checkpoints, ends of connections and books compared by state %s%n",
                venue, last - first, first, checkpoints, states);
        assertThat(checkpoints).isGreaterThan(20 * (last - first));
        assertThat(states.get("Live")).isGreaterThan(20 * (last - first));
        assertThat(states.get("part")).isGreaterThan(5 * (last - first));
    }

    private static boolean isOfAnyVenue(Fault fault) {
        return fault instanceof Fault.Drop
                || fault instanceof Fault.Duplicate
                || fault instanceof Fault.Malformed
                || fault instanceof Fault.Mute
                || fault instanceof Fault.Disconnect
                || fault instanceof Fault.Abort;
    }

    /** Two collectors of one venue, each restarted now and then. */
    private static final class Run {
        private static final Duration LENGTH = Duration.ofSeconds(40);

        private final String id;
        private final long seed;
        private final Path folder;
        private final SplittableRandom random;
        private final VirtualTime time = new VirtualTime();
        private final Venue venue;
        private final List<String> symbols;
        private final Consumer<FaultScript> faults;
        private final Channel[] channels;
        private final long startNs;

        Run(String id, long seed, Path folder) {
            this.id = id;
            this.seed = seed;
            this.folder = folder;
            this.random = new SplittableRandom(seed);
            this.startNs = time.wallNs();
            if (id.startsWith("binance")) {
                SimulatorOptions market =
                        SimulatorOptions.of(seed)
                                .withInstruments(
                                        InstrumentSpec.defaults().subList(0, 2).stream()
                                                .map(it ->
                                                        it.withLevelsPerSide(
                                                                        10 + random.nextInt(40))
                                                                .withChangesPerSecond(
                                                                        5 + random.nextInt(30)))
                                                .toList())
                                .withHistory(100_000);
                BinanceSimulator binance =
                        new BinanceSimulator(
                                id.equals("binance") ? market : market.asUsdM(),
                                time.simulatorLoop());
                venue = binance;
                symbols = binance.symbols();
                faults = binance.faults()::play;
                channels = new Channel[] {Channel.DEPTH, Channel.top(5), Channel.TRADE};
            } else {
                Dialect dialect =
                        Stream.of(new BitfinexDialect(), new KrakenDialect(), new UpbitDialect())
                                .filter(it -> it.venue().equals(id))
                                .findFirst()
                                .orElseThrow();
                InStreamSimulator inStream =
                        new InStreamSimulator(
                                dialect, seed, dialect.instruments(), 50_000, time.simulatorLoop());
                venue = inStream;
                symbols = inStream.symbols();
                faults = inStream::play;
                channels = new Channel[] {Channel.DEPTH, Channel.TRADE};
            }
            venue.start();
        }

        /** A collector that is running. */
        private final class Collector {
            private final String name;
            private Capture capture;
            private Feed feed;

            Collector(String name) throws IOException {
                this.name = name;
                this.capture = open();
                this.feed = follow();
            }

            private Capture open() throws IOException {
                return Capture.open(
                        folder.resolve(name),
                        new CaptureRun(
                                "test",
                                Map.of(id, List.of("ws://venue.test", "http://venue.test")),
                                symbols.stream()
                                        .map(it -> new Instrument(id, it))
                                        .map(it -> new Subscription(it, Channel.DEPTH))
                                        .toList()),
                        options(),
                        _ -> {});
            }

            private Feed follow() {
                int levels = random.nextBoolean() ? 1000 : 5 + random.nextInt(20);
                Feed opened =
                        Feed.open(
                                FeedOptions.DEFAULT
                                        .withTimings(FeedTimings.IMPATIENT)
                                        .withSnapshotLevels(levels)
                                        .withEndpoints(
                                                id,
                                                new Endpoints(
                                                        "simulated",
                                                        URI.create("ws://venue.test"),
                                                        URI.create("http://venue.test"))),
                                new CapturingTransport(
                                        new VirtualTransport(
                                                time,
                                                venue,
                                                random.split(),
                                                Duration.ofMillis(1 + random.nextInt(80))
                                                        .toNanos()),
                                        capture),
                                random.split());
                for (String symbol : symbols) {
                    opened.follow(new Instrument(id, symbol), _ -> {}, channels);
                }
                return opened;
            }

            /** Ends, or is killed, and begins anew a little later. */
            void restart() throws IOException {
                end(random.nextBoolean());
                pass(Duration.ofMillis(random.nextInt(2_000)));
                capture = open();
                feed = follow();
            }

            void end(boolean killed) throws IOException {
                if (killed) {
                    // Of what the feed does now nothing is written any more.
                    capture.close();
                    feed.close();
                } else {
                    feed.close();
                    capture.close();
                }
            }
        }

        private CaptureOptions options() {
            return CaptureOptions.of(Retention.ALL)
                    .with(new CheckpointRule(Duration.ofMillis(500 + random.nextInt(3_000)), 0));
        }

        private void pass(Duration length) {
            long untilNs = time.nowNs() + length.toNanos();
            while (time.step(untilNs)) {
                // Only time.
            }
        }

        void record() throws Exception {
            Collector a = new Collector("a");
            Collector b = new Collector("b");
            faults.accept(script());
            long endNs = time.nowNs() + LENGTH.toNanos();
            while (time.nowNs() < endNs) {
                pass(Duration.ofMillis(2_000 + random.nextInt(10_000)));
                (random.nextBoolean() ? a : b).restart();
            }
            pass(Duration.ofSeconds(4));
            a.end(false);
            b.end(random.nextBoolean());
            Merge.merge(
                    List.of(folder.resolve("a"), folder.resolve("b")),
                    folder.resolve("both"),
                    "test",
                    options(),
                    _ -> {},
                    _ -> {});
        }

        // Of a wrong level collectors may tell differently: then the records cannot be one.
        private FaultScript script() {
            return new FaultScript(
                    FaultPlan.all(seed, LENGTH, symbols).entries().stream()
                            .filter(it ->
                                    id.startsWith("binance")
                                            ? !(it.fault() instanceof Fault.WrongLevel)
                                            : isOfAnyVenue(it.fault()))
                            .toList());
        }

        /** Compares at random instants; how many checkpoints there were. */
        long check(Map<String, Long> states) throws IOException {
            long checkpoints = 0;
            for (String name : List.of("a", "b", "both")) {
                Path record = folder.resolve(name);
                Verification verified = Verifier.verify(record, _ -> {});
                assertThat(verified.wrong().stream().filter(it -> it.contains("checkpoint")))
                        .as(name)
                        .isEmpty();
                checkpoints +=
                        Files.readAllLines(record.resolve("manifest.jsonl")).stream()
                                .filter(it -> it.startsWith("{\"what\":\"checkpoint\""))
                                .count();
                RawCapture capture = RawCapture.open(record);
                capture.read((line, _) -> {
                    if (line.kind() == RawLine.Kind.CLOSED) {
                        String why = line.text().endsWith(" moved") ? "moved" : "cut or ended";
                        states.merge(why, 1L, Long::sum);
                    }
                });
                for (int i = 0; i < INSTANTS; i++) {
                    long atNs = startNs + random.nextLong(time.wallNs() - startNs);
                    String symbol = symbols.get(random.nextInt(symbols.size()));
                    compare(capture, name, new Instrument(id, symbol), atNs, states);
                }
                for (int i = 0; i < PARTS; i++) {
                    comparePart(capture, name, startNs + random.nextLong(LENGTH.toNanos()), states);
                }
            }
            return checkpoints;
        }

        private static void compare(
                RawCapture capture,
                String name,
                Instrument instrument,
                long atNs,
                Map<String, Long> states)
                throws IOException {
            List<Optional<Book>> both = new ArrayList<>();
            both.add(RecordedBook.at(capture, instrument, atNs, Integer.MAX_VALUE));
            both.add(RecordedBook.fromTheStart(capture, instrument, atNs, Integer.MAX_VALUE));
            assertThat(text(both.getFirst()))
                    .as("%s of %s at %d", instrument, name, atNs)
                    .isEqualTo(text(both.getLast()));
            assertThat(both.getFirst().map(Book::levels))
                    .isEqualTo(both.getLast().map(Book::levels));
            String state =
                    both.getLast().map(it -> it.state().getClass().getSimpleName()).orElse("none");
            states.merge(state, 1L, Long::sum);
        }

        // What is told of books from an instant on, and how they were lost and joined.
        private static void comparePart(
                RawCapture capture, String name, long fromNs, Map<String, Long> states)
                throws IOException {
            CaptureVenues venues = CaptureVenues.of(capture);
            Optional<CheckpointPlace> place = capture.placeBefore(fromNs, SETTLED);
            if (place.isEmpty()) {
                states.merge("part from the start", 1L, Long::sum);
                return;
            }
            Told whole = new Told();
            whole.play(
                    capture,
                    Optional.empty(),
                    fromNs,
                    new CaptureReplay(venues, SyncLimits.RECORDING, whole));
            Told part = new Told();
            CaptureReplay replay =
                    CaptureReplay.booksFrom(
                            place.get(), SETTLED, venues, SyncLimits.RECORDING, part);
            try {
                part.play(capture, place, fromNs, replay);
            } catch (CaptureReplay.MissedBookException _) {
                assertThat(part.lines).as("told before it was missed").isEmpty();
                states.merge("part that misses a book", 1L, Long::sum);
                return;
            }
            assertThat(part.lines).as("%s from %d", name, fromNs).isEqualTo(whole.lines);
            states.merge(whole.lines.isEmpty() ? "empty part" : "part", 1L, Long::sum);
        }

        /** Lines of what is told of books from an instant on. */
        private static final class Told implements FeedListener {
            private final List<String> lines = new ArrayList<>();
            private boolean open;

            void play(
                    RawCapture capture,
                    Optional<CheckpointPlace> from,
                    long fromNs,
                    CaptureReplay replay)
                    throws IOException {
                capture.readUntil(
                        from,
                        Long.MAX_VALUE,
                        (line, segment) -> {
                            open |=
                                    line.kind() != RawLine.Kind.NOTE
                                            && line.receivedAtNs() >= fromNs;
                            replay.line(line, segment);
                        });
            }

            @Override
            public void onBook(LiveBook book) {
                if (open) {
                    lines.add(
                            book.channel()
                                    + " "
                                    + text(Optional.of(book.toBook(Integer.MAX_VALUE))));
                }
            }

            @Override
            public void onStatus(FeedStatus status) {
                if (open) {
                    lines.add(status.text());
                }
            }
        }

        private static String text(Optional<Book> book) {
            return book.map(it ->
                            it.state()
                                    + " "
                                    + it.venueTime()
                                    + " "
                                    + it.receivedAtNs()
                                    + " "
                                    + it.levels())
                    .orElse("none");
        }
    }
}
