package dev.fathom.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.venue.DecodedLog;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.InstrumentInfo;
import dev.fathom.venue.Requests;
import dev.fathom.venue.RestRefusal;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceVenueTest {
    private static final Venue SPOT = BinanceVenue.spot();
    private static final Endpoints AT =
            new Endpoints("test", URI.create("ws://127.0.0.1:1"), URI.create("http://127.0.0.1:2"));
    private static final Instrument BTC = new Instrument("binance", "BTCUSDT");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "BTCUSDT, BTCUSDT",
        "btcusdt, BTCUSDT",
        "btc-usdt, BTCUSDT",
        "BTC/USDT, BTCUSDT",
        "btc_usdt, BTCUSDT",
        "' btcusdt ', BTCUSDT",
        "1inch-usdt, 1INCHUSDT",
        "币安人生usdt, 币安人生USDT"
    })
    void symbolsInEveryForm(String symbol, String own) {
        assertThat(SPOT.instrument(symbol)).isEqualTo(new Instrument("binance", own));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-", "BTC-US-DT", "BTC USDT", "BTC&limit=1", "a@b", "../x"})
    void whatIsNoSymbolIsNamed(String symbol) {
        assertThatThrownBy(() -> SPOT.instrument(symbol))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'%s' is no symbol of Binance spot: write BTCUSDT or BTC-USDT", symbol);
    }

    private static final StreamName NAMES = new StreamName(BinanceMarket.spot());
    private static final Requests CONTROL = new BinanceRequests(NAMES);

    @Test
    void streamAddressesAndNames() {
        List<Subscription> all =
                List.of(
                        new Subscription(BTC, Channel.DEPTH),
                        new Subscription(BTC, Channel.parse("depth@1000ms")),
                        new Subscription(BTC, Channel.top(5)),
                        new Subscription(BTC, Channel.parse("depth20@1000ms")),
                        new Subscription(BTC, Channel.TRADE),
                        new Subscription(BTC, Channel.AGG_TRADE),
                        new Subscription(new Instrument("binance", "币USDT"), Channel.QUOTE));

        assertThat(SPOT.streamUri(AT, "", all))
                .hasToString(
                        "ws://127.0.0.1:1/stream?streams=btcusdt@depth@100ms/btcusdt@depth"
                                + "/btcusdt@depth5@100ms/btcusdt@depth20/btcusdt@trade"
                                + "/btcusdt@aggTrade/%E5%B8%81usdt@bookTicker");
        for (Subscription one : all) {
            assertThat(NAMES.parse(NAMES.of(one))).contains(one);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "@depth",
                " @depth",
                "\u2003@trade",
                "btcusdt",
                "btcusdt@",
                "btcusdt@depth7",
                "btcusdt@depth@250ms",
                "btcusdt@Depth",
                "btcusdt@kline_1m",
                "!ticker@arr"
            })
    void streamsThatAreNotFollowed(String name) {
        assertThat(NAMES.parse(name)).isEmpty();
    }

    @Test
    void controlMessages() {
        List<Subscription> one = List.of(new Subscription(BTC, Channel.TRADE));
        assertThat(CONTROL.subscribe(7, one))
                .containsExactly(
                        "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":7}");
        assertThat(CONTROL.unsubscribe(8, one))
                .containsExactly(
                        "{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":8}");
        assertThat(CONTROL.list(9)).contains("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":9}");
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "100, 5", "101, 25", "500, 25", "501, 50", "1000, 50", "1001, 250"})
    void snapshotsCostByTheirLevels(int levels, int weight) {
        assertThat(SPOT.snapshot(AT, BTC, levels))
                .contains(
                        new RestRequest(
                                URI.create(
                                        "http://127.0.0.1:2/api/v3/depth?symbol=BTCUSDT&limit="
                                                + levels),
                                weight,
                                levels));
    }

    @Test
    void snapshotsHoldFiveThousandLevelsAtMost() {
        assertThat(SPOT.snapshot(AT, BTC, 9999).orElseThrow().levels()).isEqualTo(5000);
        assertThat(SPOT.snapshot(AT, BTC, 0).orElseThrow().levels()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=5000, BTCUSDT, 5000",
        "https://api.binance.com/api/v1/depth?limit=20&symbol=BTCUSDT, BTCUSDT, 20",
        "https://api.binance.com/api/v3/depth?symbol=BTCUSDT, BTCUSDT, 100",
        "https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=9999, BTCUSDT, 5000",
        "https://api.binance.com/api/v3/depth?symbol=%E5%B8%81USDT&limit=5, 币USDT, 5"
    })
    void recordedSnapshotRequests(URI request, String symbol, int levels) {
        assertThat(SPOT.recordedSnapshot(request))
                .contains(new Venue.RecordedSnapshot(new Instrument("binance", symbol), levels));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.binance.com/api/v3/depth",
                "https://api.binance.com/api/v3/depth?limit=5",
                "https://api.binance.com/api/v3/trades?symbol=BTCUSDT",
                "https://api.binance.com/api/v3/depth?symbol=a%20b",
                "https://api.binance.com/api/v3/depth?xsymbol=BTCUSDT",
                "mailto:a@b"
            })
    void otherRecordedRequests(URI request) {
        assertThat(SPOT.recordedSnapshot(request)).isEmpty();
    }

    @Test
    void refusals() {
        assertThat(SPOT.refusal(400, bytes("{\"code\":-1121,\"msg\":\"Invalid symbol.\"}")))
                .isEqualTo(new RestRefusal(true, "HTTP 400, code -1121: Invalid symbol."));
        assertThat(SPOT.refusal(400, bytes("{\"code\":-1100,\"msg\":\"Illegal characters\"}")))
                .isEqualTo(new RestRefusal(true, "HTTP 400, code -1100: Illegal characters"));
        assertThat(SPOT.refusal(429, bytes("{\"code\":-1003,\"msg\":\"Too many.\"}")))
                .isEqualTo(new RestRefusal(false, "HTTP 429, code -1003: Too many."));
        for (String body : List.of("", "<html>", "[]", "5", "{}", "{\"msg\":\"x\"}")) {
            assertThat(SPOT.refusal(503, bytes(body)))
                    .as(body)
                    .isEqualTo(new RestRefusal(false, "HTTP 503"));
        }
    }

    @Test
    void theListOfInstruments() throws IOException {
        assertThat(
                        SPOT.readInstruments(
                                bytes(
                                        """
                                        {"timezone":"UTC","symbols":[{"symbol":"BTCUSDT","status":"TRADING",
                                        "baseAsset":"BTC","quoteAsset":"USDT","filters":[
                                        {"filterType":"PRICE_FILTER","tickSize":"0.01000000"},
                                        {"filterType":"LOT_SIZE","stepSize":"0.00001000"}]},
                                        {"symbol":"X","status":"BREAK"}]}\
                                        """)))
                .containsExactly(
                        new InstrumentInfo(
                                BTC, "BTC", "USDT", "TRADING", "0.01000000", "0.00001000"),
                        new InstrumentInfo(
                                new Instrument("binance", "X"), "", "", "BREAK", "", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"symbols\":{}}",
                "{\"symbols\":[5]}",
                "{\"symbols\":[{}]}",
                "<"
            })
    void whatIsNoListOfInstruments(String body) {
        assertThatThrownBy(() -> SPOT.readInstruments(bytes(body))).isInstanceOf(IOException.class);
    }

    @Test
    void channelsThatThereAre() {
        for (String name : List.of("depth", "depth@1000ms", "depth5", "depth20@1000ms", "trade")) {
            SPOT.check(Channel.parse(name));
        }
        for (String name : List.of("depth@250ms", "depth7", "depth5@10ms")) {
            assertThatThrownBy(() -> SPOT.check(Channel.parse(name)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void hostsOfRecordings() {
        for (String host :
                List.of("stream.binance.com", "api3.binance.com", "DATA-API.binance.vision")) {
            assertThat(SPOT.isHost(host)).as(host).isTrue();
        }
        for (String host :
                List.of(
                        "fstream.binance.com",
                        "stream.binance.us",
                        "stream.binance.com.evil.example")) {
            assertThat(SPOT.isHost(host)).as(host).isFalse();
        }
        assertThat(BinanceVenue.us().isHost("stream.binance.us")).isTrue();
    }

    @Test
    void weightComesFromTheHeader() {
        var limits = SPOT.restLimits();
        assertThat(limits.weightPerMinute()).isEqualTo(6000);
        assertThat(limits.usedWeight(Map.of("x-mbx-used-weight-1m", "250"))).hasValue(250);
        assertThat(limits.usedWeight(Map.of())).isEmpty();
        assertThat(limits.usedWeight(Map.of("x-mbx-used-weight-1m", "-5"))).isEmpty();
        assertThat(limits.isTooMany(429) && limits.isBan(418)).isTrue();
        assertThat(limits.isTooMany(418) || limits.isBan(429)).isFalse();
    }

    @Test
    void theStreamOfARawConnectionGivesPartialBooksTheirSymbol() {
        assertThat(
                        Optional.of(
                                        DecodedLog.raw("%E5%B8%81usdt@depth5")
                                                .decode(
                                                        "{\"lastUpdateId\":1,\"bids\":[],\"asks\":[]}"))
                                .map(told ->
                                        ((DecodedLog.Top) told.getFirst()).levels().instrument()))
                .contains(new Instrument("binance", "币USDT"));
    }
}
