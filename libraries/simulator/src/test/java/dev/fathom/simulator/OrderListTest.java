package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders that wait for a price, and lists of orders, as a client of spot sees them. */
class OrderListTest {
    private static final String STOP =
            "symbol=BTCUSDT&side=SELL&type=STOP_LOSS_LIMIT&timeInForce=GTC&quantity=0.5";

    private final AccountWorld world = new AccountWorld(Worlds.small(4), 0, false);
    private final BigDecimal last = trade(BookSide.ASK, "0.001");
    private final RecordingClient client = world.subscribed();

    /** Somebody trades at whatever price there is; returns it. */
    private BigDecimal trade(BookSide side, String quantity) {
        world.venue.order("BTCUSDT", side, Optional.empty(), new BigDecimal(quantity));
        var trades = world.venue.truth("BTCUSDT").trades();
        return trades.at(trades.lastId()).orElseThrow().price();
    }

    /** Somebody buys all that is offered up to this price. */
    private void buyUpTo(BigDecimal price) {
        world.venue.order("BTCUSDT", BookSide.BID, Optional.of(price), new BigDecimal("50"));
    }

    /** Somebody sells to all who pay more than this price, and somebody buys at it. */
    private void sellDownTo(BigDecimal price) {
        world.venue.order("BTCUSDT", BookSide.ASK, Optional.of(price), new BigDecimal("50"));
        assertThat(trade(BookSide.BID, "0.001")).isEqualByComparingTo(price);
    }

    private BigDecimal off(String by) {
        return last.add(new BigDecimal(by));
    }

    @Test
    void aStopWaitsForATradeAtItsPrice() {
        JsonNode placed =
                json("POST", "order", STOP + "&stopPrice=" + off("-5") + "&price=" + off("-6"));
        assertThat(placed.path("stopPrice").textValue()).isEqualTo(off("-5").toPlainString());
        assertThat(placed.path("workingTime").longValue()).isEqualTo(-1);
        assertThat(placed.path("status").textValue()).isEqualTo("NEW");
        JsonNode waits = reports(client.takeJson()).getFirst();
        assertThat(waits.path("w").booleanValue()).isFalse();
        assertThat(waits.has("W")).isFalse();
        assertThat(waits.path("P").textValue()).isEqualTo(off("-5").toPlainString());
        assertThat(locked("BTC")).isEqualByComparingTo("0.5");

        sellDownTo(off("-4.99"));
        assertThat(client.takeJson()).isEmpty();

        sellDownTo(off("-5"));
        JsonNode works = reports(client.takeJson()).getFirst();
        assertThat(works.path("x").textValue() + works.path("X").textValue()).isEqualTo("NEWNEW");
        assertThat(works.path("w").booleanValue()).isTrue();
        assertThat(works.path("W").longValue()).isEqualTo(works.path("T").longValue());
        assertThat(works.path("i")).isEqualTo(waits.path("i"));
        assertThat(works.path("I").longValue()).isGreaterThan(waits.path("I").longValue());
    }

    @ParameterizedTest
    @CsvSource({
        "SELL, STOP_LOSS_LIMIT, 1",
        "BUY, STOP_LOSS_LIMIT, -1",
        "SELL, TAKE_PROFIT_LIMIT, -1",
        "BUY, TAKE_PROFIT_LIMIT, 1",
        "BUY, TAKE_PROFIT_LIMIT, 0"
    })
    void aStopThatWouldTriggerAtOnceIsRefused(String side, String type, String by) {
        HttpReply reply =
                world.rest(
                        "POST",
                        "order",
                        "symbol=BTCUSDT&timeInForce=GTC&quantity=0.1&side="
                                + side
                                + "&type="
                                + type
                                + "&price="
                                + last
                                + "&stopPrice="
                                + off(by));
        assertThat(reply.text())
                .isEqualTo("{\"code\":-2010,\"msg\":\"Stop price would trigger immediately.\"}");
    }

    private String oco(String side, String quantity) {
        boolean sells = side.equals("SELL");
        String above = sells ? "LIMIT_MAKER" : "STOP_LOSS_LIMIT";
        String below = sells ? "STOP_LOSS_LIMIT" : "LIMIT_MAKER";
        return "symbol=BTCUSDT&side=%s&quantity=%s&listClientOrderId=list&aboveType=%s&belowType=%s"
                        .formatted(side, quantity, above, below)
                + (sells
                        ? "&abovePrice=%s&belowStopPrice=%s&belowPrice=%s&belowTimeInForce=GTC"
                                .formatted(off("40"), off("-40"), off("-50"))
                        : "&belowPrice=%s&aboveStopPrice=%s&abovePrice=%s&aboveTimeInForce=GTC"
                                .formatted(off("-40"), off("40"), off("50")))
                + "&aboveClientOrderId=above&belowClientOrderId=below";
    }

    @Test
    void anOcoIsLockedOnce() {
        JsonNode list = json("POST", "orderList/oco", oco("BUY", "0.5"));
        assertThat(list.path("contingencyType").textValue()).isEqualTo("OCO");
        assertThat(list.path("listOrderStatus").textValue()).isEqualTo("EXECUTING");
        assertThat(list.findValuesAsText("clientOrderId"))
                .containsExactly("below", "above", "below", "above");
        assertThat(kinds(client.takeJson()))
                .containsExactly(
                        "OCO EXEC_STARTED EXECUTING",
                        "below NEW NEW",
                        "above NEW NEW",
                        "outboundAccountPosition");
        assertThat(locked("USDT")).isEqualByComparingTo(off("50").multiply(new BigDecimal("0.5")));

        json("DELETE", "orderList", "symbol=BTCUSDT&listClientOrderId=list&newClientOrderId=off");
        assertThat(kinds(client.takeJson()))
                .containsExactly(
                        "off CANCELED CANCELED",
                        "off CANCELED CANCELED",
                        "OCO ALL_DONE ALL_DONE",
                        "outboundAccountPosition");
        assertThat(locked("USDT")).isZero();
    }

    @Test
    void theStopOfAnOcoEndsWhenTheOtherOrderTrades() {
        long id = json("POST", "orderList/oco", oco("SELL", "0.5")).path("orderListId").asLong();
        client.take();
        buyUpTo(off("40"));

        List<JsonNode> told = client.takeJson();
        assertThat(kinds(told))
                .containsExactly(
                        "above TRADE FILLED",
                        "below EXPIRED EXPIRED",
                        "OCO ALL_DONE ALL_DONE",
                        "outboundAccountPosition");
        assertThat(reports(told).getLast().path("eR").textValue()).isEqualTo("OCO_TRIGGER");
        assertThat(reports(told)).extracting(it -> it.path("g").asLong()).containsOnly(id);
        assertThat(locked("BTC")).isZero();
    }

    @Test
    void theOtherOrderOfAnOcoEndsWhenTheStopIsTriggered() {
        json("POST", "orderList/oco", oco("SELL", "0.5"));
        client.take();
        sellDownTo(off("-40"));

        assertThat(kinds(client.takeJson()).subList(0, 3))
                .containsExactly("below NEW NEW", "above EXPIRED EXPIRED", "OCO ALL_DONE ALL_DONE");
        assertThat(json("GET", "orderList", "origClientOrderId=list").path("listStatusType"))
                .hasToString("\"ALL_DONE\"");
        assertThat(json("GET", "openOrderList", "")).isEmpty();
    }

    @Test
    void anOcoWhoseOrderIsCancelledIsCancelled() {
        json("POST", "orderList/oco", oco("SELL", "0.5"));
        assertThat(json("GET", "openOrderList", "")).hasSize(1);
        json("DELETE", "order", "symbol=BTCUSDT&origClientOrderId=above");

        assertThat(json("GET", "openOrders", "symbol=BTCUSDT")).isEmpty();
        assertThat(json("GET", "openOrderList", "")).isEmpty();
        assertThat(json("GET", "allOrderList", "").findValuesAsText("listOrderStatus"))
                .containsExactly("ALL_DONE");
    }

    @Test
    void theWebSocketApiHasTheSameLists() {
        Map<String, String> parameters = new HashMap<>();
        for (String each : oco("SELL", "0.5").split("&", -1)) {
            parameters.put(each.split("=", 2)[0], each.split("=", 2)[1]);
        }
        client.say(
                "{\"id\":2,\"method\":\"orderList.place.oco\",\"params\":"
                        + world.signed(AccountWorld.HMAC_KEY, parameters)
                        + "}");
        JsonNode list =
                client.takeJson().stream()
                        .filter(it -> it.has("result"))
                        .findFirst()
                        .orElseThrow()
                        .path("result");
        client.say(
                "{\"id\":3,\"method\":\"orderList.status\",\"params\":"
                        + world.signed(
                                AccountWorld.HMAC_KEY,
                                Map.of("orderListId", list.path("orderListId").asText()))
                        + "}");

        assertThat(client.takeJson().getFirst().path("result").path("orders"))
                .isNotEmpty()
                .isEqualTo(list.path("orders"));
    }

    @Test
    void marginShowsAListAndItsOrders() {
        JsonNode list = json("POST", "orderList/oco", oco("SELL", "0.5"));
        JsonNode orders =
                RecordingClient.json(
                        world.signedAt("GET", "/sapi/v1/margin/openOrders", "").text());

        assertThat(orders.findValuesAsText("orderListId"))
                .containsExactly(
                        list.path("orderListId").asText(), list.path("orderListId").asText());
        assertThat(orders.findValuesAsText("isWorking")).containsExactly("false", "true");
        JsonNode shown =
                RecordingClient.json(
                        world.signedAt(
                                        "GET",
                                        "/sapi/v1/margin/orderList",
                                        "orderListId=" + list.path("orderListId").asText())
                                .text());
        assertThat(shown.path("listOrderStatus").textValue()).isEqualTo("EXECUTING");
        assertThat(shown.path("orders")).isEqualTo(list.path("orders"));
        assertThat(shown.path("isIsolated").booleanValue()).isFalse();
    }

    @Test
    void theOldFormOfAnOcoIsTaken() {
        JsonNode list =
                json(
                        "POST",
                        "order/oco",
                        "symbol=BTCUSDT&side=SELL&quantity=0.5&stopLimitTimeInForce=GTC"
                                + "&price=%s&stopPrice=%s&stopLimitPrice=%s"
                                        .formatted(off("40"), off("-40"), off("-41")));
        assertThat(list.path("orderReports").findValuesAsText("type"))
                .containsExactly("STOP_LOSS_LIMIT", "LIMIT_MAKER");
    }

    @Test
    void pricesOfAnOcoOnTheWrongSideAreRefused() {
        HttpReply reply =
                world.rest(
                        "POST",
                        "order/oco",
                        "symbol=BTCUSDT&side=SELL&quantity=0.5&stopLimitTimeInForce=GTC"
                                + "&price=%s&stopPrice=%s&stopLimitPrice=%s"
                                        .formatted(off("40"), off("10"), off("9")));
        assertThat(reply.text())
                .isEqualTo(
                        "{\"code\":-2010,\"msg\":\"The relationship of the prices for the orders is not"
                                + " correct.\"}");
        assertThat(world.truth().lists()).isEmpty();
        assertThat(client.take()).isEmpty();
    }

    private void oto(String pending) {
        json(
                "POST",
                "orderList/oto",
                "symbol=BTCUSDT&workingType=LIMIT_MAKER&workingSide=SELL&workingQuantity=0.5"
                        + "&workingClientOrderId=first&pendingClientOrderId=second&workingPrice="
                        + off("40")
                        + pending);
    }

    @Test
    void theSecondOfAnOtoIsPlacedWhenTheFirstIsFilled() {
        oto(
                "&pendingType=LIMIT_MAKER&pendingSide=BUY&pendingQuantity=0.1&pendingPrice="
                        + off("-90"));
        assertThat(kinds(client.takeJson()).subList(0, 3))
                .containsExactly(
                        "OTO EXEC_STARTED EXECUTING", "first NEW NEW", "second NEW PENDING_NEW");
        assertThat(locked("USDT")).isZero();
        buyUpTo(off("40"));

        assertThat(kinds(client.takeJson()))
                .containsExactly(
                        "first TRADE FILLED",
                        "OTO ALL_DONE ALL_DONE",
                        "second NEW NEW",
                        "outboundAccountPosition");
        assertThat(locked("USDT")).isEqualByComparingTo(off("-90").multiply(new BigDecimal("0.1")));
    }

    @Test
    void theSecondOfAnOtoThatIsRefusedThenExpires() {
        oto("&pendingType=MARKET&pendingSide=SELL&pendingQuantity=4.9");
        client.take();
        buyUpTo(off("40"));

        List<JsonNode> told = client.takeJson();
        assertThat(kinds(told).subList(0, 3))
                .containsExactly(
                        "first TRADE FILLED", "OTO ALL_DONE ALL_DONE", "second EXPIRED EXPIRED");
        assertThat(reports(told).getLast().path("eR").textValue()).isEqualTo("REJECTED");
    }

    private BigDecimal locked(String asset) {
        return Objects.requireNonNull(world.truth().balances().get(asset)).locked();
    }

    private static List<JsonNode> reports(List<JsonNode> told) {
        return told.stream()
                .map(it -> it.path("event"))
                .filter(it -> it.path("e").textValue().equals("executionReport"))
                .toList();
    }

    private static List<String> kinds(List<JsonNode> told) {
        return told.stream().map(it -> kind(it.path("event"))).toList();
    }

    private static String kind(JsonNode it) {
        return switch (it.path("e").textValue()) {
            case "executionReport" -> words(it, "c", "x", "X");
            case "listStatus" -> words(it, "c", "l", "L");
            default -> it.path("e").textValue();
        };
    }

    private static String words(JsonNode it, String... keys) {
        return List.of(keys).stream()
                .map((Function<String, String>) key -> it.path(key).textValue())
                .collect(Collectors.joining(" "));
    }

    private JsonNode json(String method, String endpoint, String parameters) {
        HttpReply reply = world.rest(method, endpoint, parameters);
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        return RecordingClient.json(reply.text());
    }
}
