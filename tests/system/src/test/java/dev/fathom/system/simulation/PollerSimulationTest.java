package dev.fathom.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.PollListener;
import dev.fathom.feed.Poller;
import dev.fathom.feed.Venues;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Traded;
import dev.fathom.simulator.BinanceSimulator;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.Venue;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.instream.BitfinexDialect;
import dev.fathom.simulator.instream.Dialect;
import dev.fathom.simulator.instream.InStreamSimulator;
import dev.fathom.simulator.instream.KrakenDialect;
import dev.fathom.simulator.instream.UpbitDialect;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.simulator.truth.TruthTrade;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.RestLimits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Polls against simulated venues in one thread of virtual time, with requests that are refused,
 * lost and answered with half a text: every trade of the truth within the polled time comes exactly
 * once, and no request is sent beyond the budget. One seed again with {@code -Dfathom.seed=N}, more
 * with {@code -Dfathom.seeds=N}.
 */
@Tag("long")
@Tag("simulation")
class PollerSimulationTest {
    private static final Logger FEED_LOG = Logger.getLogger("dev.fathom.feed");
    private static final long SEEDS = Math.max(10, Long.getLong("fathom.seeds", 1000) / 50);
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

    static {
        FEED_LOG.setLevel(Level.OFF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"binance", "binance-futures", "bitfinex", "kraken", "upbit"})
    void everyTradeComesOnceAndNoRequestTooMany(String venue) {
        Long only = Long.getLong("fathom.seed");
        long first = only == null ? System.currentTimeMillis() * 1000 : only;
        long last = only == null ? first + SEEDS : first + 1;
        long trades = 0;
        long books = 0;
        long faults = 0;
        long requests = 0;
        for (long seed = first; seed < last; seed++) {
            Polling polling = new Polling(venue, seed, 25);
            try {
                polling.finish();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "seed " + seed + ": " + e.getMessage() + polling.story(), e);
            }
            trades += polling.trades();
            books += polling.books();
            faults += polling.requests.faults();
            requests += polling.requests.sentAtNs().size();
        }
        System.out.printf(
                "polls of %s: %d seeds from %d, %d trades and %d books by %d requests, of which %d"
                        + " went wrong%n",
                venue, last - first, first, trades, books, requests, faults);
        assertThat(trades).isGreaterThan(1000 * (last - first));
        assertThat(faults).isGreaterThan(3 * (last - first));
    }

    @Test
    void booksAreAskedForOnTheClock() {
        Polling polling = new Polling("binance", 7, 0);
        polling.run(Duration.ofMinutes(5));

        polling.bookTimes
                .values()
                .forEach(times -> {
                    assertThat(times).hasSize(1 + (int) (5 * MINUTE_NS / polling.everyNs));
                    times.stream()
                            .skip(1)
                            .forEach(ns ->
                                    assertThat(ns % polling.everyNs).isLessThan(1_000_000_000L));
                });
    }

    /** One venue that is polled. */
    private static final class Polling implements PollListener {
        private final VirtualTime time = new VirtualTime();
        private final Map<Instrument, Truth> truths = new LinkedHashMap<>();
        private final Map<String, TreeSet<Long>> tapes = new TreeMap<>();
        private final Map<Instrument, List<Long>> bookTimes = new HashMap<>();
        private final List<String> told = new ArrayList<>();
        private final List<Channel> tradeChannels;
        private final FaultyRequests requests;
        private final RestLimits limits;
        private final Poller poller;
        private final int percent;
        private final long everyNs;

        Polling(String id, long seed, int percent) {
            SplittableRandom random = new SplittableRandom(seed);
            this.percent = percent;
            this.limits = Venues.named(id).restLimits();
            // Few requests a minute may be made of some venues.
            int least = limits.weightPerMinute() < 60 ? 1 : 0;
            everyNs = TimeUnit.SECONDS.toNanos(List.of(20, 30, 60).get(random.nextInt(least, 3)));
            tradeChannels =
                    switch (id) {
                        case "binance" -> List.of(Channel.TRADE, Channel.AGG_TRADE);
                        case "binance-futures" -> List.of(Channel.AGG_TRADE);
                        default -> List.of(Channel.TRADE);
                    };
            Venue venue = venue(id, seed);
            venue.start();
            requests =
                    new FaultyRequests(
                            new VirtualTransport(
                                    time,
                                    venue,
                                    random.split(),
                                    Duration.ofMillis(1 + random.nextInt(150)).toNanos()),
                            time,
                            random.split());
            poller =
                    Poller.open(
                            FeedOptions.DEFAULT.withEndpoints(
                                    id,
                                    new Endpoints(
                                            "simulated",
                                            URI.create("ws://venue.test"),
                                            URI.create("http://venue.test"))),
                            requests,
                            random.split(),
                            Duration.ofNanos(everyNs),
                            this);
            // Something has happened already.
            run(Duration.ofSeconds(10 + random.nextInt(50)));
            List<Channel> channels = new ArrayList<>(tradeChannels);
            channels.add(Channel.DEPTH);
            truths.keySet().forEach(it -> poller.poll(it, Optional.empty(), channels));
        }

        private Venue venue(String id, long seed) {
            if (id.startsWith("binance")) {
                SimulatorOptions market =
                        SimulatorOptions.of(seed)
                                .withInstruments(
                                        InstrumentSpec.defaults().subList(0, 2).stream()
                                                .map(it -> it.withChangesPerSecond(100))
                                                .toList())
                                .withHistory(400_000);
                BinanceSimulator venue =
                        new BinanceSimulator(
                                id.equals("binance") ? market : market.asUsdM(),
                                time.simulatorLoop());
                venue.symbols().forEach(it -> truths.put(new Instrument(id, it), venue.truth(it)));
                return venue;
            }
            Dialect dialect =
                    List.of(new BitfinexDialect(), new KrakenDialect(), new UpbitDialect()).stream()
                            .filter(it -> it.venue().equals(id))
                            .findFirst()
                            .orElseThrow();
            InStreamSimulator venue =
                    new InStreamSimulator(
                            dialect, seed, dialect.instruments(), 400_000, time.simulatorLoop());
            venue.symbols().forEach(it -> truths.put(new Instrument(id, it), venue.truth(it)));
            return venue;
        }

        /** Four minutes in which requests go wrong, three in which they do not. */
        void finish() {
            requests.goWrong(percent);
            run(Duration.ofMinutes(4));
            requests.goWrong(0);
            run(Duration.ofMinutes(2));
            // To the next poll, and until it is over.
            run(Duration.ofNanos(everyNs - time.wallNs() % everyNs));
            Map<String, Long> newest = new HashMap<>();
            truths.forEach((instrument, truth) ->
                    tradeChannels.forEach(channel ->
                            newest.put(instrument + "/" + channel, newest(truth, channel))));
            run(Duration.ofSeconds(15));
            newest.forEach(this::requireWholeTape);
            requireBudget();
            assertThat(requests.refusedByVenue()).as("refused by the venue").isZero();
            assertThat(requests.sentIntoSilence()).isEmpty();
            assertThat(requests.streams()).as("streams of a poller").isZero();
            for (List<Long> times : bookTimes.values()) {
                assertThat(time.wallNs() - times.getLast()).isLessThan(MINUTE_NS / 3);
            }
            assertThat(bookTimes.keySet()).isEqualTo(truths.keySet());
            poller.close();
        }

        private static long newest(Truth truth, Channel channel) {
            return channel.equals(Channel.AGG_TRADE)
                    ? truth.aggregates().lastId()
                    : truth.trades().lastId();
        }

        private void requireWholeTape(String name, long newest) {
            TreeSet<Long> tape = tapes.getOrDefault(name, new TreeSet<>());
            assertThat(tape).as("trades of " + name).isNotEmpty();
            assertThat((long) tape.size())
                    .as("trades of %s from %d to %d", name, tape.first(), tape.last())
                    .isEqualTo(tape.last() - tape.first() + 1);
            assertThat(tape.last()).as("newest of " + name).isGreaterThanOrEqualTo(newest);
        }

        private void requireBudget() {
            Map<Long, Long> byMinute =
                    requests.sentAtNs().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            ns -> ns / MINUTE_NS, Collectors.counting()));
            assertThat(byMinute.values())
                    .allSatisfy(n ->
                            assertThat(n).isLessThanOrEqualTo((long) limits.weightPerMinute()));
            for (int i = 1; i < requests.sentAtNs().size(); i++) {
                assertThat(requests.sentAtNs().get(i) - requests.sentAtNs().get(i - 1))
                        .as("time between two requests")
                        .isGreaterThanOrEqualTo(limits.apart().toNanos());
            }
        }

        private void run(Duration length) {
            long untilNs = time.nowNs() + length.toNanos();
            while (time.step(untilNs)) {
                // Only time.
            }
        }

        private Truth truth(Instrument instrument) {
            return Optional.ofNullable(truths.get(instrument)).orElseThrow();
        }

        long trades() {
            return tapes.values().stream().mapToLong(TreeSet::size).sum();
        }

        long books() {
            return bookTimes.values().stream().mapToLong(List::size).sum();
        }

        @Override
        public void onBook(Instrument instrument, int levels, long receivedAtNs) {
            assertThat(levels).isPositive();
            bookTimes.computeIfAbsent(instrument, _ -> new ArrayList<>()).add(receivedAtNs);
        }

        @Override
        public void onTrade(Traded trade) {
            boolean aggregate = trade instanceof AggregateTrade;
            Channel channel = aggregate ? Channel.AGG_TRADE : Channel.TRADE;
            TreeSet<Long> tape =
                    tapes.computeIfAbsent(trade.instrument() + "/" + channel, _ -> new TreeSet<>());
            assertThat(tape.isEmpty() || trade.id() > tape.last())
                    .as("%s is new and in order", trade)
                    .isTrue();
            tape.add(trade.id());
            if (!aggregate) {
                TruthTrade truth = truth(trade.instrument()).trades().at(trade.id()).orElseThrow();
                assertThat(trade.exactPrice()).isEqualByComparingTo(truth.price());
                assertThat(trade.exactSize()).isEqualByComparingTo(truth.quantity());
            }
        }

        @Override
        public void onStatus(FeedStatus status) {
            told.add(TimeUnit.NANOSECONDS.toMillis(time.nowNs()) + " ms " + status.text());
            assertThat(status)
                    .isNotInstanceOfAny(FeedStatus.TradesFound.class, FeedStatus.Refused.class);
        }

        String story() {
            return "\n  "
                    + String.join("\n  ", told.subList(Math.max(0, told.size() - 30), told.size()));
        }
    }
}
