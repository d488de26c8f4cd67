package dev.fathom.cli.demo;

import dev.fathom.cli.ladder.TradeTape;
import dev.fathom.feed.Feed;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.FeedTimings;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.simulator.FaultLog;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.instream.BitfinexDialect;
import dev.fathom.simulator.instream.Dialect;
import dev.fathom.simulator.instream.KrakenDialect;
import dev.fathom.simulator.instream.UpbitDialect;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Simulated exchanges on loopback sockets in this process, one of each kind of feed, a feed that
 * follows their books, and a check of every state of each book against the truth. Safe for many
 * threads.
 */
public final class Demo implements AutoCloseable {
    private static final List<Dialect> IN_STREAM =
            List.of(new BitfinexDialect(), new KrakenDialect(), new UpbitDialect());
    private static final List<String> FUTURES = List.of("BTCUSDT", "ETHUSDT");
    // Every book fits a snapshot that costs little, so that books are known whole.
    private static final int LEVELS_PER_SIDE = 500;
    private static final int SNAPSHOT_LEVELS = 1000;
    // Two books a connection: what befalls one connection leaves the others alone.
    private static final int STREAMS_PER_CONNECTION = 4;

    private final List<DemoExchange> exchanges;
    private final Feed feed;
    private final Map<Instrument, DemoExchange> exchangeOf = new LinkedHashMap<>();
    private final Map<Instrument, BookChecker> checkers = new LinkedHashMap<>();
    private final Liveness liveness = new Liveness();
    private final TradeTape tape = new TradeTape();
    private final Consumer<FeedStatus> onStatus;
    private final boolean faulty;
    private final long startNs;

    private Demo(
            List<DemoExchange> exchanges,
            Feed feed,
            boolean faulty,
            Consumer<FeedStatus> onStatus) {
        this.exchanges = exchanges;
        this.feed = feed;
        this.faulty = faulty;
        this.onStatus = onStatus;
        for (DemoExchange exchange : exchanges) {
            for (Instrument instrument : exchange.instruments()) {
                exchangeOf.put(instrument, exchange);
                checkers.put(instrument, new BookChecker(exchange, instrument.symbol()));
            }
        }
        this.startNs = System.nanoTime();
    }

    /**
     * Starts the exchanges and follows their books.
     *
     * @param seed of the exchanges
     * @param symbols of the books, on Binance spot alone; if empty all books of all exchanges
     * @param faulty whether {@link #misbehave} will be used: the feed is then quick to doubt
     * @param onStatus told what happens on the way, on connection threads
     * @throws IOException if no port can be had
     * @throws IllegalArgumentException if a symbol is not traded there
     */
    public static Demo start(
            long seed, List<String> symbols, boolean faulty, Consumer<FeedStatus> onStatus)
            throws IOException {
        List<InstrumentSpec> specs = sized(Specs.chosen(symbols));
        List<DemoExchange> exchanges = new ArrayList<>();
        try {
            exchanges.add(
                    BinanceExchange.start(
                            "binance", SimulatorOptions.of(seed).withInstruments(specs)));
            if (symbols.isEmpty()) {
                startOthers(seed, exchanges);
            }
        } catch (IOException | RuntimeException e) {
            exchanges.forEach(DemoExchange::close);
            throw e;
        }
        FeedOptions options =
                FeedOptions.DEFAULT
                        .withSnapshotLevels(SNAPSHOT_LEVELS)
                        .withStreamsPerConnection(STREAMS_PER_CONNECTION)
                        .withTimings(faulty ? FeedTimings.IMPATIENT : FeedTimings.DEFAULT);
        for (DemoExchange exchange : exchanges) {
            options = options.withEndpoints(exchange.venue(), exchange.endpoints());
        }
        Demo demo = new Demo(exchanges, Feed.open(options), faulty, onStatus);
        demo.follow();
        return demo;
    }

    private static void startOthers(long seed, List<DemoExchange> exchanges) throws IOException {
        exchanges.add(
                BinanceExchange.start(
                        "binance-futures",
                        SimulatorOptions.of(seed)
                                .withInstruments(sized(Specs.chosen(FUTURES)))
                                .asUsdM()));
        for (Dialect dialect : IN_STREAM) {
            exchanges.add(InStreamExchange.start(dialect, seed, 0));
        }
    }

    private static List<InstrumentSpec> sized(List<InstrumentSpec> specs) {
        return specs.stream().map(spec -> spec.withLevelsPerSide(LEVELS_PER_SIDE)).toList();
    }

    private void follow() {
        for (Instrument instrument : exchangeOf.keySet()) {
            liveness.follow(instrument, System.nanoTime());
            BookChecker checker = checker(instrument);
            feed.follow(instrument, new Watcher(instrument, checker), Channel.DEPTH, Channel.TRADE);
        }
    }

    private final class Watcher implements FeedListener {
        private final Instrument instrument;
        private final BookChecker checker;

        Watcher(Instrument instrument, BookChecker checker) {
            this.instrument = instrument;
            this.checker = checker;
        }

        @Override
        public void onBook(LiveBook book) {
            checker.check(book);
        }

        @Override
        public void onTrade(Trade trade) {
            tape.add(trade);
        }

        @Override
        public void onStatus(FeedStatus status) {
            liveness.note(status, System.nanoTime());
            // What concerns all is told to each; once is enough.
            if (status.about().isPresent() || instrument.equals(firstOf(instrument))) {
                onStatus.accept(status);
            }
        }
    }

    private Instrument firstOf(Instrument instrument) {
        DemoExchange exchange = exchangeOf.get(instrument);
        return exchange == null ? instrument : exchange.instruments().getFirst();
    }

    private BookChecker checker(Instrument instrument) {
        BookChecker checker = checkers.get(instrument);
        if (checker == null) {
            throw new IllegalStateException(instrument + " is not followed");
        }
        return checker;
    }

    /** Lets the exchanges misbehave in every way that a client can notice, spread over a time. */
    public void misbehave(long seed, Duration length) {
        exchanges.forEach(it -> it.misbehave(seed, length));
    }

    /** The last trades of each book. */
    TradeTape tape() {
        return tape;
    }

    /** The books followed. */
    public List<Instrument> instruments() {
        return List.copyOf(exchangeOf.keySet());
    }

    /** The feed that follows them. */
    public Feed feed() {
        return feed;
    }

    /** Books that are live now. */
    int liveNow() {
        return liveness.liveNow();
    }

    /** What has been seen so far. */
    DemoReport report() {
        long nowNs = System.nanoTime();
        Map<Instrument, Spans> dark = liveness.dark(nowNs);
        SortedMap<String, Long> perInstrument = new TreeMap<>();
        long updates = 0;
        long whole = 0;
        long partly = 0;
        long different = 0;
        Optional<String> firstDifference = Optional.empty();
        for (Map.Entry<Instrument, BookChecker> entry : checkers.entrySet()) {
            BookChecker checker = entry.getValue();
            perInstrument.put(entry.getKey().toString(), checker.whole());
            updates += checker.updates();
            whole += checker.whole();
            partly += checker.partly();
            different += checker.different();
            firstDifference = firstDifference.or(checker::firstDifference);
        }
        return new DemoReport(
                exchangeOf.size(),
                updates,
                liveness.resyncs(),
                whole,
                partly,
                different,
                firstDifference,
                liveShare(nowNs, dark),
                TimeUnit.NANOSECONDS.toMillis(firstLiveNs(nowNs) - startNs),
                TimeUnit.NANOSECONDS.toMillis(longestRecoveryNs(nowNs, dark)),
                faultCounts(),
                perInstrument);
    }

    private double liveShare(long nowNs, Map<Instrument, Spans> dark) {
        Recovery.Share share = Recovery.Share.NONE;
        for (DemoExchange exchange : exchanges) {
            share =
                    share.plus(
                            Recovery.live(
                                    countedFromNs(exchange),
                                    nowNs,
                                    dark,
                                    exchange.faults().outages()));
        }
        return share.ratio();
    }

    // Before its first snapshot a book has not been lost; a book that never came counts from the
    // start.
    private Map<Instrument, Long> countedFromNs(DemoExchange exchange) {
        Map<Instrument, Long> first = liveness.firstLiveNs();
        Map<Instrument, Long> from = new LinkedHashMap<>();
        exchange.instruments().forEach(it -> from.put(it, first.getOrDefault(it, startNs)));
        return from;
    }

    private long longestRecoveryNs(long nowNs, Map<Instrument, Spans> dark) {
        long longest = 0;
        for (DemoExchange exchange : exchanges) {
            Map<Instrument, Spans> its = new LinkedHashMap<>(dark);
            its.keySet().retainAll(exchange.instruments());
            longest =
                    Math.max(longest, Recovery.longestNs(its, faultEnds(exchange.faults(), nowNs)));
        }
        return longest;
    }

    private long firstLiveNs(long nowNs) {
        Map<Instrument, Long> first = liveness.firstLiveNs();
        return exchangeOf.keySet().stream()
                .mapToLong(it -> first.getOrDefault(it, nowNs))
                .max()
                .orElse(nowNs);
    }

    private static List<Long> faultEnds(FaultLog faults, long nowNs) {
        List<Long> ends = new ArrayList<>();
        faults.ended().stream()
                .filter(FaultLog.Ended::tookEffect)
                .forEach(it -> ends.add(it.atNs()));
        faults.outages().stream()
                .map(FaultLog.Outage::endNs)
                .filter(endNs -> endNs <= nowNs)
                .forEach(ends::add);
        return ends;
    }

    private SortedMap<String, Long> faultCounts() {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (DemoExchange exchange : exchanges) {
            if (faulty) {
                exchange.faultKinds().forEach(kind -> counts.putIfAbsent(kind, 0L));
            }
            exchange.faults().counts().forEach((kind, n) -> counts.merge(kind, n, Long::sum));
        }
        return counts;
    }

    /** Ends the feed, then the exchanges. */
    @Override
    public void close() {
        feed.close();
        exchanges.forEach(DemoExchange::close);
    }
}
