package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.simulator.account.FuturesFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the COIN-M futures do otherwise than the USD-M ones. */
class CoinFuturesTest {
    private final FuturesWorld world = new FuturesWorld(FuturesFamily.COIN_M, 4, 0);

    private JsonNode get(String endpoint, String parameters) {
        return world.answer("GET", "/dapi/v1/" + endpoint, parameters);
    }

    private JsonNode place(String symbol) {
        return world.answer(
                "POST",
                "/dapi/v1/order",
                "type=LIMIT&timeInForce=GTC&side=BUY&quantity=1&price=1000&symbol=" + symbol);
    }

    @Test
    void aListOfOrdersIsShortAndSaysNotThatThereIsMore() {
        List<Long> placed = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            placed.add(place("BTCUSD_PERP").path("orderId").longValue());
        }
        String from = "symbol=BTCUSD_PERP&orderId=" + placed.getFirst();

        assertThat(ids(get("allOrders", from))).isEqualTo(placed.subList(0, 50));
        assertThat(ids(get("allOrders", from + "&limit=1000"))).isEqualTo(placed.subList(0, 100));
        assertThat(ids(get("allOrders", from + "&limit=100"))).isEqualTo(placed.subList(0, 100));
        assertThat(ids(get("allOrders", "symbol=BTCUSD_PERP"))).isEqualTo(placed.subList(70, 120));
        assertThat(ids(get("openOrders", "symbol=BTCUSD_PERP"))).hasSize(120);
    }

    private static List<Long> ids(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(it -> it.path("orderId").longValue())
                .toList();
    }

    @Test
    void aListOfFillsIsLonger() {
        FuturesWorld trading = new FuturesWorld(FuturesFamily.COIN_M, 5, 50);
        trading.loop.pass(60_000);
        int fills = trading.truth().fills("BTCUSD_PERP").size();
        assertThat(fills).isGreaterThan(100).isLessThan(1000);

        assertThat(trading.answer("GET", "/dapi/v1/userTrades", "symbol=BTCUSD_PERP")).hasSize(50);
        assertThat(trading.answer("GET", "/dapi/v1/userTrades", "symbol=BTCUSD_PERP&limit=1000"))
                .hasSize(fills);
    }

    @Test
    void aPairMeansAllItsContracts() {
        long bitcoin = place("BTCUSD_PERP").path("orderId").longValue();
        place("ETHUSD_PERP");

        assertThat(ids(get("openOrders", "pair=BTCUSD"))).containsExactly(bitcoin);
        assertThat(ids(get("allOrders", "pair=BTCUSD"))).containsExactly(bitcoin);
        assertThat(get("userTrades", "pair=BTCUSD").isArray()).isTrue();
        assertThat(get("positionRisk", "pair=ETHUSD"))
                .singleElement()
                .satisfies(it -> assertThat(it.path("symbol").asText()).isEqualTo("ETHUSD_PERP"));
    }

    @ParameterizedTest
    @CsvSource({
        "allOrders, -1102, ''",
        "allOrders, -1128, symbol=BTCUSD_PERP&pair=BTCUSD",
        "allOrders, -1128, pair=BTCUSD&orderId=1",
        "allOrders, -4144, pair=BTCUSDT",
        "userTrades, -1128, pair=BTCUSD&fromId=1",
        "userTrades, -1128, pair=BTCUSD&orderId=1",
        "userTrades, -1128, symbol=BTCUSD_PERP&pair=BTCUSD",
    })
    void symbolAndPairAreNotMixed(String endpoint, int code, String parameters) {
        assertThat(get(endpoint, parameters).path("code").intValue()).isEqualTo(code);
    }

    @Test
    void listsOfAPairCostTwice() {
        get("allOrders", "symbol=BTCUSD_PERP");
        get("allOrders", "pair=BTCUSD");
        get("userTrades", "symbol=BTCUSD_PERP");
        get("userTrades", "pair=BTCUSD");

        assertThat(world.reply("POST", "/dapi/v1/listenKey").headers())
                .containsEntry("X-MBX-USED-WEIGHT-1M", "121");
    }

    @ParameterizedTest
    @CsvSource({
        "COIN_M, v1/account, true",
        "COIN_M, v2/account, false",
        "COIN_M, v3/account, false",
        "COIN_M, v1/positionRisk, true",
        "COIN_M, v3/positionRisk, false",
        "COIN_M, v1/openAlgoOrders, false",
        "COIN_M, v3/openOrders, false",
        "USD_M, v1/account, false",
        "USD_M, v2/account, true",
        "USD_M, v3/account, true",
        "USD_M, v2/openOrders, false",
        "USD_M, v1/openAlgoOrders, true",
    })
    void requestsAreFoundUnderTheirVersionAlone(FuturesFamily family, String path, boolean found) {
        FuturesWorld world = new FuturesWorld(family, 4, 0);

        assertThat(world.reply("GET", family.base() + path).status() != 404).isEqualTo(found);
    }
}
