package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.account.AccountOptions;
import dev.fathom.simulator.account.OrderState;
import dev.fathom.simulator.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarginTest {
    private static final String LIMIT =
            "type=LIMIT&timeInForce=GTC&side=BUY&quantity=0.01&price=20000&symbol=BTCUSDT";
    private static final String OTHER =
            "type=LIMIT&timeInForce=GTC&side=BUY&quantity=1&price=0.02&symbol=ETHBTC";

    private final AccountWorld world = world(it -> it);
    private final RecordingClient client = connected(world);

    private static AccountWorld world(UnaryOperator<AccountOptions> wishes) {
        return new AccountWorld(
                Worlds.small(4)
                        .withLimits(
                                SimulatorLimits.binance()
                                        .withPings(Duration.ofHours(1), Duration.ofHours(2))),
                it ->
                        wishes.apply(
                                it.withActionsPerSecond(0)
                                        .withListenTokens(Duration.ofMinutes(10))));
    }

    private static RecordingClient connected(AccountWorld world) {
        return RecordingClient.of(world.venue, "/ws-api/v3?returnRateLimits=false");
    }

    @Test
    void aTokenOpensTheEventsUntilItsTimeIsOver() {
        JsonNode token = token("");
        assertThat(token.path("token").textValue()).contains("+").contains("/").endsWith("=");
        assertThat(token.path("expirationTime").longValue()).isEqualTo(world.nowMs() + 600_000);

        assertThat(subscribe(client, token))
                .isEqualTo(
                        "{\"id\":1,\"status\":200,\"result\":{\"subscriptionId\":0,\"expirationTime\":1772323800000}}");
        world.rest("POST", "order", LIMIT);
        assertThat(events(client))
                .containsExactly("0 executionReport", "0 outboundAccountPosition");
        world.loop.pass(599_999);
        assertThat(events(client)).isEmpty();
        world.loop.pass(1);
        assertThat(events(client)).containsExactly("0 eventStreamTerminated");
        world.rest("POST", "order", LIMIT);
        assertThat(events(client)).isEmpty();
        assertThat(subscribe(client, token))
                .isEqualTo(
                        "{\"id\":1,\"status\":400,\"error\":{\"code\":-1209,\"msg\":\"The listenToken is not valid.\"}}");
    }

    @Test
    void aFreshTokenProlongsTheSubscription() {
        subscribe(client, token("validity=60000"));
        world.loop.pass(50_000);
        assertThat(subscribe(client, token("validity=60000")))
                .isEqualTo(
                        "{\"id\":1,\"status\":200,\"result\":{\"subscriptionId\":0,\"expirationTime\":1772323310000}}");
        world.loop.pass(59_999);
        assertThat(events(client)).isEmpty();
        world.loop.pass(1);
        assertThat(events(client)).containsExactly("0 eventStreamTerminated");
    }

    @Test
    void theSecondTokenMayBeAnsweredWithAnErrorAndProlongsAllTheSame() {
        AccountWorld strict = world(AccountOptions::withSecondTokensRefused);
        RecordingClient there = connected(strict);
        subscribe(there, token(strict, "validity=60000"));
        strict.loop.pass(50_000);

        assertThat(subscribe(there, token(strict, "validity=60000"))).contains("\"code\":-2035");
        strict.loop.pass(59_999);
        assertThat(events(there)).isEmpty();
    }

    @Test
    void spotCrossAndIsolatedAreSubscriptionsOfTheirOwn() {
        client.say(
                "{\"id\":1,\"method\":\"userDataStream.subscribe.signature\",\"params\":"
                        + world.signed(AccountWorld.HMAC_KEY, Map.of())
                        + "}");
        client.take();
        subscribe(client, token("isIsolated=false"));
        subscribe(client, token("isIsolated=true&symbol=ETHBTC"));
        world.rest("POST", "order", LIMIT);
        world.rest("POST", "order", OTHER);

        assertThat(events(client).stream().filter(it -> it.endsWith("executionReport")))
                .containsExactly(
                        "0 executionReport",
                        "1 executionReport",
                        "0 executionReport",
                        "1 executionReport",
                        "2 executionReport");
    }

    @Test
    void expiredKeysTakeTheTokensWithThem() {
        JsonNode token = token("");
        subscribe(client, token);
        world.venue.faults().inject(new Fault.ExpireKey());

        assertThat(events(client)).containsExactly("0 eventStreamTerminated");
        assertThat(subscribe(client, token)).contains("-1209");
    }

    @ParameterizedTest
    @CsvSource({
        "isIsolated=true, -1102",
        "isIsolated=true&symbol=NOSUCH, -1121",
        "isIsolated=perhaps, -1100",
        "validity=soon, -1130",
        "signature=wrong&timestamp=1772323200000, -1022",
    })
    void wrongTokensAreRefused(String parameters, int code) {
        assertThat(token(parameters).path("code").intValue()).isEqualTo(code);
    }

    @Test
    void aSignedRequestGetsATokenToo() {
        assertThat(world.signedAt("POST", "/sapi/v1/userListenToken", "").text())
                .startsWith("{\"token\":");
        assertThat(world.ask("POST", "/sapi/v1/userListenToken", Map.of(), "").status())
                .isEqualTo(401);
    }

    @Test
    void theAnswersOfMarginAreThoseOfTheAccount() {
        AccountWorld busy = new AccountWorld(Worlds.small(4), it -> it.withActionsPerSecond(40));
        busy.loop.pass(20_000);
        List<OrderState> open = busy.truth().openOrders();

        assertThat(margin(busy, "openOrders", "").findValuesAsText("orderId"))
                .isNotEmpty()
                .isEqualTo(open.stream().map(it -> "" + it.id()).toList());
        JsonNode isolated = margin(busy, "openOrders", "isIsolated=TRUE&symbol=ETHBTC");
        assertThat(isolated).isNotEmpty().allMatch(it -> it.path("isIsolated").booleanValue());
        assertThat(isolated).allMatch(it -> it.path("symbol").textValue().equals("ETHBTC"));
        assertThat(margin(busy, "openOrders", "isIsolated=TRUE").path("code").intValue())
                .isEqualTo(-1102);
        OrderState one = open.getFirst();
        assertThat(
                        margin(
                                        busy,
                                        "order",
                                        "symbol=" + one.terms().symbol() + "&orderId=" + one.id())
                                .path("status")
                                .textValue())
                .isEqualTo(one.status().name());
        assertThat(margin(busy, "allOrders", "symbol=BTCUSDT&limit=1000").size())
                .isEqualTo(Math.min(500, busy.truth().orders("BTCUSDT").size()));
        assertThat(margin(busy, "myTrades", "symbol=BTCUSDT&limit=1000").findValuesAsText("id"))
                .isEqualTo(
                        busy.truth().fills("BTCUSDT").stream()
                                .map(it -> "" + it.tradeId())
                                .toList());
    }

    @Test
    void theBalancesOfMarginAreThoseOfTheAccount() {
        world.rest("POST", "order", LIMIT);

        List<String> assets = new ArrayList<>();
        margin(world, "account", "")
                .path("userAssets")
                .forEach(it ->
                        assets.add(
                                it.path("asset").textValue()
                                        + " "
                                        + it.path("free").textValue()
                                        + " "
                                        + it.path("locked").textValue()
                                        + " "
                                        + it.path("netAsset").textValue()));
        assertThat(assets)
                .contains(
                        "USDT 249800.00000000 200.00000000 250000.00000000",
                        "BTC 5.00000000 0.00000000 5.00000000");
        JsonNode pair = margin(world, "isolated/account", "symbols=BTCUSDT");
        assertThat(pair.path("assets")).hasSize(1);
        assertThat(pair.path("assets").get(0).path("quoteAsset").path("locked").textValue())
                .isEqualTo("200.00000000");
        assertThat(pair.has("totalAssetOfBtc")).isFalse();
        assertThat(margin(world, "isolated/account", "").path("assets")).hasSize(2);
    }

    @Test
    void classicListenKeysOfMarginAreThereOnlyWithTheOption() {
        assertThat(
                        world.ask(
                                        "POST",
                                        "/sapi/v1/userDataStream",
                                        Map.of("x-mbx-apikey", AccountWorld.HMAC_KEY),
                                        "")
                                .status())
                .isEqualTo(410);
        AccountWorld old = new AccountWorld(Worlds.small(4), 0, true);
        String cross = key(old, "/sapi/v1/userDataStream", "");
        String isolated = key(old, "/sapi/v1/userDataStream/isolated", "symbol=ETHBTC");
        assertThat(isolated).isNotEqualTo(cross);
        RecordingClient both =
                RecordingClient.of(old.venue, "/stream?streams=" + cross + "/" + isolated);
        old.rest("POST", "order", LIMIT);
        old.rest("POST", "order", OTHER);

        assertThat(
                        both.takeJson().stream()
                                .filter(it -> it.path("data").has("x"))
                                .map(it ->
                                        (it.path("stream").textValue().equals(cross)
                                                        ? "cross "
                                                        : "isolated ")
                                                + it.path("data").path("s").textValue()))
                .containsExactly("cross BTCUSDT", "cross ETHBTC", "isolated ETHBTC");
    }

    private static String key(AccountWorld world, String path, String parameters) {
        return RecordingClient.json(
                        world.ask(
                                        "POST",
                                        path + "?" + parameters,
                                        Map.of("x-mbx-apikey", AccountWorld.HMAC_KEY),
                                        "")
                                .text())
                .path("listenKey")
                .textValue();
    }

    private JsonNode token(String parameters) {
        return token(world, parameters);
    }

    private static JsonNode token(AccountWorld world, String parameters) {
        return RecordingClient.json(
                world.ask(
                                "POST",
                                "/sapi/v1/userListenToken?" + parameters,
                                Map.of("x-mbx-apikey", AccountWorld.HMAC_KEY),
                                "")
                        .text());
    }

    private static String subscribe(RecordingClient client, JsonNode token) {
        client.say(
                "{\"id\":1,\"method\":\"userDataStream.subscribe.listenToken\",\"params\":{\"listenToken\":"
                        + token.path("token")
                        + "}}");
        return client.take().getLast();
    }

    private static List<String> events(RecordingClient client) {
        return client.takeJson().stream()
                .map(it -> it.path("subscriptionId") + " " + it.path("event").path("e").textValue())
                .toList();
    }

    private static JsonNode margin(AccountWorld world, String endpoint, String parameters) {
        return RecordingClient.json(
                world.signedAt("GET", "/sapi/v1/margin/" + endpoint, parameters).text());
    }
}
