package dev.fathom.system.simulation;

import dev.fathom.book.KnownDepth;
import dev.fathom.book.Side;
import dev.fathom.feed.Book;
import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.FeedTimings;
import dev.fathom.market.Instrument;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultPlan;
import dev.fathom.simulator.fault.FaultScript;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** One seed: calm, then every kind of fault in random order, then the way back. */
final class Run {
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration FAULTS = Duration.ofSeconds(40);
    private static final Duration RECOVERY = Duration.ofSeconds(20);
    // Clocks were stepped by two seconds or so.
    private static final Duration TAPE = Duration.ofSeconds(10);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final long seed;
    private final World world;

    Run(String venue, long seed) {
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        boolean inverse = venue.equals("binance-delivery");
        List<InstrumentSpec> all = inverse ? InstrumentSpec.inverse() : InstrumentSpec.defaults();
        List<InstrumentSpec> instruments =
                all.subList(0, Math.min(all.size(), 2 + random.nextInt(2))).stream()
                        .map(spec ->
                                spec.withLevelsPerSide(10 + random.nextInt(40))
                                        .withChangesPerSecond(5 + random.nextInt(40)))
                        .toList();
        FeedOptions options =
                FeedOptions.DEFAULT
                        .withTimings(FeedTimings.IMPATIENT)
                        .withSnapshotLevels(random.nextBoolean() ? 5000 : 5 + random.nextInt(20))
                        .withStreamsPerConnection(random.nextBoolean() ? 200 : 5);
        SimulatorOptions spot = SimulatorOptions.of(seed);
        SimulatorOptions market =
                switch (venue) {
                    case "binance" -> spot;
                    case "binance-futures" -> spot.asUsdM();
                    case "binance-delivery" -> spot.asCoinM();
                    default -> throw new IllegalArgumentException("no simulator of " + venue);
                };
        world =
                new World(
                        venue,
                        market.withInstruments(instruments),
                        options,
                        Duration.ofMillis(1 + random.nextInt(150)));
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
                                    Duration.ofNanos(world.time().nowNs()).toMillis(),
                                    e.getMessage(),
                                    world.story()),
                    e);
        }
    }

    private Result go() {
        world.run(CALM);
        world.venue().faults().play(faults(world.venue().symbols()));
        world.run(FAULTS);
        world.run(untilOutagesEnd());
        world.run(RECOVERY);
        world.instruments().forEach(this::requireFreshAndLive);
        world.requireWholeTapes(TAPE);
        world.close();
        Map<String, Long> losses = new TreeMap<>();
        world.statuses(FeedStatus.BookLost.class)
                .forEach(lost -> losses.merge(lost.reason().cause().name(), 1L, Long::sum));
        return new Result(
                world.comparedBooks(),
                world.comparedEvents(),
                world.filledTrades(),
                losses,
                world.venue().faults().log().counts());
    }

    // A wrong level and levels left out of an update cannot be seen by any client: they have a test
    // of their own, of what comparing with fresh snapshots finds.
    private FaultScript faults(List<String> symbols) {
        return new FaultScript(
                FaultPlan.all(seed, FAULTS, symbols).entries().stream()
                        .filter(e ->
                                !(e.fault() instanceof Fault.OmitNetZero)
                                        && !(e.fault() instanceof Fault.WrongLevel))
                        .toList());
    }

    private Duration untilOutagesEnd() {
        long nowNs = world.time().nowNs();
        long lastNs = nowNs;
        for (var outage : world.venue().faults().log().outages()) {
            lastNs = Math.max(lastNs, outage.endNs());
        }
        return Duration.ofNanos(lastNs - nowNs);
    }

    private void requireFreshAndLive(Instrument instrument) {
        Book book = world.book(instrument);
        if (!book.isLive()) {
            throw new AssertionError(
                    "%s is not live %s after the last fault: %s"
                            .formatted(instrument, RECOVERY, book.state()));
        }
        if (world.unchangedFor(instrument).compareTo(FRESH) > 0) {
            throw new AssertionError(
                    "%s is called live but has not moved for %s, venue at %d, book at %d"
                            .formatted(
                                    instrument,
                                    world.unchangedFor(instrument),
                                    world.venue().truth(instrument.symbol()).lastId(),
                                    book.levels().lastId()));
        }
        // The market itself may have no bids; a book that knows nothing would equal any truth.
        if (book.levels().knownDepth(Side.BID) instanceof KnownDepth.Nothing
                && !world.venue()
                        .truth(instrument.symbol())
                        .at(book.levels().lastId())
                        .bids()
                        .isEmpty()) {
            throw new AssertionError(instrument + " knows no bids");
        }
    }

    /**
     * What a run did.
     *
     * @param books whole books compared with the truth
     * @param events tops, quotes and trades compared with the truth
     * @param filled trades that requests brought
     * @param losses how often books were lost, by cause
     * @param faults how often each kind of fault took effect
     */
    record Result(
            long books,
            long events,
            long filled,
            Map<String, Long> losses,
            Map<String, Long> faults) {}
}
