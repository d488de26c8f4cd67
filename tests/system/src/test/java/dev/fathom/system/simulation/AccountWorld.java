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
        FUTURES,
        DELIVERY;

        /** What is usually traded there. */
        List<InstrumentSpec> instruments() {
            return this == DELIVERY ? InstrumentSpec.inverse() : InstrumentSpec.defaults();
        }
    }

    private static final String ID = "simulatedKeySimulatedKey";
    private static final String SECRET = "simulatedSecretSimulatedSecret";
    private static final KeyPair ED25519 = pair();

    private final Access access;
    private final VirtualTime time = new VirtualTime();
    private final BinanceSimulator venue;

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
                                access == Access.ED25519
                                        ? dev.fathom.simulator.account.ApiKey.ofPublicKey(
                                                ID, ED25519.getPublic())
                                        : dev.fathom.simulator.account.ApiKey.hmac(ID, SECRET)));
        if (access == Access.LISTEN_KEY) {
            account = account.withListenKeys(Duration.ofMinutes(60));
        }
        SimulatorOptions spot = SimulatorOptions.of(seed);
        SimulatorOptions options =
                switch (access) {
                    case HMAC, ED25519, LISTEN_KEY, MARGIN -> spot;
                    case FUTURES -> spot.asUsdM();
                    case DELIVERY -> spot.asCoinM();
                };
        venue =
                new BinanceSimulator(
                        options.withInstruments(instruments).withAccount(account),
                        time.simulatorLoop());
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

    BinanceSimulator venue() {
        return venue;
    }

    AccountTruth truth() {
        return venue.accountTruth();
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
            case FUTURES -> Venues.account("binance-futures");
            case DELIVERY -> Venues.account("binance-delivery");
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
                Set.copyOf(venue.symbols().stream().map(this::instrument).toList());
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
