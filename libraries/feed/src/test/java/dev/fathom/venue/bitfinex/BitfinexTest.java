package dev.fathom.venue.bitfinex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.BookUnderTest;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.Conversation;
import dev.fathom.venue.DecodedLog;
import dev.fathom.venue.VenueNotice;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitfinexTest {
    private static final BitfinexVenue VENUE = new BitfinexVenue();
    private static final String ADDRESS = "wss://api-pub.bitfinex.com/ws/2";
    private static final Instrument BTC = new Instrument("bitfinex", "tBTCUSD");
    private static final String CONF = "{\"event\":\"conf\",\"status\":\"OK\",\"flags\":%d}";
    private static final String NUMBERED =
            CONF.formatted(Channels.SEQUENCE | Channels.TIMESTAMP | Channels.CHECKSUM);

    private final BookUnderTest book = new BookUnderTest(VENUE, ADDRESS);
    private final DecodedLog log = new DecodedLog(VENUE, ADDRESS);

    private static String subscribed(int id, String channel, String more) {
        return """
        {"event":"subscribed","channel":"%s","chanId":%d,"symbol":"tBTCUSD"%s}\
        """
                .formatted(channel, id, more);
    }

    private static String book(int id, String prec) {
        return subscribed(id, "book", ",\"prec\":\"" + prec + "\",\"freq\":\"F0\",\"len\":\"25\"");
    }

    @Test
    void aStateThenLevelsOneByOneOrManyAtOnce() {
        book.receive(book(7, "P0"))
                .receive("[7,[[7254.7,3,3.3],[7254.9,1,-0.5]]]")
                .receive("[7,[7254.6,4,3.9]]")
                .receive("[7,[7254.7,0,1]]")
                .receive("[7,[[7255,1,-2],[7254.9,0,-1]]]");

        assertThat(book.told).containsExactly("bitfinex:tBTCUSD: live at id 0");
        assertThat(book.levels("bitfinex", "tBTCUSD")).isEqualTo("7254.6@3.9|7255@2");
        assertThat(book.book("bitfinex", "tBTCUSD").levels().lastId()).isEqualTo(3);
    }

    // Whatever comes first on a channel is the state, unless the state was lost.
    @ParameterizedTest
    @ValueSource(strings = {"[7,[[7254.7,3,3.3],[7254", "[7", "[", "["})
    void aStateThatCannotBeReadIsNotReplacedByAnUpdate(String state) {
        book.receive(book(7, "P0")).receive(state).receive("[7,[7254.6,4,3.9]]");

        assertThat(book.told).noneMatch(it -> it.contains("live"));
        book.receive(book(8, "P0")).receive("[8,[[7254.7,3,3.3]]]");
        assertThat(book.told.getLast()).contains("live");
    }

    @Test
    void everyLevelHasItsOrders() {
        book.receive(book(7, "P0"))
                .receive("[7,[[7254.7,3,3.3],[7254.9,1,-0.5]]]")
                .receive("[7,[7254.6,4,3.9]]")
                .receive("[7,[7254.7,2,1.3]]");

        BookView view = book.book("bitfinex", "tBTCUSD").levels();
        assertThat(view.orders(Side.BID, 0)).hasValue(2);
        assertThat(view.orders(Side.BID, 1)).hasValue(4);
        assertThat(view.orders(Side.ASK, 0)).hasValue(1);
        assertThat(view.groupedBy(BigDecimal.TEN).orders(Side.BID, 0)).hasValue(6);
    }

    @Test
    void anEmptyBookIsABook() {
        book.receive(book(7, "P0")).receive("[7,[]]");

        assertThat(book.told).containsExactly("bitfinex:tBTCUSD: live at id 0");
    }

    @Test
    void aMissingNumberLosesEveryBookOfTheConnection() {
        book.receive(NUMBERED)
                .receive(book(7, "P0"))
                .receive("[7,[[7254.7,3,3.3]],1,1700000000000]")
                .receive("[7,\"hb\",2,1700000000000]")
                .receive("[7,[7254.6,4,3.9],4,1700000000001]");

        assertThat(book.told.getLast())
                .isEqualTo("bitfinex:tBTCUSD: lost, gap: expected frame number 3, got 4");
    }

    @Test
    void theTimeOfTheVenueStandsBehindTheNumber() {
        book.receive(NUMBERED)
                .receive(book(7, "P0"))
                .receive("[7,[[7254.7,3,3.3]],1,1700000000000]");

        assertThat(book.book("bitfinex", "tBTCUSD").venueTime().value()).isEqualTo(1700000000000L);
    }

    @Test
    void aChecksumThatIsAnotherLosesTheBook() {
        book.receive(book(7, "P0")).receive("[7,[[7254.7,3,3.3]]]").receive("[7,\"cs\",12345]");

        assertThat(book.told.getLast())
                .startsWith("bitfinex:tBTCUSD: lost, checksum: the venue's is 12345, ours ");
    }

    // Best bid and best ask in turn, asks negative: "100:1:102:-3:101:2:103:-4" by id and amount.
    @Test
    void ordersHaveAChecksumOfTheirOwn() {
        Orders orders = new Orders();
        DepthMessage levels = new DepthMessage(BTC);
        orders.put(100, Side.BID, new BigDecimal("9.5"), new BigDecimal("1"), levels);
        orders.put(101, Side.BID, new BigDecimal("9.5"), new BigDecimal("2"), levels);
        orders.put(103, Side.ASK, new BigDecimal("11"), new BigDecimal("4"), levels);
        orders.put(102, Side.ASK, new BigDecimal("10"), new BigDecimal("3.0"), levels);

        assertThat(orders.checksum()).isEqualTo(1_841_538_801);
    }

    @Test
    void ordersAddUpToLevels() {
        book.receive(book(7, "R0"))
                .receive("[7,[[1,100,2],[2,100,0.5],[3,101,-1]]]")
                .receive("[7,[4,100,1]]")
                .receive("[7,[2,99,0.5]]")
                .receive("[7,[3,0,-1]]")
                .receive("[7,[5,102,-7]]")
                .receive("[7,[99,0,1]]");

        assertThat(book.levels("bitfinex", "tBTCUSD")).isEqualTo("100@3,99@0.5|102@7");
        assertThat(book.book("bitfinex", "tBTCUSD").levels().orders(Side.BID, 0)).hasValue(2);
        assertThat(book.book("bitfinex", "tBTCUSD").levels().orders(Side.ASK, 0)).hasValue(1);
        book.receive("[7,\"cs\",1]");
        assertThat(book.told.getLast())
                .startsWith("bitfinex:tBTCUSD: lost, bad frame: the venue's checksum is 1,");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0000011, 0.0000011",
        "0.000001, 0.000001",
        "0.0000007, 7e-7",
        "0.00000066, 6.6e-7",
        "-0.000000123, -1.23e-7",
        "100.0, 100",
        "500793.10790141, 500793.10790141",
        "1E+3, 1000",
        "0.00, 0"
    })
    void numbersAsTheVenueWritesThem(BigDecimal number, String text) {
        StringBuilder out = new StringBuilder();
        NumberText.append(out, number);

        assertThat(out).hasToString(text);
    }

    @Test
    void aTradeCountsOnce() {
        log.decode(subscribed(9, "trades", ""));

        assertThat(log.decode("[9,\"te\",[401597395,1574694478808,0.005,7245.3]]"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Trade.class,
                        it -> {
                            assertThat(it.id()).isEqualTo(401_597_395);
                            assertThat(it.takerSide()).isEqualTo(TakerSide.BUY);
                            assertThat(it.priceText()).isEqualTo("7245.3");
                            assertThat(it.venueTime().value()).isEqualTo(1574694478808L);
                        });
        assertThat(log.decode("[9,\"te\",[401597396,1574694478808,-0.005,7245.3]]"))
                .first()
                .isInstanceOfSatisfying(
                        Trade.class, it -> assertThat(it.takerSide()).isEqualTo(TakerSide.SELL));
        assertThat(log.decode("[9,\"tu\",[401597395,1574694478808,0.005,7245.3]]"))
                .containsExactly(new DecodedLog.Other());
        assertThat(log.decode("[9,[[401597393,1574694475039,0.005,7244.9]]]"))
                .containsExactly(new DecodedLog.Other());
    }

    @Test
    void bestPrices() {
        log.decode(subscribed(8, "ticker", ""));

        assertThat(log.decode("[8,[0.98,47.9144,0.999,439.44108081,0,0,0.999,0.1,0.999,0.999]]"))
                .singleElement()
                .isInstanceOfSatisfying(
                        BestQuote.class,
                        it -> {
                            assertThat(it.bid()).hasToString("0.98 x 47.9144");
                            assertThat(it.ask()).hasToString("0.999 x 439.44108081");
                        });
    }

    @Test
    void heartbeatsAreSignsOfLifeOfTheirChannel() {
        log.decode(book(7, "P0"));

        assertThat(log.decode("[7,\"hb\"]"))
                .containsExactly(new DecodedLog.Heartbeat(new Subscription(BTC, Channel.DEPTH)));
    }

    @Test
    void numbersAreToldBeforeWhatTheFrameHolds() {
        log.decode(NUMBERED);
        log.decode(book(7, "P0"));

        assertThat(log.decode("[7,\"cs\",-5,12,1700000000000]"))
                .containsExactly(new DecodedLog.FrameNumber(12), new DecodedLog.Checksum(BTC, -5));
        // A channel that was ended may still send; its frames count too.
        assertThat(log.decode("[1234,\"hb\",13,1700000000000]"))
                .containsExactly(new DecodedLog.FrameNumber(13), new DecodedLog.Other());
    }

    @ParameterizedTest
    @CsvSource({"20051, RESTART", "20061, RESTART", "20060, MAINTENANCE"})
    void whatTheVenueAnnounces(int code, VenueNotice.Kind kind) {
        assertThat(log.decode("{\"event\":\"info\",\"code\":%d,\"msg\":\"m\"}".formatted(code)))
                .singleElement()
                .isInstanceOfSatisfying(
                        VenueNotice.class, it -> assertThat(it.kind()).isEqualTo(kind));
    }

    @Test
    void refusalsNameWhatWasAsked() {
        assertThat(
                        log.decode(
                                """
                                {"event":"error","msg":"symbol: invalid","code":10300,\
                                "channel":"book","symbol":"tBTCUSD","prec":"P0"}\
                                """))
                .containsExactly(
                        ControlReply.refused(
                                List.of(new Subscription(BTC, Channel.DEPTH)),
                                "code 10300: symbol: invalid"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"event\":\"info\",\"version\":2,\"platform\":{\"status\":1}}",
                "{\"event\":\"pong\",\"ts\":1,\"cid\":2}",
                "[5,[1,2,3]]",
                "[0,\"hb\"]"
            })
    void whatIsNotFollowed(String frame) {
        assertThat(log.decode(frame)).containsExactly(new DecodedLog.Other());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "[\"x\"]",
                "[7]",
                "[7,[1,2]]",
                "[7,[1,2,0]]",
                "[7,[-1,2,1]]",
                "[7,[1,-2,1]]",
                "[7,[[1,2,3],4]]",
                "[7,\"cs\",\"x\"]",
                "{\"event\":\"subscribed\",\"channel\":\"book\"}"
            })
    void whatCannotBeUnderstoodIsNamed(String frame) {
        log.decode(book(7, "P0"));

        assertThat(log.decode(frame)).singleElement().isInstanceOf(BadFrame.class);
    }

    @Test
    void versionOneHasFlatRowsAndTradesWithIdsTheSecondTime() {
        BookUnderTest old = new BookUnderTest(VENUE, "wss://api.bitfinex.com/ws/1");
        old.receive(
                        """
                        {"event":"subscribed","channel":"book","chanId":5,"pair":"BTCUSD",\
                        "prec":"P0","freq":"F0","len":"25"}\
                        """)
                .receive("[5,[[236.42,2,3.1],[236.50,1,-0.5]]]")
                .receive("[5,236.41,3,4.1]")
                .receive("[5,236.42,0,1]")
                .receive("[5,\"hb\"]");
        assertThat(old.levels("bitfinex", "BTCUSD")).isEqualTo("236.41@4.1|236.5@0.5");

        DecodedLog trades = new DecodedLog(VENUE, "wss://api.bitfinex.com/ws/1");
        trades.decode(
                "{\"event\":\"subscribed\",\"channel\":\"trades\",\"chanId\":6,\"pair\":\"BTCUSD\"}");
        assertThat(trades.decode("[6,\"te\",\"1234-BTCUSD\",1443659698,236.42,0.49064538]"))
                .containsExactly(new DecodedLog.Other());
        assertThat(
                        trades.decode(
                                "[6,\"tu\",\"1234-BTCUSD\",15254529,1443659698,236.42,-0.49064538]"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Trade.class,
                        it -> {
                            assertThat(it.id()).isEqualTo(15_254_529);
                            assertThat(it.takerSide()).isEqualTo(TakerSide.SELL);
                            assertThat(it.venueTime().value()).isEqualTo(1443659698000L);
                        });
    }

    @Test
    void requests() {
        Conversation talk = VENUE.converse(VENUE.endpoints().getFirst().webSocket());
        Subscription subscription = new Subscription(BTC, Channel.DEPTH);

        assertThat(talk.requests().opening())
                .containsExactly("{\"event\":\"conf\",\"flags\":537100288}");
        assertThat(talk.requests().subscribe(1, List.of(subscription)))
                .containsExactly(
                        "{\"event\":\"subscribe\",\"channel\":\"book\",\"symbol\":\"tBTCUSD\","
                                + "\"prec\":\"P0\",\"freq\":\"F0\",\"len\":\"250\"}");
        assertThat(talk.requests().unsubscribe(2, List.of(subscription))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "btcusd, tBTCUSD",
        "BTC-USD, tBTCUSD",
        "tbtcusd, tBTCUSD",
        "tBTCUSD, tBTCUSD",
        "link-usd, tLINK:USD",
        "DUSK:USD, tDUSK:USD",
        "tBTCF0:USTF0, tBTCF0:USTF0"
    })
    void symbolsInTheirForms(String text, String symbol) {
        assertThat(VENUE.instrument(text)).isEqualTo(new Instrument("bitfinex", symbol));
    }

    @Test
    void whatIsNoSymbol() {
        assertThatThrownBy(() -> VENUE.instrument("x"))
                .hasMessage(
                        "'x' is no symbol of Bitfinex: write BTCUSD, BTC-USD, LINK-USD or"
                                + " tLINK:USD");
    }
}
