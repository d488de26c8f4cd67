package dev.fathom.venue.kraken;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedLog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KrakenDecoderTest {
    private static final KrakenVenue VENUE = new KrakenVenue();
    private static final Instrument BTC = new Instrument("kraken", "BTC/USD");

    private final DecodedLog log = new DecodedLog(VENUE, "wss://ws.kraken.com/v2");

    @Test
    void everyTradeOfAMessage() {
        List<Object> told =
                log.decode(
                        """
                        {"channel":"trade","type":"update","data":[{"symbol":"BTC/USD",\
                        "side":"buy","price":105944.20,"qty":0.00027625,"ord_type":"limit",\
                        "trade_id":10218208,"timestamp":"2025-06-05T12:00:00.000001Z"},\
                        {"symbol":"BTC/USD","side":"sell","price":105944.10,"qty":1,\
                        "ord_type":"market","trade_id":10218209,"timestamp":"2025-06-05T12:00:00Z"}]}\
                        """);

        assertThat(told).hasSize(2).allMatch(Trade.class::isInstance);
        Trade first = (Trade) told.getFirst();
        assertThat(first.id()).isEqualTo(10_218_208);
        assertThat(first.priceText()).isEqualTo("105944.20");
        assertThat(first.sizeText()).isEqualTo("0.00027625");
        assertThat(first.takerSide()).isEqualTo(TakerSide.BUY);
        assertThat(first.venueTime().value()).isEqualTo(1749124800000001L);
        assertThat(((Trade) told.getLast()).takerSide()).isEqualTo(TakerSide.SELL);
    }

    @Test
    void tradesFromBeforeTheSubscriptionAreNotNew() {
        assertThat(
                        log.decode(
                                """
                                {"channel":"trade","type":"snapshot","data":[{"symbol":"BTC/USD",\
                                "side":"buy","price":1,"qty":1,"trade_id":1,\
                                "timestamp":"2025-06-05T12:00:00Z"}]}\
                                """))
                .containsExactly(new DecodedLog.Other());
    }

    @Test
    void bestPrices() {
        List<Object> told =
                log.decode(
                        """
                        {"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD",\
                        "bid":64000.1,"bid_qty":0.5,"ask":64000.2,"ask_qty":1.25,"last":1}]}\
                        """);

        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        BestQuote.class,
                        it -> {
                            assertThat(it.bid()).hasToString("64000.1 x 0.5");
                            assertThat(it.ask()).hasToString("64000.2 x 1.25");
                        });
    }

    @Test
    void anAnswerNamesItsSubscription() {
        assertThat(
                        log.decode(
                                """
                                {"method":"subscribe","result":{"channel":"book","depth":100,\
                                "snapshot":true,"symbol":"BTC/USD"},"success":true,"req_id":1}\
                                """))
                .singleElement()
                .isInstanceOfSatisfying(
                        ControlReply.class,
                        it ->
                                assertThat(it.about())
                                        .containsExactly(new Subscription(BTC, Channel.DEPTH)));
    }

    @Test
    void aRefusalNamesItsSymbol() {
        assertThat(
                        log.decode(
                                """
                                {"method":"subscribe","success":false,"error":"Currency pair not \
                                supported X/Y","symbol":"X/Y","req_id":1}\
                                """))
                .singleElement()
                .isInstanceOfSatisfying(
                        ControlReply.class,
                        it -> {
                            assertThat(it.error()).contains("Currency pair not supported X/Y");
                            assertThat(it.about())
                                    .extracting(s -> s.instrument().symbol())
                                    .containsOnly("X/Y");
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"channel\":\"heartbeat\"}",
                "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"system\":\"online\"}]}",
                "{\"channel\":\"book\",\"type\":\"update\",\"data\":[]}",
                "{}"
            })
    void whatIsNotFollowed(String frame) {
        assertThat(log.decode(frame)).containsExactly(new DecodedLog.Other());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"channel\":\"book\"}",
                "{\"channel\":\"book\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\"}]}",
                "{\"channel\":\"book\",\"type\":\"update\",\"data\":[{\"checksum\":1}]}",
                "{\"channel\":\"book\",\"data\":[{\"symbol\":\"B/U\",\"bids\":[{\"price\":1}]}]}",
                "{\"channel\":\"book\",\"data\":[{\"symbol\":\"B/U\",\"bids\":[{\"price\":-1,\"qty\":1}]}]}",
                "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\"}]}",
                "{\"channel\":\"book\",\"data\":[{\"symbol\":\"B/U\",\"timestamp\":\"yesterday\"}]}"
            })
    void whatCannotBeUnderstoodIsNamed(String frame) {
        assertThat(log.decode(frame)).singleElement().isInstanceOf(BadFrame.class);
    }

    @ParameterizedTest
    @CsvSource({
        "btc/usd, BTC/USD",
        "BTC-USD, BTC/USD",
        "xbtusd, BTC/USD",
        "XBT/EUR, BTC/EUR",
        "xdg-usd, DOGE/USD",
        "adausdt, ADA/USDT"
    })
    void symbolsInTheirForms(String text, String symbol) {
        assertThat(VENUE.instrument(text)).isEqualTo(new Instrument("kraken", symbol));
    }

    @Test
    void whatIsNoSymbol() {
        assertThatThrownBy(() -> VENUE.instrument("??"))
                .hasMessage("'??' is no symbol of Kraken spot: write BTC/USD or BTC-USD");
    }

    @Test
    void oneRequestForEachChannel() {
        List<Subscription> more =
                List.of(
                        new Subscription(BTC, Channel.DEPTH),
                        new Subscription(new Instrument("kraken", "ETH/USD"), Channel.DEPTH),
                        new Subscription(BTC, Channel.TRADE));

        assertThat(new KrakenRequests(100).subscribe(7, more))
                .containsExactly(
                        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":"
                                + "[\"BTC/USD\",\"ETH/USD\"],\"depth\":100},\"req_id\":7}",
                        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":"
                                + "[\"BTC/USD\"]},\"req_id\":7}");
    }

    @Test
    void instrumentsAndTime() throws Exception {
        assertThat(
                        VENUE.readInstruments(
                                """
                                {"error":[],"result":{"XXBTZUSD":{"altname":"XBTUSD",\
                                "wsname":"XBT/USD","pair_decimals":1,"lot_decimals":8,\
                                "tick_size":"0.1","status":"online"}}}\
                                """
                                        .getBytes(UTF_8)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.instrument()).isEqualTo(BTC);
                    assertThat(it.tickSize()).isEqualTo("0.1");
                    assertThat(it.stepSize()).isEqualTo("0.00000001");
                });
        assertThat(
                        VENUE.readTime(
                                        "{\"error\":[],\"result\":{\"unixtime\":1700000000}}"
                                                .getBytes(UTF_8))
                                .value())
                .isEqualTo(1_700_000_000_000L);
    }
}
