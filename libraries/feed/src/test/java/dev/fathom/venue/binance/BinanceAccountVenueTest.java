package dev.fathom.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.fathom.account.AccountAnswer;
import dev.fathom.account.Ask;
import dev.fathom.account.ListStatus;
import dev.fathom.account.OrderStatus;
import dev.fathom.account.Secret;
import dev.fathom.market.Instrument;
import dev.fathom.market.TradeSource;
import dev.fathom.net.HttpRequest;
import dev.fathom.venue.AccountAccess;
import dev.fathom.venue.AccountConversation;
import dev.fathom.venue.AccountRefusal;
import dev.fathom.venue.AccountVenue;
import dev.fathom.venue.ApiKey;
import dev.fathom.venue.Grant;
import dev.fathom.venue.Granting;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses, requests and answers as the documents of Binance have them. */
class BinanceAccountVenueTest {
    private static final ApiKey KEY =
            new ApiKey(
                    new Secret("vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"),
                    new Secret("NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"));
    private static final Instrument BTC = new Instrument("binance", "BTCUSDT");

    private static final String ORDER =
            """
            {"symbol":"BTCUSDT","orderId":7,"clientOrderId":"mine","price":"10.50","origQty":"2",
            "executedQty":"0","status":"CANCELED","timeInForce":"GTC","type":"LIMIT","side":"SELL",
            "updateTime":1499827319600}\
            """;

    private static final String FILL =
            """
            {"symbol":"BTCUSDT","id":28457,"orderId":100234,"price":"4.1","qty":"12","commission":"10.1",
            "commissionAsset":"BNB","time":1499865549590,"isBuyer":true,"isMaker":false}\
            """;

    private static AccountAccess access(AccountVenue venue) {
        return venue.access(KEY, venue.endpoints().getFirst());
    }

    @Test
    void spotIsSubscribedByASignatureOfTheTimeAtWhichItIsSent() {
        AccountConversation conversation =
                access(BinanceAccountVenue.spot()).converse(Optional.empty());

        assertThat(conversation.uri())
                .hasToString("wss://ws-api.binance.com:443/ws-api/v3?returnRateLimits=false");
        // The published vector of the WebSocket API.
        assertThat(conversation.next(1747385641636L).orElseThrow())
                .contains("\"method\":\"userDataStream.subscribe.signature\"")
                .contains(
                        "\"signature\":\"681110a6057ad58657af22f5640fab9dd17418834cdfccdc81be8b0f7b2cde3e\"")
                .contains("\"timestamp\":1747385641636");
        assertThat(conversation.next(1747385641637L)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "usdM, wss://fstream.binance.com/private/ws?listenKey=abc",
        "coinM, wss://dstream.binance.com/ws/abc",
        "us, wss://stream.binance.us:9443/ws/abc",
        "listen-key, wss://ws-api.binance.com:443/ws/abc"
    })
    void listenKeysStandInTheAddress(String which, String address) {
        assertThat(
                        access(venue(which))
                                .converse(Optional.of(new Grant(new Secret("abc"), 0)))
                                .uri())
                .hasToString(address);
    }

    private static AccountVenue venue(String which) {
        return switch (which) {
            case "usdM" -> BinanceAccountVenue.usdM();
            case "coinM" -> BinanceAccountVenue.coinM();
            case "us" -> BinanceAccountVenue.us();
            case "margin" -> BinanceAccountVenue.margin();
            case "isolated" -> BinanceAccountVenue.margin().with("isolated", "btcusdt");
            default -> BinanceAccountVenue.spot().with("stream", "listen-key");
        };
    }

    @ParameterizedTest
    @CsvSource({
        "usdM, POST https://fapi.binance.com/fapi/v1/listenKey, PUT https://fapi.binance.com/fapi/v1/listenKey",
        "coinM, POST https://dapi.binance.com/dapi/v1/listenKey, PUT https://dapi.binance.com/dapi/v1/listenKey",
        "us, POST https://api.binance.us/api/v3/userDataStream, PUT https://api.binance.us/api/v3/userDataStream?listenKey=abc"
    })
    void listenKeysAreAskedForAndProlongedByTheKeyAlone(String which, String ask, String prolong)
            throws IOException {
        Granting granting = access(venue(which)).granting().orElseThrow();
        HttpRequest request = granting.ask().at().apply(5);

        assertThat(whole(request)).isEqualTo(ask);
        assertThat(request.headers())
                .containsOnlyKeys("X-MBX-APIKEY")
                .containsValue(KEY.id().reveal());
        Grant grant =
                granting.read("{\"listenKey\":\"abc\"}".getBytes(StandardCharsets.UTF_8), 1000);
        assertThat(grant).isEqualTo(new Grant(new Secret("abc"), 3_601_000));
        assertThat(whole(granting.prolong(grant).orElseThrow().at().apply(5))).isEqualTo(prolong);
    }

    private static String whole(HttpRequest request) {
        return request.method() + " " + request.uri();
    }

    @Test
    void isolatedMarginNamesItsSymbolInEveryRequest() {
        AccountAccess access = access(venue("isolated"));

        assertThat(whole(access.granting().orElseThrow().ask().at().apply(5)))
                .isEqualTo(
                        "POST https://api.binance.com/sapi/v1/userListenToken?isIsolated=TRUE&symbol=BTCUSDT");
        assertThat(whole(access.call(new Ask.OpenOrders()).at().apply(5)))
                .startsWith(
                        "GET https://api.binance.com/sapi/v1/margin/openOrders?isIsolated=TRUE&symbol=BTCUSDT&timestamp=5&signature=");
    }

    @Test
    void aListenTokenCanBeAskedForWithASignatureToo() {
        Granting granting = access(venue("margin")).granting().orElseThrow();

        assertThat(whole(granting.ask().at().apply(5)))
                .isEqualTo("POST https://api.binance.com/sapi/v1/userListenToken");
        assertThat(whole(granting.askSigned().orElseThrow().at().apply(5)))
                .startsWith(
                        "POST https://api.binance.com/sapi/v1/userListenToken?timestamp=5&signature=");
    }

    @Test
    void requestsAreSignedWhenTheyAreSent() {
        var call = access(BinanceAccountVenue.spot()).call(new Ask.FillsFrom(BTC, 17));

        assertThat(call.weight()).isEqualTo(20);
        assertThat(whole(call.at().apply(5)))
                .startsWith(
                        "GET https://api.binance.com/api/v3/myTrades?symbol=BTCUSDT&fromId=17&limit=1000&timestamp=5&signature=");
        assertThat(call.at().apply(5).uri()).isEqualTo(call.at().apply(5).uri());
        assertThat(call.at().apply(6).uri().getQuery()).contains("timestamp=6");
    }

    @Test
    void ordersOfTheListAreReadWithAllThatIsInThem() throws IOException {
        byte[] body =
                """
                [{"symbol":"BTCUSDT","orderId":7,"orderListId":-1,"clientOrderId":"mine","price":"10.50",
                "origQty":"2.0","executedQty":"0.5","cummulativeQuoteQty":"5.25","status":"PARTIALLY_FILLED",
                "timeInForce":"GTC","type":"LIMIT","side":"SELL","stopPrice":"0.0","icebergQty":"0.0",
                "time":1499827319559,"updateTime":1499827319600,"isWorking":true,"newOne":[1]}]
                """
                        .getBytes(StandardCharsets.UTF_8);

        AccountAnswer.Orders answer =
                (AccountAnswer.Orders)
                        access(BinanceAccountVenue.spot()).read(new Ask.OpenOrders(), body, 9);

        assertThat(answer.isFull()).isFalse();
        assertThat(answer.rows())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.state().describe())
                            .isEqualTo(
                                    "SELL 2.0 BTCUSDT at 10.50 is PARTIALLY_FILLED, 0.5 filled (order 7)");
                    assertThat(row.state().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
                    assertThat(row.details().unknown())
                            .containsEntry("newOne", "[1]")
                            .containsEntry("cummulativeQuoteQty", "\"5.25\"");
                });
    }

    @ParameterizedTest
    @CsvSource({
        "spot, https://api.binance.com/api/v3/orderList?orderListId=27&timestamp=5&",
        "us, https://api.binance.us/api/v3/orderList?orderListId=27&timestamp=5&",
        "margin, https://api.binance.com/sapi/v1/margin/orderList?orderListId=27&timestamp=5&",
        "isolated, https://api.binance.com/sapi/v1/margin/orderList?orderListId=27&isIsolated=TRUE&symbol=BTCUSDT&timestamp=5&"
    })
    void aListIsAskedForByItsId(String which, String address) {
        assertThat(whole(access(venue(which)).call(new Ask.OneList(BTC, 27)).at().apply(5)))
                .startsWith("GET " + address);
    }

    @Test
    void aListIsReadWithAllThatIsInIt() throws IOException {
        byte[] body =
                """
                {"orderListId":27,"contingencyType":"OCO","listStatusType":"EXEC_STARTED",
                "listOrderStatus":"EXECUTING","listClientOrderId":"mine","transactionTime":1565245656253,
                "symbol":"LTCBTC","isIsolated":false,"orders":[
                {"symbol":"LTCBTC","orderId":4,"clientOrderId":"stop"},
                {"symbol":"LTCBTC","orderId":5,"clientOrderId":"limit","newOne":1}]}
                """
                        .getBytes(StandardCharsets.UTF_8);

        AccountVenue venue = BinanceAccountVenue.spot();
        AccountAnswer answer = access(venue).read(new Ask.OneList(BTC, 27), body, 9);
        assertThat(
                        venue.recordedAnswer(
                                URI.create(
                                        "https://api.binance.com/api/v3/orderList?orderListId=27"),
                                body,
                                9))
                .contains(answer);
        ListStatus list = ((AccountAnswer.OneList) answer).list();

        assertThat(list.instrument().symbol()).isEqualTo("LTCBTC");
        assertThat(
                        List.of(
                                list.listId(),
                                list.contingency(),
                                list.change(),
                                list.status(),
                                list.rejectReason(),
                                list.clientListId(),
                                list.transactionTime().value()))
                .containsExactly(
                        27L, "OCO", "EXEC_STARTED", "EXECUTING", "NONE", "mine", 1565245656253L);
        assertThat(list.orders())
                .extracting(ListStatus.Member::orderId, ListStatus.Member::clientOrderId)
                .containsExactly(tuple(4L, "stop"), tuple(5L, "limit"));
        assertThat(list.orders().getLast().details().unknown()).containsEntry("newOne", "1");
        assertThat(list.details().unknown()).containsEntry("isIsolated", "false");
        assertThat(list.origin().source()).isEqualTo(TradeSource.REST);
    }

    @ParameterizedTest
    @CsvSource({
        "spot, 1000, 1000",
        "us, 1000, 1000",
        "margin, 500, 500",
        "usdM, 1000, 1000",
        "coinM, 100, 1000"
    })
    void pagesAreAsLongAsTheVenueMakesThemAndFullOnlyThen(String which, int orders, int fills)
            throws IOException {
        AccountAccess access = access(venue(which));

        assertThat(query(access, new Ask.OrdersFrom(BTC, 17))).contains("limit=" + orders + "&");
        assertThat(query(access, new Ask.OrdersBetween(BTC, 1, 2)))
                .contains("limit=" + orders + "&");
        assertThat(isFull(access, new Ask.OrdersFrom(BTC, 17), ORDER, orders)).isTrue();
        assertThat(isFull(access, new Ask.OrdersFrom(BTC, 17), ORDER, orders - 1)).isFalse();
        assertThat(query(access, new Ask.FillsFrom(BTC, 17))).contains("limit=" + fills + "&");
        assertThat(query(access, new Ask.FillsOfOrder(BTC, 3, 0))).contains("limit=" + fills + "&");
        assertThat(isFull(access, new Ask.FillsFrom(BTC, 17), FILL, fills)).isTrue();
        assertThat(isFull(access, new Ask.FillsFrom(BTC, 17), FILL, fills - 1)).isFalse();
    }

    private static String query(AccountAccess access, Ask ask) {
        return access.call(ask).at().apply(5).uri().getQuery();
    }

    private static boolean isFull(AccountAccess access, Ask ask, String row, int rows)
            throws IOException {
        byte[] body =
                ("[" + String.join(",", Collections.nCopies(rows, row)) + "]")
                        .getBytes(StandardCharsets.UTF_8);
        return switch (access.read(ask, body, 9)) {
            case AccountAnswer.Orders it -> it.isFull();
            case AccountAnswer.Fills it -> it.isFull();
            case AccountAnswer.AllBalances _, AccountAnswer.OneList _, AccountAnswer.NotKnown _ ->
                    throw new AssertionError("no list");
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"code\":-1021,\"msg\":\"late\"} | WRONG_TIME",
                "400 | {\"code\":-1125,\"msg\":\"gone\"} | NO_GRANT",
                "400 | {\"code\":-1121,\"msg\":\"symbol\"} | NO_INSTRUMENT",
                "400 | {\"code\":-2013,\"msg\":\"no order\"} | NO_ORDER",
                "400 | {\"code\":-1102,\"msg\":\"timestamp\"} | UNSIGNED",
                "401 | {\"code\":-2015,\"msg\":\"rights\"} | FOR_GOOD",
                "400 | {\"code\":-1022,\"msg\":\"signature\"} | FOR_GOOD",
                "410 | <html>410 Gone</html> | FOR_GOOD",
                "403 | <html>a firewall, for a while</html> | FOR_NOW",
                "502 | <html>bad gateway</html> | FOR_NOW",
                "503 | {\"code\":-1008,\"msg\":\"overload\"} | FOR_NOW"
            })
    void refusalsSayWhatIsToBeDone(int status, String body, AccountRefusal.Kind kind) {
        assertThat(
                        access(BinanceAccountVenue.spot())
                                .refusal(status, body.getBytes(StandardCharsets.UTF_8))
                                .kind())
                .isEqualTo(kind);
    }

    @Test
    void anIsolatedAccountHasNoOtherSymbol() {
        AccountVenue isolated = BinanceAccountVenue.margin().with("isolated", "BTCUSDT");

        assertThat(isolated.instrument("btcusdt").symbol()).isEqualTo("BTCUSDT");
        assertThatThrownBy(() -> isolated.instrument("ETHUSDT"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BTCUSDT");
    }

    @Test
    void settingsThatDoNotExistAreNamedWithThoseThatDo() {
        assertThatThrownBy(() -> BinanceAccountVenue.usdM().with("stream", "api"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("binance-futures has no setting 'stream'");
        assertThatThrownBy(() -> BinanceAccountVenue.spot().with("stream", "fax"))
                .hasMessage("stream of binance may be api or listen-key, got 'fax'");
    }

    @Test
    void nothingShowsTheKey() {
        AccountAccess access = access(BinanceAccountVenue.spot());

        assertThat(
                        access
                                + " "
                                + access.converse(Optional.empty())
                                + " "
                                + access.call(new Ask.OpenOrders()).at().apply(5)
                                + " "
                                + new Grant(new Secret("abc"), 1))
                .doesNotContain(KEY.id().reveal())
                .doesNotContain("abc");
    }
}
