package dev.fathom.venue.upbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.book.KnownDepth;
import dev.fathom.book.Side;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.BookUnderTest;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedLog;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpbitTest {
    private static final String ADDRESS = "wss://api.upbit.com/websocket/v1";
    private static final UpbitVenue VENUE = new UpbitVenue();
    private static final Instrument BTC = new Instrument("upbit", "KRW-BTC");

    private static final String DEFAULT =
            """
            {"type":"orderbook","code":"KRW-BTC","timestamp":1746601573804,\
            "total_ask_size":4.79158413,"total_bid_size":2.65609625,"orderbook_units":[\
            {"ask_price":1.37002E8,"bid_price":137001000.0,"ask_size":0.10623869,\
            "bid_size":8.428e-05},{"ask_price":137003000,"bid_price":0,"ask_size":1,\
            "bid_size":0}],"stream_type":"REALTIME","level":0}\
            """;
    private static final String SIMPLE =
            """
            {"obu":[{"as":0.10623869,"ap":137002000,"bs":0.00008428,"bp":137001000},\
            {"ap":137003000,"bp":0,"as":1,"bs":0}],"cd":"KRW-BTC","ty":"orderbook",\
            "tms":1746601573804,"st":"REALTIME"}\
            """;

    private final BookUnderTest book = new BookUnderTest(VENUE, ADDRESS);
    private final DecodedLog log = new DecodedLog(VENUE, ADDRESS);

    @ParameterizedTest
    @ValueSource(strings = {DEFAULT, "[" + DEFAULT + "]", SIMPLE, "[" + SIMPLE + "]"})
    void everyFormGivesTheSameBook(String frame) {
        book.receive(frame);

        assertThat(book.levels("upbit", "KRW-BTC"))
                .isEqualTo("137001000@0.00008428|137002000@0.10623869,137003000@1");
        assertThat(book.book("upbit", "KRW-BTC").venueTime().value()).isEqualTo(1746601573804L);
        // The bids ended before the units did, so there are no more.
        assertThat(book.book("upbit", "KRW-BTC").levels().knownDepth(Side.BID))
                .isEqualTo(new KnownDepth.Complete());
        assertThat(book.book("upbit", "KRW-BTC").levels().knownDepth(Side.ASK))
                .isEqualTo(new KnownDepth.UpTo(137_003_000, 0));
    }

    @Test
    void eachMessageReplacesTheBookAndHealsALostOne() {
        book.receive(DEFAULT)
                .receive("{\"type\":\"orderbook\",\"code\":\"KRW-BTC\",\"orderbook_units\":[{}]}")
                .receive(SIMPLE.replace("137002000", "137001500"));

        assertThat(book.told)
                .containsExactly(
                        "upbit:KRW-BTC: live at id 0",
                        "upbit:KRW-BTC: bad frame, a unit without a price or a size",
                        "upbit:KRW-BTC: lost, bad frame: a unit without a price or a size",
                        "upbit:KRW-BTC: resynced at id 1");
        assertThat(book.levels("upbit", "KRW-BTC"))
                .isEqualTo("137001000@0.00008428|137001500@0.10623869,137003000@1");
    }

    @Test
    void aTradeInBothForms() {
        String simple =
                """
                {"ty":"trade","cd":"KRW-BTC","tms":1724227744651,"td":"2024-08-21",\
                "ttms":1724227744631,"tp":81151000.0,"tv":0.00012322,"ab":"ASK","c":"RISE",\
                "sid":17242277446310000,"st":"REALTIME"}\
                """;
        String full =
                """
                {"sequential_id":17242277446310000,"type":"trade","code":"KRW-BTC",\
                "trade_timestamp":1724227744631,"trade_price":81151000.0,\
                "trade_volume":0.00012322,"ask_bid":"ASK","stream_type":"REALTIME"}\
                """;
        List<Object> one = log.decode(simple);

        assertThat(log.decode(full)).isEqualTo(one);
        assertThat(one)
                .singleElement()
                .isInstanceOfSatisfying(
                        Trade.class,
                        it -> {
                            assertThat(it.id()).isEqualTo(17_242_277_446_310_000L);
                            assertThat(it.takerSide()).isEqualTo(TakerSide.SELL);
                            assertThat(it.sizeText()).isEqualTo("0.00012322");
                            assertThat(it.venueTime().value()).isEqualTo(1724227744631L);
                        });
        assertThat(log.decode(full.replace("REALTIME", "SNAPSHOT")))
                .containsExactly(new DecodedLog.Other());
    }

    @Test
    void refusals() {
        assertThat(log.decode("{\"error\":{\"name\":\"NO_CODES\",\"message\":\"no codes\"}}"))
                .containsExactly(ControlReply.refused(List.of(), "NO_CODES: no codes"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":\"UP\"}",
                "[]",
                "{\"type\":\"ticker\",\"code\":\"KRW-BTC\"}",
                "{\"method\":\"LIST_SUBSCRIPTIONS\",\"result\":[],\"ticket\":\"x\"}"
            })
    void whatIsNotFollowed(String frame) {
        assertThat(log.decode(frame)).containsExactly(new DecodedLog.Other());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "{\"type\":\"orderbook\"}",
                "{\"type\":\"orderbook\",\"code\":\"KRW-BTC\"}",
                "{\"type\":\"orderbook\",\"code\":\"KRW-BTC\",\"obu\":[],\"obu\":[]}",
                "{\"type\":\"trade\",\"code\":\"KRW-BTC\"}"
            })
    void whatCannotBeUnderstoodIsNamed(String frame) {
        assertThat(log.decode(frame)).singleElement().isInstanceOf(BadFrame.class);
    }

    @Test
    void eachRequestNamesAllThatIsWanted() {
        UpbitRequests requests = new UpbitRequests("", "DEFAULT");
        Subscription book = new Subscription(BTC, Channel.DEPTH);
        Subscription trades = new Subscription(new Instrument("upbit", "KRW-ETH"), Channel.TRADE);

        assertThat(requests.subscribe(1, List.of(book)))
                .containsExactly(
                        "[{\"ticket\":\"fathom-1\"},{\"type\":\"orderbook\",\"codes\":[\"KRW-BTC\"]},"
                                + "{\"format\":\"DEFAULT\"}]");
        assertThat(requests.subscribe(2, List.of(trades)))
                .containsExactly(
                        "[{\"ticket\":\"fathom-2\"},{\"type\":\"orderbook\",\"codes\":[\"KRW-BTC\"]},"
                                + "{\"type\":\"trade\",\"codes\":[\"KRW-ETH\"]},"
                                + "{\"format\":\"DEFAULT\"}]");
        assertThat(requests.unsubscribe(3, List.of(book)))
                .containsExactly(
                        "[{\"ticket\":\"fathom-3\"},{\"type\":\"trade\",\"codes\":[\"KRW-ETH\"]},"
                                + "{\"format\":\"DEFAULT\"}]");
        assertThat(requests.unsubscribe(4, List.of(trades))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "krw-btc, KRW-BTC",
        "BTC-KRW, KRW-BTC",
        "btckrw, KRW-BTC",
        "eth/usdt, USDT-ETH",
        "BTC-USDT, USDT-BTC",
        "KRW-USDT, KRW-USDT",
        "BTC-ETH, BTC-ETH"
    })
    void symbolsInTheirForms(String text, String symbol) {
        assertThat(VENUE.instrument(text)).isEqualTo(new Instrument("upbit", symbol));
    }

    @Test
    void whatIsNoSymbol() {
        assertThatThrownBy(() -> VENUE.instrument("x"))
                .hasMessage("'x' is no symbol of Upbit: write KRW-BTC or BTC-KRW");
    }
}
