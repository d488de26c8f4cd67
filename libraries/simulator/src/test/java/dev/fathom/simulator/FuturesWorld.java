package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.ApiKey;
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

    final VirtualLoop loop = new VirtualLoop();
    final BinanceSimulator venue;
    private long steppedMs;

    FuturesWorld(long seed, int actionsPerSecond) {
        this(seed, actionsPerSecond, Duration.ofMinutes(60));
    }

    FuturesWorld(long seed, int actionsPerSecond, Duration listenKeyValidity) {
        venue =
                new BinanceSimulator(
                        Worlds.small(seed)
                                .asUsdM()
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
                                                .withBalances(WALLETS)
                                                .withListenKeys(listenKeyValidity)
                                                .withActionsPerSecond(actionsPerSecond)),
                        loop);
        venue.start();
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
        return ask(method, "/fapi/v1/listenKey");
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
        return RecordingClient.of(venue, "/private/ws?listenKey=" + key());
    }
}
