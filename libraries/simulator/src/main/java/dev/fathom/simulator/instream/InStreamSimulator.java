package dev.fathom.simulator.instream;

import dev.fathom.simulator.ClientPort;
import dev.fathom.simulator.FaultLog;
import dev.fathom.simulator.Handshake;
import dev.fathom.simulator.HttpAsk;
import dev.fathom.simulator.HttpReply;
import dev.fathom.simulator.Query;
import dev.fathom.simulator.SimulatorLoop;
import dev.fathom.simulator.Venue;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.FaultScript;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.simulator.truth.TruthTrade;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A venue whose books begin in the stream, in one of its dialects. Every tenth of a second it sends
 * what has changed of each book; the time in these frames tells which state of the truth they show.
 * Owned by its loop; {@link #truth} and {@link #idAt} may be read by any thread.
 */
public final class InStreamSimulator implements Venue {
    private static final long TICK_NS = 100_000_000;

    private final Dialect dialect;
    private final SimulatorLoop loop;
    private final Map<String, Board> boards = new LinkedHashMap<>();
    private final List<InStreamSession> sessions = new ArrayList<>();
    private final InStreamFaults faults;
    private final InStreamOutages outages;
    private final Optional<InStreamAccount> account;

    /**
     * A venue that has not begun yet.
     *
     * @param history how many changes of each book stay readable
     */
    public InStreamSimulator(
            Dialect dialect,
            long seed,
            List<InstrumentSpec> instruments,
            int history,
            SimulatorLoop loop) {
        this(dialect, seed, instruments, history, Optional.empty(), loop);
    }

    /**
     * The same with an account.
     *
     * @throws IllegalArgumentException if accounts are not simulated in this dialect
     */
    public InStreamSimulator(
            Dialect dialect,
            long seed,
            List<InstrumentSpec> instruments,
            int history,
            Optional<AccountOptions> account,
            SimulatorLoop loop) {
        this.dialect = dialect;
        this.loop = loop;
        faults = new InStreamFaults(new FaultLog(loop));
        outages = new InStreamOutages(loop, faults.log(), sessions);
        for (InstrumentSpec instrument : instruments) {
            String symbol = dialect.symbol(instrument);
            boards.put(
                    symbol, new Board(instrument, symbol, seed, history, this::us, this::traded));
        }
        this.account = account.map(it -> dialect.account(it, seed, boards, this::us, loop));
    }

    @Override
    public void start() {
        loop.schedule(TICK_NS, this::tick);
        boards.values().forEach(this::act);
        account.ifPresent(InStreamAccount::start);
    }

    private void act(Board board) {
        if (board.instrument().changesPerSecond() > 0) {
            loop.schedule(board.act(), () -> act(board));
        }
    }

    private long us() {
        return Math.floorDiv(loop.wallNs(), 1000);
    }

    private void tick() {
        loop.schedule(TICK_NS, this::tick);
        if (outages.isMuted()) {
            return;
        }
        long us = us();
        boards.values().forEach(it -> it.sent(dialect.time(us)));
        List.copyOf(sessions).forEach(it -> it.tick(us));
    }

    private void traded(Board board, TruthTrade trade) {
        List.copyOf(sessions).forEach(it -> it.trade(board, trade));
    }

    @Override
    public Handshake connect(String pathAndQuery, String remoteAddress, ClientPort client) {
        if (outages.isRefusing()) {
            return new Handshake.Refused(503, "Service Unavailable", Map.of());
        }
        InStreamSession session = dialect.connect(this, client);
        sessions.add(session);
        // Nothing can be sent before the handshake was answered.
        loop.schedule(0, session::hello);
        return new Handshake.Accepted(session);
    }

    @Override
    public void request(HttpAsk ask, String remoteAddress, Consumer<HttpReply> reply) {
        Optional<InStreamAccount> meant = account.filter(it -> it.isMeantBy(ask));
        if (meant.isEmpty()) {
            Venue.super.request(ask, remoteAddress, reply);
            return;
        }
        reply.accept(
                faults.refusesRequest()
                        .map(it -> meant.get().tooMany(it.retryAfter()))
                        .orElseGet(() -> meant.get().answer(ask)));
    }

    @Override
    public void get(String pathAndQuery, String remoteAddress, Consumer<HttpReply> reply) {
        try {
            Optional<String> body = dialect.get(Query.parse(pathAndQuery), this);
            reply.accept(
                    body.map(it -> HttpReply.json(200, it))
                            .orElseGet(() -> HttpReply.json(404, "{}")));
        } catch (IllegalArgumentException e) {
            reply.accept(dialect.refusal(String.valueOf(e.getMessage())));
        }
    }

    void ended(InStreamSession session) {
        sessions.remove(session);
    }

    Optional<Board> board(String symbol) {
        return Optional.ofNullable(boards.get(symbol));
    }

    Iterable<Board> boards() {
        return boards.values();
    }

    Optional<InStreamAccount> account() {
        return account;
    }

    /**
     * What the account really is; to be read on any thread.
     *
     * @throws IllegalStateException if the venue has no account
     */
    public AccountTruth accountTruth() {
        return account.orElseThrow(() -> new IllegalStateException("no account here")).truth();
    }

    /**
     * Nobody trades any more, or again.
     *
     * @param status {@code TRADING} or anything else
     */
    public void status(String symbol, String status) {
        known(symbol).status(status);
    }

    InStreamFaults faults() {
        return faults;
    }

    long nowUs() {
        return us();
    }

    /** The symbols traded, as on the wire. */
    public List<String> symbols() {
        return List.copyOf(boards.keySet());
    }

    /**
     * What a symbol's book and trades really are.
     *
     * @throws IllegalArgumentException if it is not traded here
     */
    public Truth truth(String symbol) {
        return known(symbol).truth();
    }

    /** The id of the state that frames with this time show; empty if there were none. */
    public OptionalLong idAt(String symbol, long time) {
        return known(symbol).idAt(time);
    }

    private Board known(String symbol) {
        Board board = boards.get(symbol);
        if (board == null) {
            throw new IllegalArgumentException("no symbol " + symbol + ", only " + symbols());
        }
        return board;
    }

    /** What the faults have done; to be read on any thread. */
    public FaultLog faultLog() {
        return faults.log();
    }

    /** Has the faults of a script, its time beginning now. */
    public void play(FaultScript script) {
        for (FaultScript.Entry entry : script.entries()) {
            loop.schedule(entry.first().toNanos(), () -> inject(entry.fault()));
        }
    }

    /**
     * Has this fault now, or with the next frames of books; or with the account's, if they are its
     * target. What happens to the account's connections waits until there is one.
     *
     * @throws IllegalArgumentException if it is none of a venue like this
     */
    public void inject(Fault fault) {
        boolean ofAccount = fault.target().equals(Fault.ACCOUNT);
        if (ofAccount && account.isEmpty()) {
            throw new IllegalArgumentException(fault.kind() + ": no account here");
        }
        switch (fault) {
            case Fault.Drop it -> faults.arm(it, it.messages());
            case Fault.Duplicate it -> faults.arm(it, it.messages());
            case Fault.Malformed it -> faults.arm(it, it.messages());
            case Fault.TooManyRequests it when account.isPresent() -> faults.arm(it, it.requests());
            case Fault.Mute it when ofAccount -> {
                faults.muteAccount();
                outages.during(it, it.during(), faults::unmuteAccount);
            }
            case Fault.Mute it -> outages.mute(it);
            case Fault.Refuse it -> outages.refuse(it);
            case Fault.Disconnect it -> outages.disconnect(it);
            case Fault.Abort it -> outages.abort(it);
            case Fault.HalfOpen it -> outages.deafen(it);
            default ->
                    throw new IllegalArgumentException(
                            dialect.venue() + " has no fault " + fault.kind());
        }
    }
}
