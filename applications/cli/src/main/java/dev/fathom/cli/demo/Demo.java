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
import dev.fathom.simulator.SimulatorServer;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.fault.FaultScript;
import dev.fathom.venue.Endpoints;
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
 * A simulated exchange on loopback sockets in this process, a feed that follows its books, and a
 * check of every state of each book against the truth. Safe for many threads.
 */
public final class Demo implements AutoCloseable {
    private static final String VENUE = "binance";
    // Every book fits a snapshot that costs little, so that books are known whole.
    private static final int LEVELS_PER_SIDE = 500;
    private static final int SNAPSHOT_LEVELS = 1000;
    // Two books a connection: what befalls one connection leaves the others alone.
    private static final int STREAMS_PER_CONNECTION = 4;

    private final SimulatorServer exchange;
    private final Feed feed;
    private final List<Instrument> instruments;
    private final Map<Instrument, BookChecker> checkers = new LinkedHashMap<>();
    private final Liveness liveness = new Liveness();
    private final TradeTape tape = new TradeTape();
    private final Consumer<FeedStatus> onStatus;
    private final FaultLog faults;
    private final boolean faulty;
    private final long startNs;

    private Demo(
            SimulatorServer exchange,
            Feed feed,
            List<Instrument> instruments,
            boolean faulty,
            Consumer<FeedStatus> onStatus) {
        this.exchange = exchange;
        this.feed = feed;
        this.instruments = instruments;
        this.faulty = faulty;
        this.onStatus = onStatus;
        this.faults = exchange.faultLog();
        for (Instrument instrument : instruments) {
            checkers.put(instrument, new BookChecker(exchange.truth(instrument.symbol())));
        }
        this.startNs = System.nanoTime();
    }

    /**
     * Starts the exchange and follows its books.
     *
     * @param seed of the exchange
     * @param symbols of the books; all the exchange trades if empty
     * @param faulty whether {@link #misbehave} will be used: the feed is then quick to doubt
     * @param onStatus told what happens on the way, on connection threads
     * @throws IOException if no port can be had
     * @throws IllegalArgumentException if a symbol is not traded there
     */
    public static Demo start(
            long seed, List<String> symbols, boolean faulty, Consumer<FeedStatus> onStatus)
            throws IOException {
        List<InstrumentSpec> specs =
                Specs.chosen(symbols).stream()
                        .map(spec -> spec.withLevelsPerSide(LEVELS_PER_SIDE))
                        .toList();
        SimulatorServer exchange =
                SimulatorServer.start(SimulatorOptions.of(seed).withInstruments(specs), 0, 0);
        FeedOptions options =
                FeedOptions.DEFAULT
                        .withEndpoints(
                                VENUE,
                                new Endpoints("demo", exchange.webSocketUri(), exchange.restUri()))
                        .withSnapshotLevels(SNAPSHOT_LEVELS)
                        .withStreamsPerConnection(STREAMS_PER_CONNECTION)
                        .withTimings(faulty ? FeedTimings.IMPATIENT : FeedTimings.DEFAULT);
        List<Instrument> instruments =
                specs.stream().map(spec -> new Instrument(VENUE, spec.symbol())).toList();
        Demo demo = new Demo(exchange, Feed.open(options), instruments, faulty, onStatus);
        demo.follow();
        return demo;
    }

    private void follow() {
        for (Instrument instrument : instruments) {
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
            if (status.about().isPresent() || instrument.equals(instruments.getFirst())) {
                onStatus.accept(status);
            }
        }
    }

    private BookChecker checker(Instrument instrument) {
        BookChecker checker = checkers.get(instrument);
        if (checker == null) {
            throw new IllegalStateException(instrument + " is not followed");
        }
        return checker;
    }

    /** Lets the exchange misbehave in every way that ids can reveal, spread over a time. */
    public void misbehave(long seed, Duration length) {
        List<String> symbols = instruments.stream().map(Instrument::symbol).toList();
        FaultScript script = DemoFaults.script(seed, length, symbols);
        exchange.play(script);
    }

    /** The last trades of each book. */
    TradeTape tape() {
        return tape;
    }

    /** The books followed. */
    public List<Instrument> instruments() {
        return instruments;
    }

    /** The feed that follows them. */
    public Feed feed() {
        return feed;
    }

    /** Where the exchange is. */
    public Endpoints endpoints() {
        return new Endpoints("demo", exchange.webSocketUri(), exchange.restUri());
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
            perInstrument.put(entry.getKey().symbol(), checker.whole());
            updates += checker.updates();
            whole += checker.whole();
            partly += checker.partly();
            different += checker.different();
            firstDifference = firstDifference.or(checker::firstDifference);
        }
        return new DemoReport(
                instruments.size(),
                updates,
                liveness.resyncs(),
                whole,
                partly,
                different,
                firstDifference,
                Recovery.liveShare(countedFromNs(), nowNs, dark, faults.outages()),
                TimeUnit.NANOSECONDS.toMillis(firstLiveNs(nowNs) - startNs),
                TimeUnit.NANOSECONDS.toMillis(Recovery.longestNs(dark, faultEnds(nowNs))),
                faultCounts(),
                perInstrument);
    }

    // Before its first snapshot a book has not been lost; a book that never came counts from the
    // start.
    private Map<Instrument, Long> countedFromNs() {
        Map<Instrument, Long> first = liveness.firstLiveNs();
        Map<Instrument, Long> from = new LinkedHashMap<>();
        instruments.forEach(it -> from.put(it, first.getOrDefault(it, startNs)));
        return from;
    }

    private long firstLiveNs(long nowNs) {
        Map<Instrument, Long> first = liveness.firstLiveNs();
        return instruments.stream()
                .mapToLong(it -> first.getOrDefault(it, nowNs))
                .max()
                .orElse(nowNs);
    }

    private List<Long> faultEnds(long nowNs) {
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
        if (faulty) {
            DemoFaults.kinds().forEach(kind -> counts.put(kind, 0L));
        }
        counts.putAll(faults.counts());
        return counts;
    }

    /** Ends the feed, then the exchange. */
    @Override
    public void close() {
        feed.close();
        exchange.close();
    }
}
