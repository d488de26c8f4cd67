package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.Balance;
import dev.fathom.simulator.account.Fill;
import dev.fathom.simulator.engine.BookSide;
import dev.fathom.simulator.fault.Fault;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuturesAccountTest {
    private static final String LIMIT =
            "symbol=BTCUSDT&type=LIMIT&timeInForce=GTC&side=BUY&quantity=0.01&price=20000";
    private static final String MARKET = "symbol=BTCUSDT&type=MARKET&quantity=0.01&side=";

    private static final Balance NOTHING = new Balance(BigDecimal.ZERO, BigDecimal.ZERO);

    private final FuturesWorld world = new FuturesWorld(4, 0);

    @Test
    void aListenKeyNeedsNoNameAndExpiresWhenNobodyAsksForIt() {
        FuturesWorld world = new FuturesWorld(4, 0, Duration.ofSeconds(60));
        String key = world.key();
        assertThat(key).hasSize(64);
        assertThat(world.key()).isEqualTo(key);
        RecordingClient client = RecordingClient.of(world.venue, "/private/ws?listenKey=" + key);
        world.loop.pass(59_000);
        assertThat(world.listenKey("PUT").path("listenKey").textValue()).isEqualTo(key);
        world.loop.pass(59_000);
        assertThat(client.takeJson()).isEmpty();
        world.loop.pass(1_000);

        assertThat(client.takeJson())
                .isNotEmpty()
                .allMatch(it -> it.path("e").textValue().equals("listenKeyExpired"))
                .allMatch(it -> it.path("listenKey").textValue().equals(key));
        assertThat(world.listenKey("PUT").path("code").intValue()).isEqualTo(-1125);
        assertThat(world.listenKey("DELETE").path("code").intValue()).isEqualTo(-1125);
        assertThat(world.key()).isNotEqualTo(key);
        assertThat(world.listenKey("DELETE")).isEmpty();
    }

    @Test
    void theEndOfAKeyIsToldAtTimesTwice() {
        List<Integer> tellings = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RecordingClient client = world.subscribed();
            world.venue.faults().inject(new Fault.ExpireKey());
            tellings.add(client.takeJson().size());
        }

        assertThat(tellings).contains(1, 2).allMatch(it -> it == 1 || it == 2);
    }

    @Test
    void anAddressMayChooseEvents() {
        String key = world.key();
        RecordingClient some =
                RecordingClient.of(
                        world.venue,
                        "/private/ws?listenKey=" + key + "&events=TRADE_LITE/ACCOUNT_UPDATE");
        RecordingClient wrapped =
                RecordingClient.of(
                        world.venue,
                        "/private/stream?listenKey=" + key + "&events=ORDER_TRADE_UPDATE");
        world.answer("POST", "/fapi/v1/order", MARKET + "BUY");

        assertThat(some.takeJson().stream().map(it -> it.path("e").textValue()).distinct())
                .containsExactly("ACCOUNT_UPDATE", "TRADE_LITE");
        List<JsonNode> orders = wrapped.takeJson();
        assertThat(orders)
                .hasSizeGreaterThan(1)
                .allMatch(it -> it.path("stream").textValue().equals(key))
                .allMatch(it -> it.path("data").path("e").textValue().equals("ORDER_TRADE_UPDATE"));
        world.venue.faults().inject(new Fault.ExpireKey());
        assertThat(some.takeJson()).anyMatch(it -> it.has("listenKey"));
    }

    @ParameterizedTest
    @CsvSource({
        "/private/ws?listenKey=KEY, true",
        "/private/ws/KEY, true",
        "/private/stream?listenKey=KEY&events=, true",
        "/ws/KEY, true",
        "/stream?streams=KEY, true",
        "/public/ws/KEY, false",
        "/market/ws/KEY, false",
        "/public/ws?listenKey=KEY, false",
        "/private/ws?listenKey=NOBODYS, false",
    })
    void eventsComeOnThePrivateRouteAndWithout(String path, boolean comes) {
        RecordingClient client = RecordingClient.of(world.venue, path.replace("KEY", world.key()));
        world.answer("POST", "/fapi/v1/order", LIMIT);

        assertThat(client.takeJson().isEmpty()).isEqualTo(!comes);
    }

    @Test
    void aKeyMayBeSubscribedToAndNoMarketStreamIsPrivate() {
        RecordingClient client = RecordingClient.of(world.venue, "/private/ws");
        client.say(
                "{\"method\":\"SUBSCRIBE\",\"params\":[\""
                        + world.key()
                        + "\",\"btcusdt@depth@100ms\"],\"id\":1}");
        assertThat(client.take()).containsExactly("{\"result\":null,\"id\":1}");
        world.loop.pass(1_000);
        world.answer("POST", "/fapi/v1/order", LIMIT);

        assertThat(client.takeJson().stream().map(it -> it.path("e").textValue()))
                .containsExactly("ORDER_TRADE_UPDATE");
    }

    @Test
    void aTradeIsToldAsAPositionAWalletAndAnOrder() {
        RecordingClient client = world.subscribed();
        var truth = world.venue.truth("BTCUSDT");
        BigDecimal price = truth.at(truth.lastId()).bids().firstKey().add(new BigDecimal("0.01"));
        world.venue.order("BTCUSDT", BookSide.ASK, Optional.of(price), new BigDecimal("0.02"));
        client.take();
        JsonNode placed =
                world.answer("POST", "/fapi/v1/order", MARKET + "BUY&newOrderRespType=RESULT");
        assertThat(placed.path("status").textValue()).isEqualTo("FILLED");
        String at = price.stripTrailingZeros().toPlainString();
        assertThat(placed.path("avgPrice").textValue()).isEqualTo(at);
        BigDecimal fee = price.movePointLeft(5).setScale(8, RoundingMode.HALF_UP);
        String wallet = new BigDecimal("2000000").subtract(fee).toPlainString();
        List<JsonNode> told = client.takeJson();

        assertThat(told.stream().map(it -> it.path("e").textValue()))
                .containsExactly(
                        "ORDER_TRADE_UPDATE", "ACCOUNT_UPDATE", "TRADE_LITE", "ORDER_TRADE_UPDATE");
        long trade = told.get(2).path("t").longValue();
        assertThat(told.get(1).path("a"))
                .hasToString(
                        ("{\"m\":\"ORDER\",\"B\":[{\"a\":\"USDT\",\"wb\":\"%1$s\",\"cw\":\"%1$s\",\"bc\":\"0\"}],"
                                        + "\"P\":[{\"s\":\"BTCUSDT\",\"pa\":\"0.01\",\"ep\":\"%2$s\",\"bep\":\"%2$s\",\"cr\":\"0\",\"up\":\"0\",\"mt\":\"cross\",\"iw\":\"0\",\"ps\":\"BOTH\"}]}")
                                .formatted(wallet, at));
        assertThat(told.get(3).path("o"))
                .hasToString(
                        "{\"s\":\"BTCUSDT\",\"c\":%1$s,\"S\":\"BUY\",\"o\":\"MARKET\",\"f\":\"GTC\",\"q\":\"0.01\",\"p\":\"0\",\"ap\":\"%4$s\",\"sp\":\"0\",\"x\":\"TRADE\",\"X\":\"FILLED\",\"i\":%2$d,\"l\":\"0.01\",\"z\":\"0.01\",\"L\":\"%4$s\",\"n\":\"%5$s\",\"N\":\"USDT\",\"T\":1772323200000,\"t\":%3$d,\"b\":\"0\",\"a\":\"0\",\"m\":false,\"R\":false,\"wt\":\"CONTRACT_PRICE\",\"ot\":\"MARKET\",\"ps\":\"BOTH\",\"cp\":false,\"rp\":\"0\",\"pP\":false,\"si\":0,\"ss\":0,\"V\":\"NONE\",\"pm\":\"NONE\",\"gtd\":0,\"er\":\"0\"}"
                                .formatted(
                                        placed.path("clientOrderId"),
                                        placed.path("orderId").longValue(),
                                        trade,
                                        at,
                                        fee.toPlainString()));
        assertThat(told.getFirst().path("o").has("n")).isFalse();
        assertThat(told.getFirst().path("o").path("t").longValue()).isZero();
    }

    @Test
    void anOrderIsModifiedInItsPlaceOrMovedAndCancelled() {
        RecordingClient client = world.subscribed();
        String id = world.answer("POST", "/fapi/v1/order", LIMIT).path("orderId").asText();
        String one = "symbol=BTCUSDT&side=BUY&orderId=" + id;
        world.answer("PUT", "/fapi/v1/order", one + "&quantity=0.004&price=20000");
        assertThat(quantityAt("20000")).isEqualTo("0.00400000");
        world.answer("PUT", "/fapi/v1/order", one + "&quantity=0.006&price=21000");
        assertThat(quantityAt("20000")).isEqualTo("0");
        assertThat(quantityAt("21000")).isEqualTo("0.00600000");
        assertThat(
                        world.answer("PUT", "/fapi/v1/order", one + "&quantity=0.006&price=21000")
                                .path("code")
                                .intValue())
                .isEqualTo(-5027);
        assertThat(
                        world.answer("DELETE", "/fapi/v1/order", "symbol=BTCUSDT&orderId=" + id)
                                .path("status")
                                .textValue())
                .isEqualTo("CANCELED");

        assertThat(
                        client.takeJson().stream()
                                .map(it -> it.path("o"))
                                .map(it ->
                                        it.path("x").textValue()
                                                + " "
                                                + it.path("q").textValue()
                                                + " "
                                                + it.path("p").textValue()
                                                + " "
                                                + it.has("M")))
                .containsExactly(
                        "NEW 0.01 20000 false",
                        "AMENDMENT 0.004 20000 true",
                        "AMENDMENT 0.006 21000 true",
                        "CANCELED 0.006 21000 false");
    }

    @Test
    void anOrderThatOnlyRestsIsCancelledByAPriceAtWhichItWouldTrade() {
        RecordingClient client = world.subscribed();
        String id =
                world.answer("POST", "/fapi/v1/order", LIMIT.replace("GTC", "GTX"))
                        .path("orderId")
                        .asText();
        JsonNode gone =
                world.answer(
                        "PUT",
                        "/fapi/v1/order",
                        "symbol=BTCUSDT&side=BUY&quantity=0.01&price=200000&orderId=" + id);

        assertThat(gone.path("status").textValue()).isEqualTo("CANCELED");
        assertThat(gone.path("timeInForce").textValue()).isEqualTo("GTX");
        assertThat(client.takeJson().stream().map(it -> it.path("o").path("x").textValue()))
                .containsExactly("NEW", "CANCELED");
    }

    private String quantityAt(String price) {
        var truth = world.venue.truth("BTCUSDT");
        return truth.at(truth.lastId()).bids().entrySet().stream()
                .filter(it -> it.getKey().compareTo(new BigDecimal(price)) == 0)
                .map(it -> it.getValue().toPlainString())
                .findFirst()
                .orElse("0");
    }

    @Test
    void theAnswersAreTheTruth() {
        FuturesWorld busy = new FuturesWorld(4, 40);
        busy.loop.pass(20_000);
        AccountTruth truth = busy.truth();

        assertThat(busy.answer("GET", "/fapi/v1/openOrders", "").findValuesAsText("orderId"))
                .isNotEmpty()
                .isEqualTo(truth.openOrders().stream().map(it -> "" + it.id()).toList());
        assertThat(
                        busy.answer("GET", "/fapi/v1/allOrders", "symbol=BTCUSDT&limit=1000")
                                .findValuesAsText("orderId"))
                .isEqualTo(truth.orders("BTCUSDT").stream().map(it -> "" + it.id()).toList());
        Map<String, String> positions = new HashMap<>();
        JsonNode account = busy.answer("GET", "/fapi/v3/account", "");
        account.path("positions")
                .forEach(it ->
                        positions.put(
                                it.path("symbol").textValue(), it.path("positionAmt").textValue()));
        truth.positions()
                .forEach((symbol, it) ->
                        assertThat(new BigDecimal(positions.getOrDefault(symbol, "0")))
                                .isEqualByComparingTo(it.amount()));
        for (JsonNode each : busy.answer("GET", "/fapi/v2/balance", "")) {
            assertThat(each.path("balance").textValue())
                    .isEqualTo(
                            truth.balances()
                                    .getOrDefault(each.path("asset").textValue(), NOTHING)
                                    .free()
                                    .toPlainString());
        }
        for (JsonNode each : busy.answer("GET", "/fapi/v3/positionRisk", "")) {
            var position = truth.positions().get(each.path("symbol").textValue());
            assertThat(position == null ? BigDecimal.ZERO : position.entryPrice())
                    .isEqualByComparingTo(each.path("entryPrice").textValue());
        }
    }

    @Test
    void fillsArePagedByTheirIds() {
        FuturesWorld busy = new FuturesWorld(4, 40);
        busy.loop.pass(20_000);
        List<String> paged = new ArrayList<>();
        long from = 0;
        for (JsonNode page = fills(busy, from); !page.isEmpty(); page = fills(busy, from)) {
            for (JsonNode each : page) {
                paged.add(
                        each.path("id")
                                + " "
                                + each.path("commission").textValue()
                                + " "
                                + each.path("realizedPnl").textValue());
                from = each.path("id").longValue() + 1;
            }
        }

        assertThat(paged)
                .hasSizeGreaterThan(15)
                .isEqualTo(
                        busy.truth().fills("BTCUSDT").stream()
                                .map(it ->
                                        it.tradeId()
                                                + " "
                                                + it.commission().toPlainString()
                                                + " "
                                                + it.profit().toPlainString())
                                .toList());
        Fill one = busy.truth().fills("BTCUSDT").getFirst();
        assertThat(
                        busy.answer(
                                        "GET",
                                        "/fapi/v1/userTrades",
                                        "symbol=BTCUSDT&orderId=" + one.orderId())
                                .findValuesAsText("orderId"))
                .isNotEmpty()
                .allMatch(it -> it.equals("" + one.orderId()));
    }

    private static JsonNode fills(FuturesWorld world, long from) {
        return world.answer("GET", "/fapi/v1/userTrades", "symbol=BTCUSDT&limit=7&fromId=" + from);
    }

    @Test
    void whatIsOldIsShownOnlyWhenAskedFor() {
        JsonNode gone = world.answer("POST", "/fapi/v1/order", LIMIT);
        world.answer("DELETE", "/fapi/v1/allOpenOrders", "symbol=BTCUSDT");
        world.answer("POST", "/fapi/v1/order", MARKET + "SELL");
        long tradedMs = world.nowMs();
        String order = "symbol=BTCUSDT&orderId=" + gone.path("orderId");
        assertThat(world.answer("GET", "/fapi/v1/order", order).path("status").textValue())
                .isEqualTo("CANCELED");
        world.step(Duration.ofDays(4));
        assertThat(world.answer("GET", "/fapi/v1/order", order).path("code").intValue())
                .isEqualTo(-2013);
        assertThat(world.answer("GET", "/fapi/v1/userTrades", "symbol=BTCUSDT")).isNotEmpty();
        world.step(Duration.ofDays(4));

        assertThat(world.answer("GET", "/fapi/v1/userTrades", "symbol=BTCUSDT")).isEmpty();
        assertThat(fills(world, 0)).isNotEmpty();
        assertThat(
                        world.answer(
                                "GET",
                                "/fapi/v1/userTrades",
                                "symbol=BTCUSDT&startTime=" + tradedMs))
                .isNotEmpty();
        assertThat(
                        world.answer(
                                "GET",
                                "/fapi/v1/allOrders",
                                "symbol=BTCUSDT&startTime=" + (tradedMs - 1000)))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    POST | order | symbol=BTCUSDT&side=BUY&type=MARKET&quantity=100000 | -4023
                    POST | order | symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=4900&price=94000 | -2019
                    POST | order | symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTX&quantity=1&price=10 | -5022
                    POST | order | symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=94000.001 | -4014
                    POST | order | symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1&reduceOnly=true | -2022
                    POST | order | symbol=BTCUSDT&side=BUY&type=MARKET&quantity=1&positionSide=LONG | -4061
                    POST | order | symbol=BTCUSDT&side=BUY&type=LIMIT_MAKER&quantity=1&price=94000 | -1116
                    DELETE | order | symbol=BTCUSDT&orderId=1 | -2011
                    GET  | order | symbol=BTCUSDT&orderId=1 | -2013
                    GET  | userTrades | symbol=BTCUSDT&fromId=1&startTime=1 | -1128
                    GET  | userTrades | symbol=BTCUSDT&startTime=0&endTime=604800001 | -1127
                    GET  | allOrders | symbol=BTCUSDT&startTime=0&endTime=604800000 | -1127
                    GET  | userTrades | symbol=NOSUCH | -1121
                    POST | leverage | symbol=BTCUSDT&leverage=126 | -4028
                    """)
    void wrongRequestsAreRefused(String method, String endpoint, String parameters, int code) {
        assertThat(world.answer(method, "/fapi/v1/" + endpoint, parameters).path("code").intValue())
                .isEqualTo(code);
    }

    @Test
    void requestsHaveTheirWeight() {
        world.answer("GET", "/fapi/v1/openOrders", "");
        world.answer("GET", "/fapi/v1/openOrders", "symbol=BTCUSDT");
        world.answer("GET", "/fapi/v1/userTrades", "symbol=BTCUSDT");
        world.answer("GET", "/fapi/v1/allOrders", "symbol=BTCUSDT");
        world.answer("GET", "/fapi/v3/account", "");

        assertThat(world.reply("POST", "/fapi/v1/listenKey").headers())
                .containsEntry("X-MBX-USED-WEIGHT-1M", "57");
    }

    @Test
    void theWebSocketApiOfSpotIsNotThere() {
        assertThat(world.venue.connect("/ws-api/v3", "203.0.113.1", new RecordingClient()))
                .isInstanceOf(Handshake.Refused.class);
    }
}
