package dev.fathom.simulator.instream;

import dev.fathom.simulator.account.Account;
import dev.fathom.simulator.account.TradingPlace;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.EngineListener;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.engine.MatchingEngine;
import dev.fathom.simulator.engine.OrderFlow;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.simulator.truth.TruthRecorder;
import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** One instrument: its engine, its traders and its truth. Owned by the venue's loop. */
final class Board implements EngineListener, TradingPlace {
    private static final int KEPT_TIMES = 20_000;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final InstrumentSpec instrument;
    private final String symbol;
    private final LongSupplier clockUs;
    private final BiConsumer<Board, TruthTrade> traded;
    private final RandomGenerator random;
    private final MatchingEngine engine = new MatchingEngine(this);
    private final TruthRecorder recorder;
    private final OrderFlow flow;
    private final Map<Long, Long> idByTime = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    private Optional<Account> account = Optional.empty();
    private String status = "TRADING";

    Board(
            InstrumentSpec instrument,
            String symbol,
            long seed,
            int history,
            LongSupplier clockUs,
            BiConsumer<Board, TruthTrade> traded) {
        this.instrument = instrument;
        this.symbol = symbol;
        this.clockUs = clockUs;
        this.traded = traded;
        random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ symbol.hashCode());
        recorder =
                new TruthRecorder(
                        symbol, instrument.firstUpdateId(), instrument.firstTradeId(), history);
        flow = new OrderFlow(instrument, engine, random);
        flow.fill();
    }

    /** From now on this account may have orders here. */
    void serve(Account owner) {
        account = Optional.of(owner);
    }

    @Override
    public InstrumentSpec instrument() {
        return instrument;
    }

    @Override
    public String symbol() {
        return symbol;
    }

    Truth truth() {
        return recorder.truth();
    }

    @Override
    public BigDecimal tick() {
        return instrument.tickSize();
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
    public MatchingEngine engine() {
        return engine;
    }

    /** One trader acts, if they may; returns the time until the next one does, in nanoseconds. */
    long act() {
        if (status.equals("TRADING")) {
            flow.step();
            account.ifPresent(Account::settle);
        }
        return 1 + random.nextLong(2 * NS_PER_SECOND / instrument.changesPerSecond());
    }

    /** Remembers that what is sent with this time shows the book as it is. */
    void sent(long time) {
        idByTime.put(time, truth().lastId());
        times.add(time);
        if (times.size() > KEPT_TIMES) {
            idByTime.remove(times.remove());
        }
    }

    /** The update id of the book that was sent with this time; any thread. */
    OptionalLong idAt(long time) {
        Long id = idByTime.get(time);
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }

    @Override
    public void level(BookSide side, long price, long before, long after) {
        recorder.change(side, price, before, after);
    }

    @Override
    public void fill(BookSide taker, long price, long quantity) {
        TruthTrade made =
                new TruthTrade(
                        truth().trades().lastId() + 1,
                        0,
                        decimal(price),
                        decimal(quantity),
                        clockUs.getAsLong(),
                        taker == BookSide.ASK);
        recorder.trade(made);
        traded.accept(this, made);
    }

    @Override
    public void traded(long id, boolean maker) {
        TruthTrade made = truth().trades().at(truth().trades().lastId()).orElseThrow();
        account.ifPresent(it -> it.traded(id, maker, made));
    }

    @Override
    public void swept(BookSide taker, long price, long quantity, int fills) {}

    static BigDecimal decimal(long units) {
        return BigDecimal.valueOf(units, InstrumentSpec.SCALE);
    }
}
