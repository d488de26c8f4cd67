package dev.fathom.simulator;

import dev.fathom.simulator.account.Account;
import dev.fathom.simulator.account.AccountApi;
import dev.fathom.simulator.account.AccountEvent;
import dev.fathom.simulator.account.AccountListener;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.Authority;
import dev.fathom.simulator.account.EventText;
import dev.fathom.simulator.account.MarginApi;
import dev.fathom.simulator.account.Trader;
import dev.fathom.simulator.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The account at the venue: who may ask for it, and where its events go. */
final class AccountSide implements AccountListener {
    /** The stream of the account's events, and the target of faults that mean it. */
    static final String STREAM = Fault.ACCOUNT;

    private static final long SHORTEST_PAUSE_NS = 1_000_000;

    final Account account;
    final AccountApi api;
    final Authority authority;
    final AccountOptions options;
    final ListenKeys listenKeys;
    final ListenTokens tokens;
    private final Map<String, Market> markets;
    private final SimulatorLoop loop;
    private final VenueClock clock;
    private final Stream stream;
    private final Trader trader;
    private final RandomGenerator pauses;

    AccountSide(
            AccountOptions options,
            long seed,
            SimulatorLoop loop,
            VenueClock clock,
            Map<String, Market> markets,
            Map<String, Stream> streams,
            ArmedFaults armed) {
        this.options = options;
        this.loop = loop;
        this.clock = clock;
        this.markets = markets;
        stream = new Stream(STREAM, STREAM, armed);
        streams.put(STREAM, stream);
        account = new Account(options, clock::us, markets, this);
        api = new AccountApi(account, options, markets);
        authority = new Authority(options.keys(), clock::us);
        RandomGenerator random = new SplittableRandom(seed ^ 0x5DEECE66DL);
        trader = new Trader(account, markets, random);
        pauses = new SplittableRandom(seed ^ 0xACC0L);
        listenKeys =
                new ListenKeys(
                        loop,
                        clock,
                        options.access().listenKeyValidity(),
                        streams,
                        stream,
                        armed,
                        new SplittableRandom(seed ^ 0x11573L));
        tokens =
                new ListenTokens(
                        clock,
                        options.access().longestToken(),
                        new SplittableRandom(seed ^ 0x70CE4L));
        markets.values().forEach(it -> it.serve(account));
    }

    /** Lets the account trade by itself. */
    void start() {
        if (options.actionsPerSecond() > 0) {
            schedule();
        }
    }

    private void schedule() {
        long mean = 1_000_000_000L / options.actionsPerSecond();
        loop.schedule(
                Math.max(SHORTEST_PAUSE_NS, pauses.nextLong(2 * mean)),
                () -> {
                    trader.step();
                    schedule();
                });
    }

    /** What answers its requests by REST. */
    List<RestPart> restParts() {
        KeyHolders holders = new KeyHolders(authority);
        return List.of(
                new SpotRest(api, holders),
                new SpotListenKeyRest(
                        listenKeys, holders, markets.keySet(), !options.access().listenKeys()),
                new ListenTokenRest(tokens, holders, markets.keySet()),
                new MarginRest(new MarginApi(account, api, markets), holders));
    }

    void join(Subscriber one) {
        stream.join(one);
    }

    void leave(Subscriber one) {
        stream.leave(one);
    }

    @Override
    public void onEvents(List<AccountEvent> events) {
        long us = clock.us();
        for (AccountEvent event : events) {
            stream.publish(
                    new Payload(
                            STREAM,
                            new Topic(EventText.name(event), EventText.symbol(event)),
                            unit -> EventText.of(event, us, unit::of)));
        }
    }

    /** What gives access to the stream has come to its end before its time. */
    void expireKeys() {
        listenKeys.expireAll();
        tokens.endAll();
        for (Subscriber one : stream.subscribers()) {
            if (one instanceof ApiSession session) {
                session.terminateAll();
            }
        }
    }
}
