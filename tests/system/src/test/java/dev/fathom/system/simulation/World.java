package dev.fathom.system.simulation;

import dev.fathom.feed.Book;
import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.simulator.BinanceSimulator;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.venue.Endpoints;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** A venue, a network and a feed that follows everything there, in one thread of virtual time. */
final class World {
    private final VirtualTime time = new VirtualTime();
    private final BinanceSimulator venue;
    private final Feed feed;
    private final Map<Instrument, BookCheck> checks = new LinkedHashMap<>();
    private final Map<Instrument, Long> changedAtNs = new LinkedHashMap<>();
    private final List<EventCheck> events = new ArrayList<>();
    private final List<FeedStatus> statuses = new ArrayList<>();
    private final List<String> story = new ArrayList<>();

    World(long seed, List<InstrumentSpec> instruments, FeedOptions options, Duration latency) {
        this("binance", SimulatorOptions.of(seed).withInstruments(instruments), options, latency);
    }

    World(String id, SimulatorOptions market, FeedOptions options, Duration latency) {
        SplittableRandom random = new SplittableRandom(market.seed());
        venue = new BinanceSimulator(market.withHistory(100_000), time.simulatorLoop());
        feed =
                Feed.open(
                        options.withEndpoints(
                                id,
                                new Endpoints(
                                        "simulated",
                                        URI.create("ws://venue.test"),
                                        URI.create("http://venue.test"))),
                        new VirtualTransport(time, venue, random.split(), latency.toNanos()),
                        random.split());
        venue.start();
        for (String symbol : venue.symbols()) {
            Instrument instrument = new Instrument(id, symbol);
            Truth truth = venue.truth(symbol);
            EventCheck check = new EventCheck(truth, id.equals("binance"));
            checks.put(instrument, new BookCheck(truth));
            events.add(check);
            feed.follow(
                    instrument,
                    new Listener(check),
                    Channel.DEPTH,
                    Channel.top(List.of(5, 10, 20).get(random.nextInt(3))),
                    Channel.TRADE,
                    Channel.AGG_TRADE,
                    Channel.QUOTE);
        }
        while (time.step(0)) {
            // Until the instruments are followed there is nothing to check.
        }
    }

    private final class Listener implements FeedListener {
        private final EventCheck check;

        Listener(EventCheck check) {
            this.check = check;
        }

        @Override
        public void onBook(LiveBook book) {
            if (book.channel().kind() == Channel.Kind.TOP) {
                check.top(book);
            } else {
                changedAtNs.put(book.instrument(), time.nowNs());
            }
        }

        @Override
        public void onTrade(Trade trade) {
            check.trade(trade);
        }

        @Override
        public void onAggregateTrade(AggregateTrade trade) {
            check.aggregate(trade);
        }

        @Override
        public void onQuote(BestQuote quote) {
            check.quote(quote);
        }

        @Override
        public void onStatus(FeedStatus status) {
            statuses.add(status);
            story.add(TimeUnit.NANOSECONDS.toMillis(time.nowNs()) + " ms " + status.text());
        }
    }

    /** Lets time pass; checks every book that calls itself live after every step. */
    void run(Duration length) {
        long untilNs = time.nowNs() + length.toNanos();
        while (time.step(untilNs)) {
            for (Map.Entry<Instrument, BookCheck> check : checks.entrySet()) {
                check.getValue().check(feed.book(check.getKey()));
            }
        }
    }

    /** Lets time pass without looking at the books. */
    void runUnchecked(Duration length) {
        long untilNs = time.nowNs() + length.toNanos();
        while (time.step(untilNs)) {
            // Only time.
        }
    }

    VirtualTime time() {
        return time;
    }

    BinanceSimulator venue() {
        return venue;
    }

    List<Instrument> instruments() {
        return List.copyOf(checks.keySet());
    }

    Book book(Instrument instrument) {
        return feed.book(instrument);
    }

    /** How long the whole book of an instrument has not changed. */
    Duration unchangedFor(Instrument instrument) {
        return Duration.ofNanos(time.nowNs() - changedAtNs.getOrDefault(instrument, 0L));
    }

    /** All that the feed told, each as often as it has listeners for it. */
    List<FeedStatus> statuses() {
        return statuses;
    }

    <T extends FeedStatus> List<T> statuses(Class<T> kind) {
        return statuses.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The last things that the feed told, with their times. */
    String story() {
        return String.join(
                System.lineSeparator() + "  ",
                story.subList(Math.max(0, story.size() - 40), story.size()));
    }

    long comparedBooks() {
        return checks.values().stream().mapToLong(BookCheck::compared).sum();
    }

    /** Requires that no trade of more than this long ago is missing. */
    void requireWholeTapes(Duration age) {
        long us = TimeUnit.NANOSECONDS.toMicros(time.wallNs() - age.toNanos());
        events.forEach(it -> it.requireTradesUntil(us));
    }

    /** Trades that requests brought. */
    long filledTrades() {
        return events.stream().mapToLong(EventCheck::filled).sum();
    }

    long comparedEvents() {
        return events.stream().mapToLong(EventCheck::compared).sum();
    }

    void close() {
        feed.close();
    }
}
