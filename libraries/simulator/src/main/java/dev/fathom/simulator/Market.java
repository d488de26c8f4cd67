package dev.fathom.simulator;

import dev.fathom.simulator.account.Account;
import dev.fathom.simulator.account.TradingPlace;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.EngineListener;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.engine.MatchingEngine;
import dev.fathom.simulator.engine.OrderFlow;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.simulator.truth.TruthAggregate;
import dev.fathom.simulator.truth.TruthRecorder;
import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** One instrument at the venue: its engine, its traders, its truth and its streams. */
final class Market implements EngineListener, TradingPlace {
    private static final int[] PARTIAL_LEVELS = {5, 10, 20};
    private static final int REMEMBERED_TICKS = 6_000;

    private final InstrumentSpec instrument;
    private final BinanceProtocol protocol;
    private final VenueClock clock;
    private final RandomGenerator random;
    private final MatchingEngine engine = new MatchingEngine(this);
    private OrderFlow flow;
    private BigDecimal tick;
    private String status = "TRADING";
    private final TruthRecorder recorder;
    private final Stream bookTicker;
    private final Stream trade;
    private final Stream aggTrade;
    private final List<DepthStream> diffs = new ArrayList<>();
    private final List<PartialDepthStream> partials = new ArrayList<>();
    private final ArrayDeque<Moment> past = new ArrayDeque<>();
    private Best best = new Best(0, 0, 0, 0);
    private int restarts;
    private Optional<Account> account = Optional.empty();

    private record Best(long bid, long bidQuantity, long ask, long askQuantity) {}

    private record Moment(long monotonicNs, long id) {}

    Market(
            InstrumentSpec instrument,
            VenueClock clock,
            ArmedFaults faults,
            SimulatorOptions options) {
        long seed = options.seed();
        this.protocol = options.protocol();
        this.instrument = instrument;
        this.clock = clock;
        // Not from one shared generator: a symbol's market must not depend on which others there
        // are.
        random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ instrument.symbol().hashCode());
        recorder =
                new TruthRecorder(
                        instrument.symbol(),
                        instrument.firstUpdateId(),
                        instrument.firstTradeId(),
                        options.history());
        tick = instrument.tickSize();
        flow = new OrderFlow(instrument, engine, random);
        String lower = instrument.symbol().toLowerCase(Locale.ROOT);
        bookTicker = new Stream(lower + "@bookTicker", instrument.symbol(), faults);
        trade = new Stream(lower + "@trade", instrument.symbol(), faults);
        aggTrade = new Stream(lower + "@aggTrade", instrument.symbol(), faults);
        flow.fill();
        RandomGenerator cuts = new SplittableRandom(seed ^ instrument.symbol().hashCode() * 31L);
        long step = InstrumentSpec.units(instrument.stepSize());
        for (Speed speed : protocol.speeds()) {
            String depth = lower + "@depth";
            diffs.add(
                    new DepthStream(depth + speed.suffix, speed, this, clock, faults, cuts, step));
            for (int levels : PARTIAL_LEVELS) {
                String name = depth + levels + speed.suffix;
                partials.add(new PartialDepthStream(name, speed, this, levels, clock, faults));
            }
        }
    }

    /** From now on this account may have orders here. */
    void serve(Account owner) {
        account = Optional.of(owner);
    }

    @Override
    public MatchingEngine engine() {
        return engine;
    }

    @Override
    public InstrumentSpec instrument() {
        return instrument;
    }

    @Override
    public String symbol() {
        return instrument.symbol();
    }

    Truth truth() {
        return recorder.truth();
    }

    /** Every stream that really sends something, by name. */
    Map<String, Stream> streams() {
        Map<String, Stream> all = new LinkedHashMap<>();
        diffs.forEach(it -> all.put(it.name, it));
        partials.forEach(it -> all.put(it.name, it));
        for (Stream each : new Stream[] {bookTicker, trade, aggTrade}) {
            all.put(each.name, each);
        }
        return all;
    }

    /** One trader acts, if they may; returns the time until the next one does, in nanoseconds. */
    long act() {
        if (status.equals("TRADING")) {
            flow.step();
            account.ifPresent(Account::settle);
        }
        return pauseNs();
    }

    @Override
    public String status() {
        return status;
    }

    /** Changes whether it is traded. */
    void status(String word) {
        status = word;
    }

    @Override
    public BigDecimal tick() {
        return tick;
    }

    /** New orders have prices on another grid; those that rest stay. */
    void tick(BigDecimal size) {
        tick = size;
        flow = new OrderFlow(instrument.withTickSize(size), engine, random);
    }

    /** A random time between two traders' actions, in nanoseconds. */
    long pauseNs() {
        long mean = 1_000_000_000L / instrument.changesPerSecond();
        return 1 + random.nextLong(2 * mean);
    }

    /** An order from outside the flow. */
    void order(BookSide side, Optional<BigDecimal> price, BigDecimal quantity) {
        long units = InstrumentSpec.units(quantity);
        if (price.isPresent()) {
            engine.limit(side, InstrumentSpec.units(price.get()), units);
        } else {
            engine.market(side, units);
        }
        account.ifPresent(Account::settle);
    }

    void tick(Speed speed) {
        diffs.stream().filter(it -> it.speed == speed).forEach(DepthStream::tick);
        partials.stream().filter(it -> it.speed == speed).forEach(PartialDepthStream::tick);
    }

    /** Remembers which update id there is now, for snapshots of the past. */
    void remember(long monotonicNs) {
        past.addLast(new Moment(monotonicNs, truth().lastId()));
        if (past.size() > REMEMBERED_TICKS) {
            past.removeFirst();
        }
    }

    /** The update id there was at a time, or the oldest known. */
    long idAt(long monotonicNs) {
        long id = truth().oldestId();
        for (Moment moment : past) {
            if (moment.monotonicNs > monotonicNs) {
                break;
            }
            id = moment.id;
        }
        return truth().knows(id) ? id : truth().oldestId();
    }

    /**
     * The book goes on under smaller ids, never used before: each run of ids has its own ten
     * million.
     */
    void restartIds() {
        restarts++;
        long id =
                Math.max(
                        1,
                        Math.min(2_000_000_000L, instrument.firstUpdateId())
                                - restarts * 10_000_000L);
        diffs.forEach(it -> it.restartIds(id + 1));
        recorder.restartIds(id);
    }

    /** The book of now in the form of a REST answer. */
    String depth(int limit) {
        StringBuilder out = new StringBuilder(64 + 64 * limit);
        out.append("{\"lastUpdateId\":").append(truth().lastId());
        if (protocol == BinanceProtocol.COIN_M) {
            out.append(",\"symbol\":\"")
                    .append(symbol())
                    .append("\",\"pair\":\"")
                    .append(instrument.pair())
                    .append('"');
        }
        if (protocol.isFutures()) {
            long ms = WireTime.MILLISECOND.of(clock.us());
            out.append(",\"E\":").append(ms).append(",\"T\":").append(ms);
        }
        levels(out.append(",\"bids\":["), BookSide.BID, limit);
        levels(out.append(",\"asks\":["), BookSide.ASK, limit);
        return out.append('}').toString();
    }

    /** The best levels of now in the form of a message; futures give it that of an update. */
    String partialDepth(int limit, long sentId, long time) {
        if (protocol == BinanceProtocol.SPOT) {
            return depth(limit);
        }
        StringBuilder out = new StringBuilder(64 + 64 * limit);
        long id = truth().lastId();
        BinanceText.futuresUpdate(out, symbol(), instrument.pair(), id, id, sentId, time);
        levels(out.append(",\"b\":["), BookSide.BID, limit);
        levels(out.append(",\"a\":["), BookSide.ASK, limit);
        return out.append('}').toString();
    }

    /** A change of the book as a message. */
    String update(DepthBatch batch, long time) {
        return protocol == BinanceProtocol.SPOT
                ? BinanceText.depthUpdate(symbol(), batch, time)
                : BinanceText.futuresUpdate(symbol(), instrument.pair(), batch, time);
    }

    private void levels(StringBuilder out, BookSide side, int limit) {
        engine.best(side, limit, (price, quantity) -> BinanceText.level(out, price, quantity));
        BinanceText.closeList(out);
    }

    /** The best prices and quantities in the form of a REST answer. */
    String bookTickerRow() {
        StringBuilder out = new StringBuilder(160);
        out.append("{\"symbol\":\"").append(symbol()).append("\",\"bidPrice\":\"");
        BinanceText.number(out, best.bid);
        BinanceText.number(out.append("\",\"bidQty\":\""), best.bidQuantity);
        BinanceText.number(out.append("\",\"askPrice\":\""), best.ask);
        BinanceText.number(out.append("\",\"askQty\":\""), best.askQuantity);
        return out.append("\"}").toString();
    }

    @Override
    public void level(BookSide side, long price, long before, long after) {
        long id = recorder.change(side, price, before, after);
        long bid = engine.best(BookSide.BID).orElse(0);
        long ask = engine.best(BookSide.ASK).orElse(0);
        Best now =
                new Best(
                        bid,
                        engine.quantityAt(BookSide.BID, bid),
                        ask,
                        engine.quantityAt(BookSide.ASK, ask));
        if (now.equals(best)) {
            return;
        }
        best = now;
        if (!bookTicker.isSilent()) {
            String row =
                    BinanceText.bookTicker(
                            symbol(), id, now.bid, now.bidQuantity, now.ask, now.askQuantity);
            String text = protocol == BinanceProtocol.SPOT ? row : futuresTicker(row);
            bookTicker.publish(new Payload(bookTicker.name, _ -> text));
        }
    }

    private String futuresTicker(String row) {
        long ms = WireTime.MILLISECOND.of(clock.us());
        return "{\"e\":\"bookTicker\",%s,\"T\":%d,\"E\":%d}"
                .formatted(row.substring(1, row.length() - 1), ms, ms);
    }

    @Override
    public void fill(BookSide taker, long price, long quantity) {
        TruthTrade made =
                new TruthTrade(
                        truth().trades().lastId() + 1,
                        truth().aggregates().lastId() + 1,
                        decimal(price),
                        decimal(quantity),
                        clock.us(),
                        taker == BookSide.ASK);
        recorder.trade(made);
        account.ifPresent(it -> it.seen(symbol(), made.price()));
        trade.publish(
                new Payload(trade.name, unit -> BinanceText.trade(symbol(), made, unit, protocol)));
    }

    @Override
    public void traded(long id, boolean maker) {
        TruthTrade made = truth().trades().at(truth().trades().lastId()).orElseThrow();
        account.ifPresent(it -> it.traded(id, maker, made));
    }

    @Override
    public void swept(BookSide taker, long price, long quantity, int fills) {
        long lastTrade = truth().trades().lastId();
        TruthAggregate made =
                new TruthAggregate(
                        truth().aggregates().lastId() + 1,
                        lastTrade - fills + 1,
                        lastTrade,
                        decimal(price),
                        decimal(quantity),
                        clock.us(),
                        taker == BookSide.ASK);
        recorder.aggregate(made);
        aggTrade.publish(
                new Payload(aggTrade.name, unit -> BinanceText.aggTrade(symbol(), made, unit)));
    }

    private static BigDecimal decimal(long units) {
        return BigDecimal.valueOf(units, InstrumentSpec.SCALE);
    }
}
