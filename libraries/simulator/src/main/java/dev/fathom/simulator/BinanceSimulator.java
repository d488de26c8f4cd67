package dev.fathom.simulator;

import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.SpotAccount;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.truth.Truth;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A venue that speaks Binance's protocol: that of spot, which is also that of Binance.US, or that
 * of the USD-M futures.
 *
 * <p>Owned by its loop's thread; only {@link Truth} and {@link FaultLog} may be read by others.
 * With a virtual loop and one seed it does the same, byte for byte, every time.
 */
public final class BinanceSimulator implements Venue {
    private static final long TICK_NS = 100_000_000;
    private static final int TICK_MS = 100;
    private static final int MOST_ACTIONS_AT_ONCE = 10_000;
    private static final long SHORTEST_PAUSE_NS = 1_000_000;

    private final SimulatorLoop loop;
    private final BinanceProtocol protocol;
    private final SimulatorOptions options;
    private final VenueClock clock;
    private final Map<String, Market> markets = new LinkedHashMap<>();
    private final Map<String, Stream> streams = new LinkedHashMap<>();
    private final ArmedFaults armed;
    private final Faults faults;
    private final StreamHub hub;
    private final RestApi rest;
    private final ConnectLimit connects;
    private final Optional<AccountSide> account;
    private final Optional<AccountRest> accountRest;
    private long ticks;
    private long startedNs;
    private boolean started;

    /** A venue whose books are full but where nothing happens before {@link #start}. */
    public BinanceSimulator(SimulatorOptions options, SimulatorLoop loop) {
        this.loop = loop;
        protocol = options.protocol();
        VenueClock clock = new VenueClock(loop);
        FaultLog log = new FaultLog(loop);
        armed = new ArmedFaults(log);
        this.options = options;
        this.clock = clock;
        options.instruments().forEach(this::open);
        hub = new StreamHub(loop, clock, options.limits(), streams);
        account =
                options.account()
                        .map(it ->
                                new AccountSide(it, options, loop, clock, markets, streams, armed));
        faults = new Faults(loop, clock, hub, markets.values(), armed, log, this::expireKeys);
        rest = new RestApi(loop, clock, options, markets, armed);
        accountRest = account.map(it -> new AccountRest(it.restParts(), rest));
        connects = new ConnectLimit(options.limits().connectsPerFiveMinutes());
    }

    private Market open(InstrumentSpec instrument) {
        Market market = new Market(instrument, clock, armed, options);
        markets.put(instrument.symbol(), market);
        streams.putAll(market.streams());
        return market;
    }

    /** Lets the traders begin and the streams run. */
    @Override
    public void start() {
        if (started) {
            throw new IllegalStateException("the simulator has been started already");
        }
        started = true;
        startedNs = loop.monotonicNs();
        loop.schedule(TICK_NS, this::tick);
        account.ifPresent(AccountSide::start);
        for (Market market : markets.values()) {
            market.remember(startedNs);
            if (market.instrument().changesPerSecond() > 0) {
                trade(market, startedNs + market.pauseNs());
            }
        }
    }

    @Override
    public Handshake connect(String pathAndQuery, String remoteAddress, ClientPort client) {
        if (armed.use(Fault.Refuse.class, _ -> true).isPresent()) {
            return StreamAddress.refused(503, "Service Unavailable");
        }
        if (!connects.admits(remoteAddress, loop.monotonicNs())) {
            return StreamAddress.refused(429, "Too many connections");
        }
        if (account.isPresent()
                && account.get().owned instanceof SpotAccount spot
                && ApiSession.isMeantBy(pathAndQuery)) {
            return ApiSession.open(
                    pathAndQuery, hub, client, account.get(), spot.api(), rest, remoteAddress);
        }
        return StreamAddress.open(pathAndQuery, protocol, address -> accept(address, client));
    }

    private StreamSession accept(StreamAddress address, ClientPort client) {
        StreamSession session =
                new StreamSession(hub, client, address, name -> delivers(address.route(), name));
        session.start();
        session.subscribe(address.streams());
        return session;
    }

    private boolean delivers(String route, String stream) {
        if (stream.equals(AccountSide.STREAM)) {
            return false;
        }
        return streams.get(stream) instanceof ListenKeyStream
                ? protocol.deliversAccount(route)
                : protocol.delivers(route, stream);
    }

    private void expireKeys() {
        account.ifPresent(AccountSide::expireKeys);
    }

    @Override
    public void request(HttpAsk ask, String remoteAddress, Consumer<HttpReply> reply) {
        if (accountRest.isEmpty() || !accountRest.get().request(ask, remoteAddress, reply)) {
            Venue.super.request(ask, remoteAddress, reply);
        }
    }

    @Override
    public void get(String pathAndQuery, String remoteAddress, Consumer<HttpReply> reply) {
        rest.get(pathAndQuery, remoteAddress, reply);
    }

    /** The symbols traded, in the order of the options. */
    public List<String> symbols() {
        return List.copyOf(markets.keySet());
    }

    /**
     * What the symbol's book and trades really are; readable on any thread.
     *
     * @throws IllegalArgumentException if the venue does not have the symbol
     */
    public Truth truth(String symbol) {
        return market(symbol).truth();
    }

    /**
     * What the account really is; readable on any thread.
     *
     * @throws IllegalStateException if the venue has no account
     */
    public AccountTruth accountTruth() {
        return account.orElseThrow(() -> new IllegalStateException("no account here"))
                .account()
                .truth();
    }

    /**
     * Nobody trades any more, or again.
     *
     * @param status the venue's word: {@code TRADING}, {@code HALT} or {@code BREAK}
     */
    public void status(String symbol, String status) {
        market(symbol).status(status);
    }

    /** New prices lie on another grid. */
    public void tickSize(String symbol, BigDecimal size) {
        market(symbol).tick(size);
    }

    /** One more instrument is traded from now on. */
    public void list(InstrumentSpec instrument) {
        Market market = open(instrument);
        account.ifPresent(it -> market.serve(it.account()));
        market.remember(loop.monotonicNs());
        trade(market, loop.monotonicNs() + market.pauseNs());
    }

    /** An instrument is no longer traded; its streams stay silent. */
    public void delist(String symbol) {
        Market gone = market(symbol);
        account.ifPresent(it -> it.account().expire(symbol));
        gone.status("BREAK");
        markets.remove(symbol);
        gone.streams().keySet().forEach(streams::remove);
    }

    /** Open WebSocket connections. */
    public int connections() {
        return hub.sessionsOf("").size();
    }

    /** What goes wrong here. */
    public Faults faults() {
        return faults;
    }

    /**
     * Places an order of one's own: a limit order at {@code price}, or a market order without one.
     */
    public void order(
            String symbol, BookSide side, Optional<BigDecimal> price, BigDecimal quantity) {
        market(symbol).order(side, price, quantity);
    }

    private Market market(String symbol) {
        Market market = markets.get(symbol);
        if (market == null) {
            throw new IllegalArgumentException("no symbol " + symbol + " here, only " + symbols());
        }
        return market;
    }

    private void trade(Market market, long dueNs) {
        long delay = Math.max(SHORTEST_PAUSE_NS, dueNs - loop.monotonicNs());
        loop.schedule(
                delay,
                () -> {
                    long now = loop.monotonicNs();
                    long due = dueNs;
                    int actions = 0;
                    while (due <= now && actions++ < MOST_ACTIONS_AT_ONCE) {
                        due += market.act();
                    }
                    // After a long stall of the machine the market goes on from now.
                    trade(market, Math.max(due, now));
                });
    }

    private void tick() {
        ticks++;
        for (Market market : markets.values()) {
            market.remember(loop.monotonicNs());
            for (Speed speed : protocol.speeds()) {
                if (speed.isDue(ticks, TICK_MS)) {
                    market.tick(speed);
                }
            }
        }
        long next = startedNs + (ticks + 1) * TICK_NS;
        loop.schedule(Math.max(0, next - loop.monotonicNs()), this::tick);
    }
}
