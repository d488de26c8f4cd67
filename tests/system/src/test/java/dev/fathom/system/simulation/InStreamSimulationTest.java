package dev.fathom.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.feed.Book;
import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.FeedTimings;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.market.TradeSource;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.instream.BitfinexDialect;
import dev.fathom.simulator.instream.Dialect;
import dev.fathom.simulator.instream.InStreamSimulator;
import dev.fathom.simulator.instream.KrakenDialect;
import dev.fathom.simulator.instream.UpbitDialect;
import dev.fathom.simulator.truth.TruthBook;
import dev.fathom.simulator.truth.TruthTrade;
import dev.fathom.venue.Endpoints;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Feed against simulated venues whose books begin in the stream, in one thread of virtual time,
 * with random faults. After every step each book that calls itself live equals the truth of the
 * time that its last frame carries. One seed again with {@code -Dfathom.seed=N}, more with {@code
 * -Dfathom.seeds=N}.
 */
@Tag("long")
@Tag("simulation")
class InStreamSimulationTest {
    private static final Logger FEED_LOG = Logger.getLogger("dev.fathom.feed");
    private static final long SEEDS = Math.max(20, Long.getLong("fathom.seeds", 1000) / 20);

    static {
        FEED_LOG.setLevel(Level.OFF);
    }

    static Stream<Dialect> dialects() {
        return Stream.of(new BitfinexDialect(), new KrakenDialect(), new UpbitDialect());
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void everyLiveBookIsTheTruthOfItsTime(Dialect dialect) {
        Long only = Long.getLong("fathom.seed");
        long first = only == null ? System.currentTimeMillis() * 1000 : only;
        long last = only == null ? first + SEEDS : first + 1;
        long compared = 0;
        long filled = 0;
        Map<String, Long> faults = new TreeMap<>();
        Map<String, Long> losses = new TreeMap<>();
        for (long seed = first; seed < last; seed++) {
            Run run = new Run(dialect, seed);
            try {
                run.finish();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage() + run.story(), e);
            }
            compared += run.compared;
            filled += run.filled;
            run.venue.faultLog().counts().forEach((kind, n) -> faults.merge(kind, n, Long::sum));
            run.losses.forEach((cause, n) -> losses.merge(cause, n, Long::sum));
        }
        System.out.printf(
                "simulation of %s: %d seeds from %d, %d books compared, %d trades filled, lost by cause %s, faults"
                        + " %s%n",
                dialect.venue(), last - first, first, compared, filled, losses, faults);
        assertThat(filled).isGreaterThan(10 * (last - first));
        assertThat(compared).isGreaterThan(200 * (last - first));
        assertThat(losses).containsKey("DISCONNECTED");
    }

    /** One seed: forty seconds with faults, twenty without. */
    private static final class Run implements FeedListener {
        private static final Duration FAULTY = Duration.ofSeconds(40);
        private static final Duration QUIET = Duration.ofSeconds(20);

        private final VirtualTime time = new VirtualTime();
        private final SplittableRandom random;
        private final InStreamSimulator venue;
        private final Feed feed;
        private final List<Instrument> instruments = new ArrayList<>();
        private final Map<Instrument, Long> versions = new HashMap<>();
        private final Map<Instrument, Long> changedAtNs = new HashMap<>();
        private final Map<String, Long> losses = new TreeMap<>();
        private final List<String> told = new ArrayList<>();
        private final Map<Instrument, TreeSet<Long>> tapes = new HashMap<>();
        private long filled;
        private long compared;

        Run(Dialect dialect, long seed) {
            random = new SplittableRandom(seed);
            venue =
                    new InStreamSimulator(
                            dialect, seed, dialect.instruments(), 50_000, time.simulatorLoop());
            feed =
                    Feed.open(
                            FeedOptions.DEFAULT
                                    .withTimings(FeedTimings.IMPATIENT)
                                    .withEndpoints(
                                            dialect.venue(),
                                            new Endpoints(
                                                    "simulated",
                                                    URI.create("ws://venue.test"),
                                                    URI.create("http://venue.test"))),
                            new VirtualTransport(
                                    time,
                                    venue,
                                    random.split(),
                                    Duration.ofMillis(1 + random.nextInt(80)).toNanos()),
                            random.split());
            venue.start();
            for (String symbol : venue.symbols()) {
                Instrument instrument = new Instrument(dialect.venue(), symbol);
                instruments.add(instrument);
                feed.follow(instrument, this, Channel.DEPTH, Channel.TRADE);
            }
            while (time.step(0)) {
                // Until the instruments are followed there is nothing to check.
            }
        }

        void finish() {
            long faultyUntilNs = time.nowNs() + FAULTY.toNanos();
            while (time.nowNs() < faultyUntilNs) {
                venue.inject(fault());
                run(Duration.ofMillis(500 + random.nextInt(3_000)));
            }
            run(QUIET);
            for (Instrument instrument : instruments) {
                assertThat(feed.book(instrument).isLive()).as("%s is live", instrument).isTrue();
                assertThat(time.nowNs() - changedAtNs.getOrDefault(instrument, 0L))
                        .as("%s moves", instrument)
                        .isLessThan(TimeUnit.SECONDS.toNanos(3));
            }
            // Few requests a minute may be made of some venues.
            for (int i = 0; i < 20 && !instruments.stream().allMatch(this::isTapeFresh); i++) {
                run(Duration.ofSeconds(10));
            }
            instruments.forEach(this::requireWholeTape);
            feed.close();
        }

        private void requireWholeTape(Instrument instrument) {
            TreeSet<Long> tape = tapes.getOrDefault(instrument, new TreeSet<>());
            assertThat((long) tape.size())
                    .as("trades told of %s from %s to %s", instrument, tape.first(), tape.last())
                    .isEqualTo(tape.last() - tape.first() + 1);
            assertThat(isTapeFresh(instrument)).as("%s trades are told", instrument).isTrue();
        }

        private boolean isTapeFresh(Instrument instrument) {
            TreeSet<Long> tape = tapes.getOrDefault(instrument, new TreeSet<>());
            return !tape.isEmpty()
                    && venue.truth(instrument.symbol()).trades().lastId() - tape.last() < 100;
        }

        private Fault fault() {
            String target =
                    random.nextBoolean()
                            ? ""
                            : venue.symbols().get(random.nextInt(venue.symbols().size()));
            return switch (random.nextInt(6)) {
                case 0 -> new Fault.Drop(1 + random.nextInt(3), target);
                case 1 -> new Fault.Duplicate(1 + random.nextInt(3), target);
                case 2 -> new Fault.Malformed(Fault.Breakage.TRUNCATED, 1, target);
                case 3 -> new Fault.Mute(Duration.ofMillis(500 + random.nextInt(3_000)), "");
                case 4 -> new Fault.Disconnect(1001, "");
                default -> new Fault.Abort("");
            };
        }

        private void run(Duration length) {
            long untilNs = time.nowNs() + length.toNanos();
            while (time.step(untilNs)) {
                instruments.forEach(it -> check(feed.book(it)));
            }
        }

        private void check(Book book) {
            Long version = versions.put(book.instrument(), book.version());
            if (!book.isLive() || (version != null && version == book.version())) {
                assertThat(book.isLive() || book.levels().totalLevels(Side.BID) == 0).isTrue();
                return;
            }
            String symbol = book.instrument().symbol();
            long id = venue.idAt(symbol, book.venueTime().value()).orElseThrow();
            TruthBook truth = venue.truth(symbol).at(id);
            compare(book.levels(), Side.BID, truth.bids());
            compare(book.levels(), Side.ASK, truth.asks());
            compared++;
        }

        private static void compare(
                BookView view, Side side, NavigableMap<BigDecimal, BigDecimal> truth) {
            int i = 0;
            for (Map.Entry<BigDecimal, BigDecimal> level : truth.entrySet()) {
                if (!view.knownDepth(side).covers(side, level.getKey())) {
                    break;
                }
                boolean same =
                        i < view.levels(side)
                                && view.exactPrice(side, i).compareTo(level.getKey()) == 0
                                && view.exactSize(side, i).compareTo(level.getValue()) == 0;
                assertThat(same)
                        .as("%s level %d of %d should be %s", side, i, view.levels(side), level)
                        .isTrue();
                i++;
            }
            assertThat(view.knownLevels(side)).as("known levels of %s", side).isEqualTo(i);
            assertThat(i).isPositive();
        }

        @Override
        public void onBook(LiveBook book) {
            changedAtNs.put(book.instrument(), time.nowNs());
        }

        @Override
        public void onTrade(Trade trade) {
            assertThat(
                            tapes.computeIfAbsent(trade.instrument(), _ -> new TreeSet<>())
                                    .add(trade.id()))
                    .as("%s is new", trade)
                    .isTrue();
            filled += trade.source() == TradeSource.REST ? 1 : 0;
            TruthTrade truth =
                    venue.truth(trade.instrument().symbol()).trades().at(trade.id()).orElseThrow();
            assertThat(trade.exactPrice()).isEqualByComparingTo(truth.price());
            assertThat(trade.exactSize()).isEqualByComparingTo(truth.quantity());
        }

        @Override
        public void onStatus(FeedStatus status) {
            told.add(TimeUnit.NANOSECONDS.toMillis(time.nowNs()) + " ms " + status.text());
            if (status instanceof FeedStatus.BookLost lost) {
                losses.merge(lost.reason().cause().name(), 1L, Long::sum);
            }
        }

        String story() {
            return "\n  "
                    + String.join("\n  ", told.subList(Math.max(0, told.size() - 30), told.size()));
        }
    }
}
