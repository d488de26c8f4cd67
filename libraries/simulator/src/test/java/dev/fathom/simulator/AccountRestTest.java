package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.Balance;
import dev.fathom.simulator.account.Fill;
import dev.fathom.simulator.account.OrderState;
import dev.fathom.simulator.fault.Fault;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountRestTest {
    private static final String LIMIT = "symbol=BTCUSDT&type=LIMIT&timeInForce=GTC&";

    private final AccountWorld world = new AccountWorld(Worlds.small(4), 40, true);

    @Test
    void theAnswersAreTheTruth() {
        world.loop.pass(38_500);
        AccountTruth truth = world.truth();

        Map<String, Balance> told = new HashMap<>();
        for (JsonNode each : json("GET", "account", "").path("balances")) {
            told.put(
                    each.path("asset").textValue(),
                    new Balance(
                            new BigDecimal(each.path("free").textValue()),
                            new BigDecimal(each.path("locked").textValue())));
        }
        assertThat(told).isEqualTo(truth.balances());
        assertThat(json("GET", "openOrders", "").findValuesAsText("orderId"))
                .isNotEmpty()
                .isEqualTo(truth.openOrders().stream().map(it -> "" + it.id()).toList());
        List<String> all = new ArrayList<>();
        for (JsonNode each : json("GET", "allOrders", "symbol=BTCUSDT&limit=1000")) {
            all.add(
                    each.path("orderId")
                            + " "
                            + each.path("status").textValue()
                            + " "
                            + each.path("origQty").textValue()
                            + " "
                            + each.path("executedQty").textValue()
                            + " "
                            + each.path("cummulativeQuoteQty").textValue());
        }
        assertThat(all)
                .isEqualTo(truth.orders("BTCUSDT").stream().map(AccountRestTest::line).toList());
        for (OrderState order : truth.orders("ETHBTC")) {
            JsonNode one = json("GET", "order", "symbol=ETHBTC&orderId=" + order.id());
            assertThat(one.path("status").textValue()).isEqualTo(order.status().name());
        }
    }

    private static String line(OrderState it) {
        return it.id()
                + " "
                + it.status()
                + " "
                + it.terms().quantity().toPlainString()
                + " "
                + it.executed().toPlainString()
                + " "
                + it.executedQuote().toPlainString();
    }

    @Test
    void fillsArePagedByTheirIds() {
        world.loop.pass(30_000);
        List<Fill> fills = world.truth().fills("BTCUSDT");
        Set<String> paged = new LinkedHashSet<>();
        long from = 0;
        // Two fills of one trade may lie on two pages.
        for (int known = -1; paged.size() > known; ) {
            known = paged.size();
            for (JsonNode each : fills(from)) {
                paged.add(
                        each.path("id")
                                + " "
                                + each.path("orderId")
                                + " "
                                + each.path("price").textValue()
                                + " "
                                + each.path("commission").textValue()
                                + " "
                                + each.path("isMaker"));
                from = each.path("id").longValue();
            }
        }

        assertThat(paged)
                .hasSizeGreaterThan(15)
                .containsExactlyElementsOf(
                        fills.stream()
                                .map(it ->
                                        it.tradeId()
                                                + " "
                                                + it.orderId()
                                                + " "
                                                + it.price().toPlainString()
                                                + " "
                                                + it.commission().toPlainString()
                                                + " "
                                                + it.maker())
                                .toList());
    }

    private JsonNode fills(long from) {
        return json("GET", "myTrades", "symbol=BTCUSDT&limit=7&fromId=" + from);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    POST   | order | symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=20000 | -1102 | Mandatory parameter 'timeInForce' was not sent, was empty/null, or malformed.
                    POST   | order | symbol=BTCUSDT&side=UP&type=MARKET&quantity=1 | -1117 | Invalid side.
                    POST   | order | symbol=BTCUSDT&side=BUY&type=STOP_LOSS&quantity=1 | -1116 | Invalid orderType.
                    POST   | order | symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1&price=2 | -1106 | Parameter 'price' sent when not required.
                    POST   | order | symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.0000001 | -1013 | Filter failure: LOT_SIZE
                    POST   | order | symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1.123456789 | -1111 | Parameter 'quantity' has too much precision.
                    POST   | order | symbol=BTCUSDT&side=SELL&type=MARKET&quantity=100 | -2010 | Account has insufficient balance for requested action.
                    POST   | order | symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=0.001&price=500000 | -2010 | Order would immediately match and take.
                    POST   | order | symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=20000.001 | -1013 | Filter failure: PRICE_FILTER
                    POST   | order | symbol=NOSUCH&side=BUY&type=MARKET&quantity=1 | -1121 | Invalid symbol.
                    DELETE | order | symbol=BTCUSDT&orderId=1 | -2011 | Unknown order sent.
                    DELETE | order | symbol=BTCUSDT | -1102 | Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!
                    GET    | order | symbol=BTCUSDT&orderId=1 | -2013 | Order does not exist.
                    GET    | myTrades | symbol=BTCUSDT&fromId=1&startTime=1 | -1128 | Combination of optional parameters invalid.
                    GET    | myTrades | symbol=BTCUSDT&startTime=0&endTime=86400001 | -1127 | More than 24 hours between startTime and endTime.
                    """)
    void wrongRequestsAreRefusedInTheVenuesWords(
            String method, String endpoint, String parameters, int code, String text) {
        HttpReply reply = world.rest(method, endpoint, parameters);

        assertThat(reply.text()).isEqualTo("{\"code\":" + code + ",\"msg\":\"" + text + "\"}");
        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void anOrderIsPlacedAmendedReplacedAndCancelled() {
        JsonNode placed =
                json(
                        "POST",
                        "order",
                        LIMIT + "side=BUY&quantity=0.01&price=20000&newClientOrderId=a");
        assertThat(placed.path("status").textValue()).isEqualTo("NEW");
        assertThat(placed.path("fills")).isEmpty();
        assertThat(quantityAt20000()).isEqualTo("0.01000000");

        json(
                "PUT",
                "order/amend/keepPriority",
                "symbol=BTCUSDT&origClientOrderId=a&newQty=0.004&newClientOrderId=b");
        assertThat(quantityAt20000()).isEqualTo("0.00400000");

        JsonNode replaced =
                json(
                        "POST",
                        "order/cancelReplace",
                        LIMIT
                                + "side=BUY&quantity=0.02&price=20000&cancelReplaceMode=STOP_ON_FAILURE"
                                + "&cancelOrigClientOrderId=b&newClientOrderId=c");
        assertThat(replaced.path("cancelResponse").path("status").textValue())
                .isEqualTo("CANCELED");
        assertThat(quantityAt20000()).isEqualTo("0.02000000");

        JsonNode cancelled = json("DELETE", "order", "symbol=BTCUSDT&origClientOrderId=c");
        assertThat(cancelled.path("status").textValue()).isEqualTo("CANCELED");
        assertThat(quantityAt20000()).isEqualTo("0");
        long id = placed.path("orderId").longValue();
        assertThat(
                        world.truth().order(id).stream()
                                .map(it -> it.execution() + " " + it.requestId()))
                .containsExactly("NEW a", "REPLACED b", "CANCELED " + cancelNameOf(id));
    }

    private String cancelNameOf(long id) {
        return world.truth().order(id).getLast().requestId();
    }

    private String quantityAt20000() {
        var truth = world.venue.truth("BTCUSDT");
        return truth.at(truth.lastId()).bids().entrySet().stream()
                .filter(it -> it.getKey().intValue() == 20000)
                .map(it -> it.getValue().toPlainString())
                .findFirst()
                .orElse("0");
    }

    @Test
    void theBodyMayCarryTheParameters() {
        String body =
                "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001&timestamp=" + world.nowMs();
        HttpReply reply =
                world.ask(
                        "POST",
                        "/api/v3/order",
                        Map.of("x-mbx-apikey", AccountWorld.HMAC_KEY),
                        body + "&signature=" + AccountWorld.hmac(body));

        assertThat(RecordingClient.json(reply.text()).path("status").textValue())
                .isEqualTo("FILLED");
    }

    @Test
    void aKeyThatIsMissingOrUnknownIs401() {
        assertThat(world.ask("GET", "/api/v3/account", Map.of(), "").status()).isEqualTo(401);
        assertThat(
                        world.ask("GET", "/api/v3/account", Map.of("x-mbx-apikey", "nobodys"), "")
                                .text())
                .isEqualTo(
                        "{\"code\":-2015,\"msg\":\"Invalid API-key, IP, or permissions for action.\"}");
    }

    @Test
    void requestsHaveTheirWeight() {
        assertThat(world.rest("GET", "account", "").headers())
                .containsEntry("X-MBX-USED-WEIGHT-1M", "20");
        assertThat(world.rest("GET", "openOrders", "").headers())
                .containsEntry("X-MBX-USED-WEIGHT-1M", "100");
        assertThat(world.rest("GET", "myTrades", "symbol=BTCUSDT").headers())
                .containsEntry("X-MBX-USED-WEIGHT-1M", "120");
    }

    @Test
    void aListenKeyCarriesTheEventsUntilItExpires() {
        AccountWorld world = new AccountWorld(Worlds.small(4), 0, true);
        String key = listenKey(world, "POST", "").path("listenKey").textValue();
        assertThat(key).hasSize(64);
        assertThat(listenKey(world, "POST", "").path("listenKey").textValue()).isEqualTo(key);
        RecordingClient bare = RecordingClient.of(world.venue, "/ws/" + key);
        RecordingClient wrapped =
                RecordingClient.of(world.venue, "/stream?streams=" + key + "/btcusdt@trade");
        world.rest("POST", "order", LIMIT + "side=BUY&quantity=0.01&price=20000");
        assertThat(bare.takeJson().stream().map(it -> it.path("e").textValue()))
                .containsExactly("executionReport", "outboundAccountPosition");
        assertThat(wrapped.takeJson().getFirst().path("stream").textValue()).isEqualTo(key);

        world.loop.pass(59 * 60_000);
        assertThat(listenKey(world, "PUT", "listenKey=" + key)).isEmpty();
        world.loop.pass(59 * 60_000);
        bare = RecordingClient.of(world.venue, "/ws/" + key);
        world.loop.pass(60_000);
        assertThat(bare.takeJson().stream().filter(it -> it.has("listenKey")))
                .singleElement()
                .hasToString(
                        "{\"e\":\"listenKeyExpired\",\"E\":1772330340000,\"listenKey\":\""
                                + key
                                + "\"}");
        assertThat(listenKey(world, "PUT", "listenKey=" + key).path("code").intValue())
                .isEqualTo(-1125);
        bare.take();
        world.loop.pass(10_000);
        assertThat(bare.takeJson()).isEmpty();
        assertThat(listenKey(world, "POST", "").path("listenKey").textValue()).isNotEqualTo(key);
    }

    @Test
    void aDeletedListenKeyIsSilentAndNobodyElsesKeyEndsIt() {
        String key = listenKey("POST", "").path("listenKey").textValue();
        RecordingClient bare = RecordingClient.of(world.venue, "/ws/" + key);
        assertThat(
                        world.ask(
                                        "DELETE",
                                        "/api/v3/userDataStream?listenKey=" + key,
                                        Map.of("x-mbx-apikey", AccountWorld.ED_KEY),
                                        "")
                                .text())
                .contains("-1125");
        assertThat(listenKey("DELETE", "listenKey=" + key)).isEmpty();
        world.loop.pass(10_000);

        assertThat(bare.takeJson()).isEmpty();
    }

    @Test
    void theFaultExpiresListenKeysAtOnce() {
        String key = listenKey("POST", "").path("listenKey").textValue();
        RecordingClient bare = RecordingClient.of(world.venue, "/ws/" + key);
        world.venue.faults().inject(new Fault.ExpireKey());

        assertThat(bare.takeJson())
                .singleElement()
                .matches(it -> it.path("e").textValue().equals("listenKeyExpired"));
    }

    private JsonNode listenKey(String method, String parameters) {
        return listenKey(world, method, parameters);
    }

    private static JsonNode listenKey(AccountWorld world, String method, String parameters) {
        return RecordingClient.json(
                world.ask(
                                method,
                                "/api/v3/userDataStream?" + parameters,
                                Map.of("x-mbx-apikey", AccountWorld.HMAC_KEY),
                                "")
                        .text());
    }

    @Test
    void withoutListenKeysTheirAddressIsGone() {
        AccountWorld today = new AccountWorld(1, 0);
        HttpReply reply =
                today.ask(
                        "POST",
                        "/api/v3/userDataStream",
                        Map.of("x-mbx-apikey", AccountWorld.HMAC_KEY),
                        "");

        assertThat(reply.status()).isEqualTo(410);
        assertThat(reply.headers()).containsEntry("Content-Type", "text/html");
        assertThat(reply.text()).contains("<h1>410 Gone</h1>");
    }

    @Test
    void withoutAnAccountNothingOfItIsServed() {
        BinanceSimulator venue = new BinanceSimulator(Worlds.small(1), world.loop);
        List<Integer> statuses = new ArrayList<>();
        for (String method : List.of("GET", "POST")) {
            venue.request(
                    new HttpAsk(method, "/api/v3/order", Map.of(), ""),
                    "203.0.113.1",
                    it -> statuses.add(it.status()));
        }

        assertThat(statuses).containsExactly(404, 405);
        assertThat(venue.connect("/ws-api/v3", "203.0.113.1", new RecordingClient()))
                .isInstanceOf(Handshake.Refused.class);
    }

    private JsonNode json(String method, String endpoint, String parameters) {
        HttpReply reply = world.rest(method, endpoint, parameters);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return RecordingClient.json(reply.text());
    }
}
