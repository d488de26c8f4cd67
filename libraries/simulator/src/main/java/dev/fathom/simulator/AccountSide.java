package dev.fathom.simulator;

import dev.fathom.simulator.account.Account;
import dev.fathom.simulator.account.AccountEvent;
import dev.fathom.simulator.account.AccountListener;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.Authority;
import dev.fathom.simulator.account.EventText;
import dev.fathom.simulator.account.FuturesAccount;
import dev.fathom.simulator.account.SpotAccount;
import dev.fathom.simulator.account.VenueAccount;
import dev.fathom.simulator.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/** The account at the venue: who may ask for it, and where its events go. */
final class AccountSide implements AccountListener {
    /** The stream of the account's events, and the target of faults that mean it. */
    static final String STREAM = Fault.ACCOUNT;

    final VenueAccount owned;
    final Authority authority;
    final AccountOptions options;
    final ListenTokens tokens;
    private final ListenKeys listenKeys;
    private final VenueClock clock;
    private final Map<String, Market> markets;
    private final Stream stream;
    private final EventText text;
    private final TradingPace pace;

    AccountSide(
            AccountOptions options,
            SimulatorOptions venue,
            SimulatorLoop loop,
            VenueClock clock,
            Map<String, Market> markets,
            Map<String, Stream> streams,
            ArmedFaults armed) {
        this.options = options;
        this.clock = clock;
        this.markets = markets;
        stream = new Stream(STREAM, STREAM, armed);
        streams.put(STREAM, stream);
        boolean futures = venue.protocol().isFutures();
        owned =
                futures
                        ? new FuturesAccount(
                                venue.protocol().family(), options, clock::us, markets, this)
                        : new SpotAccount(options, clock::us, markets, this);
        text = owned.text();
        authority = new Authority(options.keys(), clock::us);
        long seed = venue.seed();
        pace = new TradingPace(loop, options, seed, owned::trader);
        RandomGenerator tellings = new SplittableRandom(seed ^ 0x2E11L);
        IntSupplier sometimesTwice = () -> 1 + tellings.nextInt(2);
        listenKeys =
                new ListenKeys(
                        loop,
                        clock,
                        options.access().listenKeyValidity(),
                        streams,
                        stream,
                        armed,
                        new SplittableRandom(seed ^ 0x11573L),
                        futures ? sometimesTwice : () -> 1);
        tokens =
                new ListenTokens(
                        clock,
                        options.access().longestToken(),
                        new SplittableRandom(seed ^ 0x70CE4L));
        markets.values().forEach(it -> it.serve(account()));
    }

    Account account() {
        return owned.account();
    }

    /** Lets the account trade by itself. */
    void start() {
        pace.start();
    }

    /** What answers its requests by REST. */
    List<RestPart> restParts() {
        KeyHolders holders = new KeyHolders(authority);
        return switch (owned) {
            case SpotAccount spot ->
                    List.of(
                            new SpotRest(spot.api(), holders),
                            new SpotListenKeyRest(
                                    listenKeys,
                                    holders,
                                    markets.keySet(),
                                    !options.access().listenKeys()),
                            new ListenTokenRest(tokens, holders, markets.keySet()),
                            new MarginRest(spot.margin(), holders));
            case FuturesAccount futures ->
                    List.of(
                            new FuturesRest(futures.api(), holders),
                            new FuturesListenKeyRest(futures.family(), listenKeys, holders));
        };
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
            for (EventText.Told told : text.told(event, us)) {
                stream.publish(
                        new Payload(
                                STREAM,
                                new Topic(told.event(), told.symbol()),
                                unit -> told.text().apply(unit::of)));
            }
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
