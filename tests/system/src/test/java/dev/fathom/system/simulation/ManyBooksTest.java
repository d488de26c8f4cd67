package dev.fathom.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.simulator.BinanceSimulator;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.venue.Endpoints;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Five hundred books under the venue's request budget, in virtual time: joined from snapshots of
 * 1,000 levels as far as the budget goes, cut off all at once, joined again.
 */
@Tag("long")
@Tag("simulation")
class ManyBooksTest implements FeedListener {
    private static final Logger FEED_LOG = Logger.getLogger("dev.fathom.feed");
    private static final int BOOKS = 500;
    private static final int WEIGHT_PER_MINUTE = 6_000;
    private static final int WEIGHT_OF_SNAPSHOT = 50;

    private static final int WHOLE_MINUTES = (BOOKS * WEIGHT_OF_SNAPSHOT - 1) / WEIGHT_PER_MINUTE;

    static {
        FEED_LOG.setLevel(Level.OFF);
    }

    private final VirtualTime time = new VirtualTime();
    private final Set<Instrument> live = new HashSet<>();
    private int refusals;

    @Override
    public void onBook(LiveBook book) {}

    @Override
    public void onStatus(FeedStatus status) {
        switch (status) {
            case FeedStatus.BookLive it -> live.add(it.instrument());
            case FeedStatus.BookLost it -> live.remove(it.instrument());
            case FeedStatus.RequestsWait _ -> refusals++;
            default -> {
                // The rest is on the way.
            }
        }
    }

    @Test
    void allJoinWithinTheBudgetAndOnceMoreAfterAllWereCut() {
        SplittableRandom random = new SplittableRandom(5);
        BinanceSimulator venue =
                new BinanceSimulator(
                        SimulatorOptions.of(5).withInstruments(instruments()).withHistory(2_048),
                        time.simulatorLoop());
        FeedOptions options =
                FeedOptions.DEFAULT
                        .withSnapshotLevels(1_000)
                        .withEndpoints(
                                "binance",
                                new Endpoints(
                                        "simulated",
                                        URI.create("ws://venue.test"),
                                        URI.create("http://venue.test")));
        try (Feed feed =
                Feed.open(
                        options,
                        new VirtualTransport(
                                time, venue, random.split(), Duration.ofMillis(30).toNanos()),
                        random.split())) {
            venue.start();
            Duration least = leastFromNow();
            venue.symbols()
                    .forEach(it -> feed.follow(new Instrument("binance", it), this, Channel.DEPTH));

            Duration first = until(() -> live.size() == BOOKS);
            run(Duration.ofMinutes(2));
            venue.faults().inject(new Fault.Abort(""));
            until(() -> live.isEmpty());
            Duration leastAgain = leastFromNow();
            Duration second = until(() -> live.size() == BOOKS);

            assertThat(first).isLessThanOrEqualTo(least.multipliedBy(11).dividedBy(10));
            assertThat(second).isLessThanOrEqualTo(leastAgain.multipliedBy(11).dividedBy(10));
            assertThat(refusals).as("times that requests had to wait for a refusal").isZero();
            System.out.printf(
                    "%d books live after %s (%s at least), after a cut again after %s (%s)%n",
                    BOOKS, first, least, second, leastAgain);
        }
    }

    // The snapshots that fit this clock minute come at once, the others with those that follow.
    private Duration leastFromNow() {
        long intoMinuteNs = time.wallNs() % Duration.ofMinutes(1).toNanos();
        return Duration.ofMinutes(WHOLE_MINUTES).minusNanos(intoMinuteNs);
    }

    private static List<InstrumentSpec> instruments() {
        InstrumentSpec model = InstrumentSpec.defaults().getFirst();
        List<InstrumentSpec> all = new ArrayList<>();
        for (int i = 0; i < BOOKS; i++) {
            String base = "B%03d".formatted(i);
            all.add(
                    new InstrumentSpec(
                            base + "USDT",
                            base,
                            "USDT",
                            model.startPrice(),
                            model.tickSize(),
                            model.stepSize(),
                            model.typicalSize(),
                            20,
                            1,
                            model.firstUpdateId(),
                            model.firstTradeId()));
        }
        return all;
    }

    private Duration until(BooleanSupplier reached) {
        long startNs = time.nowNs();
        long latestNs = startNs + Duration.ofMinutes(20).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(time.step(latestNs)).as("%d books are live", live.size()).isTrue();
        }
        return Duration.ofNanos(time.nowNs() - startNs);
    }

    private void run(Duration length) {
        long untilNs = time.nowNs() + length.toNanos();
        while (time.step(untilNs)) {
            // Only time.
        }
    }
}
