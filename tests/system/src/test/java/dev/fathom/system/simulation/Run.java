package dev.fathom.system.simulation;

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
import dev.fathom.simulator.BinanceSimulator;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultPlan;
import dev.fathom.simulator.fault.FaultScript;
import dev.fathom.venue.Endpoints;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One seed: a venue, its faults, a network and a feed, from the first byte to the last check. */
final class Run {
    private static final Duration FAULTS = Duration.ofSeconds(40);
    private static final Duration CALM_FIRST = Duration.ofSeconds(2);
    private static final Duration RECOVERY = Duration.ofSeconds(20);
    private static final long FRESH_NS = TimeUnit.SECONDS.toNanos(5);

    private final long seed;
    private final VirtualTime time = new VirtualTime();
    private final BinanceSimulator venue;
    private final Feed feed;
    private final Map<Instrument, BookCheck> checks = new LinkedHashMap<>();
    private final Map<Instrument, Long> changedAtNs = new LinkedHashMap<>();
    private final Map<String, Long> losses = new TreeMap<>();
    private final List<String> story = new ArrayList<>();

    Run(long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        List<InstrumentSpec> instruments =
                InstrumentSpec.defaults().subList(0, 2 + random.nextInt(2)).stream()
                        .map(spec ->
                                spec.withLevelsPerSide(10 + random.nextInt(40))
                                        .withChangesPerSecond(5 + random.nextInt(40)))
                        .toList();
        venue =
                new BinanceSimulator(
                        SimulatorOptions.of(seed).withInstruments(instruments).withHistory(100_000),
                        time.simulatorLoop());
        long latencyNs = TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(150));
        int snapshotLevels = random.nextBoolean() ? 5000 : 5 + random.nextInt(20);
        feed =
                Feed.open(
                        FeedOptions.DEFAULT
                                .withEndpoints(
                                        "binance",
                                        new Endpoints(
                                                "simulated",
                                                URI.create("ws://venue.test"),
                                                URI.create("http://venue.test")))
                                .withTimings(FeedTimings.IMPATIENT)
                                .withSnapshotLevels(snapshotLevels)
                                .withStreamsPerConnection(random.nextBoolean() ? 200 : 2),
                        new VirtualTransport(time, venue, random.split(), latencyNs),
                        random.split());
        venue.start();
        for (String symbol : venue.symbols()) {
            Instrument instrument = new Instrument("binance", symbol);
            checks.put(instrument, new BookCheck(venue.truth(symbol)));
            feed.follow(instrument, new Listener(), Channel.DEPTH, Channel.TRADE);
        }
        while (time.step(0)) {
            // Until the instruments are followed there is nothing to check.
        }
        time.schedule(CALM_FIRST.toNanos(), () -> venue.faults().play(faults(venue.symbols())));
    }

    // A wrong level and levels left out of an update cannot be seen by any client: they have tests
    // of their own, of what comparing with fresh snapshots finds.
    private FaultScript faults(List<String> symbols) {
        List<FaultScript.Entry> entries =
                FaultPlan.all(seed, FAULTS, symbols).entries().stream()
                        .filter(e ->
                                !(e.fault() instanceof Fault.OmitNetZero)
                                        && !(e.fault() instanceof Fault.WrongLevel))
                        .toList();
        return new FaultScript(entries);
    }

    private final class Listener implements FeedListener {
        @Override
        public void onBook(LiveBook book) {
            changedAtNs.put(book.instrument(), time.nowNs());
        }

        @Override
        public void onStatus(FeedStatus status) {
            story.add(TimeUnit.NANOSECONDS.toMillis(time.nowNs()) + " ms " + status.text());
            if (status instanceof FeedStatus.BookLost lost) {
                losses.merge(lost.reason().cause().name(), 1L, Long::sum);
            }
        }
    }

    /** Runs to the end and checks each book at every step. */
    Result finish() {
        try {
            return go();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed %d at %d ms: %s%n  %s"
                            .formatted(
                                    seed,
                                    TimeUnit.NANOSECONDS.toMillis(time.nowNs()),
                                    e.getMessage(),
                                    String.join(
                                            System.lineSeparator() + "  ",
                                            story.subList(
                                                    Math.max(0, story.size() - 40), story.size()))),
                    e);
        }
    }

    private Result go() {
        runUntil(CALM_FIRST.plus(FAULTS).toNanos());
        long calmAtNs = calmAtNs();
        runUntil(calmAtNs + RECOVERY.toNanos());
        for (Instrument instrument : checks.keySet()) {
            Book book = feed.book(instrument);
            if (!book.isLive()) {
                throw new AssertionError(
                        instrument
                                + " is not live "
                                + RECOVERY
                                + " after the last fault: "
                                + book.state());
            }
            long quietNs = time.nowNs() - changedAtNs.getOrDefault(instrument, 0L);
            if (quietNs > FRESH_NS) {
                throw new AssertionError(
                        "%s is called live but has not moved for %d ms, venue at %d, book at %d"
                                .formatted(
                                        instrument,
                                        TimeUnit.NANOSECONDS.toMillis(quietNs),
                                        venue.truth(instrument.symbol()).lastId(),
                                        book.levels().lastId()));
            }
            if (book.levels().levels(Side.BID) == 0) {
                throw new AssertionError(instrument + " has no bids");
            }
        }
        feed.close();
        long compared = checks.values().stream().mapToLong(BookCheck::compared).sum();
        return new Result(compared, losses, venue.faults().log().counts());
    }

    // Faults that wait for something to happen to (a snapshot request, say) may end later.
    private long calmAtNs() {
        long last = time.nowNs();
        for (var outage : venue.faults().log().outages()) {
            last = Math.max(last, outage.endNs());
        }
        return last;
    }

    private void runUntil(long untilNs) {
        while (time.step(untilNs)) {
            for (Map.Entry<Instrument, BookCheck> check : checks.entrySet()) {
                check.getValue().check(feed.book(check.getKey()));
            }
        }
    }

    /**
     * What a run did.
     *
     * @param compared whole books compared with the truth
     * @param losses how often books were lost, by cause
     * @param faults how often each kind of fault took effect
     */
    record Result(long compared, Map<String, Long> losses, Map<String, Long> faults) {}
}
