package dev.fathom.system.simulation;

import dev.fathom.account.Secret;
import dev.fathom.feed.AccountFeed;
import dev.fathom.feed.AccountFeedListener;
import dev.fathom.feed.AccountTimings;
import dev.fathom.feed.Venues;
import dev.fathom.market.Instrument;
import dev.fathom.net.Transport;
import dev.fathom.simulator.BinanceSimulator;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.instream.BitfinexDialect;
import dev.fathom.simulator.instream.InStreamSimulator;
import dev.fathom.venue.AccountVenue;
import dev.fathom.venue.ApiKey;
import dev.fathom.venue.Endpoints;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator.SplittableGenerator;

/** A simulated account in virtual time, and the way to it. */
final class AccountWorld {
    /** How the account's events are had. */
    enum Access {
        HMAC,
        ED25519,
        LISTEN_KEY,
        MARGIN,
        ISOLATED,
        FUTURES,
        DELIVERY,
        BITFINEX;

        /** What is usually traded there. */
        List<InstrumentSpec> instruments() {
            return switch (this) {
                // The account of a pair has nothing else.
                case ISOLATED -> InstrumentSpec.defaults().subList(0, 1);
                case DELIVERY -> InstrumentSpec.inverse();
                default -> InstrumentSpec.defaults();
            };
        }
    }

    private static final int HISTORY = 100_000;
    private static final String ID = "simulatedKeySimulatedKey";
    private static final String SECRET = "simulatedSecretSimulatedSecret";
    private static final KeyPair ED25519 = pair();

    private final Access access;
    private final VirtualTime time = new VirtualTime();
    private final SimulatedAccount simulated;

    /**
     * An account that trades by itself.
     *
     * @param change of what the account is like
     */
    AccountWorld(
            Access access,
            long seed,
            List<InstrumentSpec> instruments,
            UnaryOperator<AccountOptions> change) {
        this.access = access;
        AccountOptions account =
                change.apply(
                        AccountOptions.of(
                                switch (access) {
                                    case ED25519 ->
                                            dev.fathom.simulator.account.ApiKey.ofPublicKey(
                                                    ID, ED25519.getPublic());
                                    case BITFINEX ->
                                            dev.fathom.simulator.account.ApiKey.hmac384(ID, SECRET);
                                    default -> dev.fathom.simulator.account.ApiKey.hmac(ID, SECRET);
                                }));
        simulated =
                access == Access.BITFINEX
                        ? bitfinex(seed, instruments, account)
                        : binance(seed, instruments, account);
    }

    private SimulatedAccount bitfinex(
            long seed, List<InstrumentSpec> instruments, AccountOptions account) {
        return new SimulatedAccount.InStream(
                new InStreamSimulator(
                        new BitfinexDialect(),
                        seed,
                        instruments,
                        HISTORY,
                        Optional.of(account),
                        time.simulatorLoop()));
    }

    private SimulatedAccount binance(
            long seed, List<InstrumentSpec> instruments, AccountOptions account) {
        SimulatorOptions usual = SimulatorOptions.of(seed);
        SimulatorOptions options =
                switch (access) {
                    case FUTURES -> usual.asUsdM();
                    case DELIVERY -> usual.asCoinM();
                    default -> usual;
                };
        AccountOptions offered =
                access == Access.LISTEN_KEY
                        ? account.withListenKeys(Duration.ofMinutes(60))
                        : account;
        return new SimulatedAccount.Binance(
                new BinanceSimulator(
                        options.withInstruments(instruments).withAccount(offered),
                        time.simulatorLoop()));
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    VirtualTime time() {
        return time;
    }

    SimulatedAccount simulated() {
        return simulated;
    }

    AccountTruth truth() {
        return simulated.truth();
    }

    /** The instrument of a symbol. */
    Instrument instrument(String symbol) {
        return account().instrument(symbol);
    }

    private AccountVenue account() {
        return switch (access) {
            case HMAC, ED25519 -> Venues.account("binance");
            case LISTEN_KEY -> Venues.account("binance").with("stream", "listen-key");
            case MARGIN -> Venues.account("binance-margin");
            case ISOLATED -> Venues.account("binance-margin").with("isolated", "BTCUSDT");
            case FUTURES -> Venues.account("binance-futures");
            case DELIVERY -> Venues.account("binance-delivery");
            case BITFINEX -> Venues.account("bitfinex");
        };
    }

    AccountFeed open(
            AccountTimings timings,
            Transport transport,
            SplittableGenerator random,
            AccountFeedListener listener) {
        String secret =
                access == Access.ED25519
                        ? "-----BEGIN PRIVATE KEY-----\n"
                                + Base64.getMimeEncoder()
                                        .encodeToString(ED25519.getPrivate().getEncoded())
                                + "\n-----END PRIVATE KEY-----\n"
                        : SECRET;
        Set<Instrument> instruments =
                Set.copyOf(simulated.symbols().stream().map(this::instrument).toList());
        return AccountFeed.open(
                account(),
                new ApiKey(new Secret(ID), new Secret(secret)),
                new Endpoints(
                        "simulated",
                        URI.create("ws://venue.test"),
                        URI.create("http://venue.test")),
                timings,
                instruments,
                transport,
                random,
                listener);
    }

    /** Lets time pass. */
    void run(Duration length) {
        long untilNs = time.nowNs() + length.toNanos();
        while (time.step(untilNs)) {
            // Only time.
        }
    }
}
