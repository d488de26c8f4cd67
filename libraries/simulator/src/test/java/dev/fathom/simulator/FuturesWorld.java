package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.ApiKey;
import dev.fathom.simulator.account.FuturesFamily;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.fault.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A venue of futures with an account, its clock moved by hand. */
final class FuturesWorld {
    static final Map<String, BigDecimal> WALLETS =
            Map.of("USDT", new BigDecimal("2000000"), "BTC", new BigDecimal("60"));

    static final Map<String, BigDecimal> COINS =
            Map.of("BTC", new BigDecimal("60"), "ETH", new BigDecimal("900"));

    final VirtualLoop loop = new VirtualLoop();
    private final FuturesFamily family;
    final BinanceSimulator venue;
    private long steppedMs;

    FuturesWorld(long seed, int actionsPerSecond) {
        this(seed, actionsPerSecond, Duration.ofMinutes(60));
    }

    FuturesWorld(long seed, int actionsPerSecond, Duration listenKeyValidity) {
        this(FuturesFamily.USD_M, seed, actionsPerSecond, listenKeyValidity);
    }

    FuturesWorld(FuturesFamily family, long seed, int actionsPerSecond) {
        this(family, seed, actionsPerSecond, Duration.ofMinutes(60));
    }

    private FuturesWorld(
            FuturesFamily family, long seed, int actionsPerSecond, Duration listenKeyValidity) {
        this.family = family;
        venue =
                new BinanceSimulator(
                        market(seed)
                                .withLimits(
                                        SimulatorLimits.binance()
                                                .withWeightPerMinute(2400)
                                                .withPings(
                                                        Duration.ofHours(1), Duration.ofHours(2)))
                                .withAccount(
                                        AccountOptions.of(
                                                        ApiKey.hmac(
                                                                AccountWorld.HMAC_KEY,
                                                                AccountWorld.SECRET))
                                                .withBalances(wallets())
                                                .withListenKeys(listenKeyValidity)
                                                .withActionsPerSecond(actionsPerSecond)),
                        loop);
        venue.start();
    }

    private SimulatorOptions market(long seed) {
        SimulatorOptions spot = Worlds.small(seed);
        return switch (family) {
            case USD_M -> spot.asUsdM();
            case COIN_M ->
                    spot.asCoinM()
                            .withInstruments(
                                    InstrumentSpec.inverse().stream()
                                            .map(it ->
                                                    it.withLevelsPerSide(20)
                                                            .withChangesPerSecond(40))
                                            .toList());
        };
    }

    /** What the account has at the start. */
    Map<String, BigDecimal> wallets() {
        return family == FuturesFamily.USD_M ? WALLETS : COINS;
    }

    AccountTruth truth() {
        return venue.accountTruth();
    }

    long nowMs() {
        return loop.wallNs() / 1_000_000 + steppedMs;
    }

    /** The venue's clock goes on so much later; nothing else happens. */
    void step(Duration by) {
        venue.faults().inject(new Fault.ClockStep(by));
        steppedMs += by.toMillis();
    }

    /** A request with the key alone. */
    JsonNode listenKey(String method) {
        return ask(method, family.base() + "v1/listenKey");
    }

    String key() {
        return listenKey("POST").path("listenKey").textValue();
    }

    /** The answer to a signed request, whatever it is. */
    JsonNode answer(String method, String path, String parameters) {
        String payload = (parameters.isEmpty() ? "" : parameters + "&") + "timestamp=" + nowMs();
        return ask(method, path + "?" + payload + "&signature=" + AccountWorld.hmac(payload));
    }

    private JsonNode ask(String method, String target) {
        return RecordingClient.json(reply(method, target).text());
    }

    HttpReply reply(String method, String target) {
        List<HttpReply> replies = new ArrayList<>();
        venue.request(
                new HttpAsk(method, target, Map.of("x-mbx-apikey", AccountWorld.HMAC_KEY), ""),
                "203.0.113.1",
                replies::add);
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }

    /** A client that gets all events bare. */
    RecordingClient subscribed() {
        return RecordingClient.of(
                venue,
                switch (family) {
                    case USD_M -> "/private/ws?listenKey=" + key();
                    case COIN_M -> "/ws/" + key();
                });
    }
}
