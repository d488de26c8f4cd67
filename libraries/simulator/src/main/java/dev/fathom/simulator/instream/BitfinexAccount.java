package dev.fathom.simulator.instream;

import dev.fathom.simulator.HttpAsk;
import dev.fathom.simulator.HttpReply;
import dev.fathom.simulator.SimulatorLoop;
import dev.fathom.simulator.TradingPace;
import dev.fathom.simulator.account.AccountEvent;
import dev.fathom.simulator.account.AccountEvent.PositionEvent;
import dev.fathom.simulator.account.AccountListener;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.WalletAccount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The account at a simulated Bitfinex: who may ask for it, and who is told of it. What is available
 * of a wallet is told a moment after its balance. Owned by the venue's loop.
 */
final class BitfinexAccount implements AccountListener, InStreamAccount {
    private static final long COMPUTING_NS = 400_000_000;

    private final SimulatorLoop loop;
    private final WalletAccount owned;
    private final BitfinexAccountText text;
    private final BitfinexKeys keys;
    private final BitfinexAccountRest rest;
    private final TradingPace pace;
    private final List<BitfinexAccountChannel> channels = new ArrayList<>();
    private final Set<String> uncomputed = new LinkedHashSet<>();
    private long sequence;

    BitfinexAccount(
            AccountOptions options,
            long seed,
            Map<String, Board> boards,
            LongSupplier clockUs,
            SimulatorLoop loop) {
        this.loop = loop;
        owned = new WalletAccount(options, clockUs, boards, this);
        text = new BitfinexAccountText(truth(), boards);
        keys = new BitfinexKeys(options.keys());
        rest = new BitfinexAccountRest(keys, truth(), boards.keySet(), clockUs);
        pace = new TradingPace(loop, options, seed, owned::trader);
        boards.values().forEach(it -> it.serve(owned.account()));
    }

    @Override
    public AccountTruth truth() {
        return owned.account().truth();
    }

    BitfinexKeys keys() {
        return keys;
    }

    @Override
    public boolean isMeantBy(HttpAsk ask) {
        return ask.target().startsWith(BitfinexAccountRest.PATH);
    }

    @Override
    public HttpReply answer(HttpAsk ask) {
        return rest.answer(ask);
    }

    @Override
    public HttpReply tooMany(Duration retryAfter) {
        return HttpReply.json(
                429,
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Retry-After",
                        Long.toString(retryAfter.toSeconds())),
                "{\"error\":\"ERR_RATE_LIMIT\"}");
    }

    @Override
    public void start() {
        pace.start();
    }

    /** Tells a connection from now on; it has been told how things stand. */
    void join(BitfinexAccountChannel channel) {
        channels.add(channel);
        compute(truth().balances().keySet());
    }

    void leave(BitfinexAccountChannel channel) {
        channels.remove(channel);
    }

    @Override
    public void onEvents(List<AccountEvent> events) {
        text.of(events).forEach(this::tell);
        for (AccountEvent event : events) {
            if (event instanceof PositionEvent it) {
                compute(it.balances().keySet());
            }
        }
    }

    private void tell(PrivateMessage message) {
        sequence++;
        List.copyOf(channels).forEach(it -> it.tell(message, sequence));
    }

    private void compute(Collection<String> assets) {
        if (uncomputed.isEmpty()) {
            loop.schedule(COMPUTING_NS, this::computed);
        }
        uncomputed.addAll(assets);
    }

    private void computed() {
        Set<String> due = Set.copyOf(uncomputed);
        truth().balances()
                .forEach((asset, it) -> {
                    if (due.contains(asset)) {
                        tell(PrivateMessage.wallet(asset, BitfinexRows.wallet(asset, it)));
                    }
                });
        uncomputed.clear();
    }
}
