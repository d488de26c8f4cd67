package dev.fathom.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.Decimals;
import dev.fathom.book.Level;
import dev.fathom.book.Side;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.BookSnapshot;
import dev.fathom.market.BookUpdate;
import dev.fathom.market.Instrument;
import dev.fathom.market.LevelList;
import dev.fathom.market.Levels;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.market.VenueTime;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedLog;
import dev.fathom.venue.DecodedLog.Other;
import dev.fathom.venue.DecodedLog.Top;
import dev.fathom.venue.VenueNotice;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every documented form of a sound frame, compared as whole events. */
class BinanceDecoderTest {
    private static final long AT = DecodedLog.RECEIVED_AT;
    private static final Instrument BNBBTC = new Instrument("binance", "BNBBTC");
    private static final VenueTime TIME = new VenueTime(1672515782136L, TimeUnit.MILLISECONDS);
    private static final BookUpdate UPDATE =
            new BookUpdate(
                    BNBBTC, 157, 160, TIME, AT, levels("0.0024", "10"), levels("0.0026", "100"));

    private final DecodedLog log = DecodedLog.combined();

    /** Prices and sizes in turn, at the most places among them. */
    static Levels levels(String... numbers) {
        LevelList list = new LevelList();
        for (int i = 0; i < numbers.length; i += 2) {
            int pricePlaces = Decimals.places(numbers[i]);
            int sizePlaces = Decimals.places(numbers[i + 1]);
            list.add(
                    Decimals.parse(numbers[i], pricePlaces),
                    pricePlaces,
                    Decimals.parse(numbers[i + 1], sizePlaces),
                    sizePlaces);
        }
        return list.toLevels();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // As documented, raw and combined.
                """
                {"e":"depthUpdate","E":1672515782136,"s":"BNBBTC","U":157,"u":160,\
                "b":[["0.0024","10"]],"a":[["0.0026","100"]]}\
                """,
                """
                {"stream":"bnbbtc@depth","data":{"e":"depthUpdate","E":1672515782136,\
                "s":"BNBBTC","U":157,"u":160,"b":[["0.0024","10"]],"a":[["0.0026","100"]]}}\
                """,
                """
                {"stream":"bnbbtc@depth@100ms","data":{"e":"depthUpdate","E":1672515782136,\
                "s":"BNBBTC","U":157,"u":160,"b":[["0.0024","10"]],"a":[["0.0026","100"]]}}\
                """,
                // Members in other orders, the event's name last, the stream after the data.
                """
                {"data":{"a":[["0.0026","100"]],"b":[["0.0024","10"]],"u":160,"U":157,\
                "s":"BNBBTC","E":1672515782136,"e":"depthUpdate"},"stream":"bnbbtc@depth"}\
                """,
                """
                {"a":[["0.0026","100"]],"s":"BNBBTC","u":160,"e":"depthUpdate",\
                "b":[["0.0024","10"]],"U":157,"E":1672515782136}\
                """,
                // White space wherever JSON allows it.
                """
                 {\r\n\t"e" : "depthUpdate" , "E" : 1672515782136 , "s" : "BNBBTC" ,
                "U" :157 , "u": 160 , "b" : [ [ "0.0024" , "10" ] ] ,
                "a" : [ [ "0.0026" , "100" ] ] }\s
                """,
                // Escapes in keys, names and numbers.
                """
                {"\\u0065":"depth\\u0055pdate","E":1672515782136,"\\u0073":"BNB\\u0042TC",\
                "\\u0055":157,"u":160,"\\u0062":[["0.00\\u00324","10"]],"a":[["0.0026","100"]]}\
                """,
                """
                {"str\\u0065am":"bnbbtc\\u0040depth","d\\u0061ta":{"e":"depthUpdate",\
                "E":1672515782136,"s":"BNBBTC","U":157,"u":160,"b":[["0.0024","10"]],\
                "a":[["0.0026","100"]]}}\
                """,
                // A third element in a level, and members nobody has heard of.
                """
                {"e":"depthUpdate","E":1672515782136,"s":"BNBBTC","U":157,"u":160,\
                "b":[["0.0024","10",[]]],"a":[["0.0026","100",[]]]}\
                """,
                """
                {"e":"depthUpdate","E":1672515782136,"s":"BNBBTC","U":157,"u":160,"pu":149,\
                "T":1672515782130,"b":[["0.0024","10"]],"a":[["0.0026","100"]],\
                "new":{"x":[1,{"y":null}]},"Z":true}\
                """
            })
    void depthUpdates(String frame) {
        assertThat(log.decode(frame)).containsExactly(UPDATE);
    }

    @Test
    void aDepthUpdateOnARawConnection() {
        assertThat(
                        DecodedLog.raw("bnbbtc@depth")
                                .decode(
                                        """
                                        {"e":"depthUpdate","E":1672515782136,"s":"BNBBTC",\
                                        "U":157,"u":160,"b":[["0.0024","10"]],\
                                        "a":[["0.0026","100"]]}\
                                        """))
                .containsExactly(UPDATE);
    }

    @Test
    void emptySidesRemovalsAndMixedPlaces() {
        assertThat(
                        log.decode(
                                """
                                {"e":"depthUpdate","E":1672515782136,"s":"BNBBTC","U":157,"u":160,\
                                "b":[],"a":[["0.1","1"],["0.25","0.00000000"],\
                                ["7","92233720368.54775807"]]}\
                                """))
                .containsExactly(
                        new BookUpdate(
                                BNBBTC,
                                157,
                                160,
                                TIME,
                                AT,
                                levels(),
                                levels(
                                        "0.1",
                                        "1",
                                        "0.25",
                                        "0.00000000",
                                        "7",
                                        "92233720368.54775807")));
    }

    @Test
    void timesInMicroseconds() {
        assertThat(
                        log.decode(
                                """
                                {"e":"depthUpdate","E":1672515782136123,"s":"BNBBTC","U":157,\
                                "u":160,"b":[],"a":[]}\
                                """))
                .containsExactly(
                        new BookUpdate(
                                BNBBTC,
                                157,
                                160,
                                new VenueTime(1672515782136123L, TimeUnit.MICROSECONDS),
                                AT,
                                levels(),
                                levels()));
    }

    @Test
    void symbolsThatAreNotLatin() {
        assertThat(
                        log.decode(
                                """
                                {"stream":"币安人生usdt@depth","data":{"e":"depthUpdate","E":0,\
                                "s":"\\u5e01安人生USDT","U":1,"u":2,"b":[],"a":[]}}\
                                """))
                .containsExactly(
                        new BookUpdate(
                                new Instrument("binance", "币安人生USDT"),
                                1,
                                2,
                                VenueTime.NONE,
                                AT,
                                levels(),
                                levels()));
    }

    private static final Top TOP =
            new Top(
                    new BookSnapshot(
                            BNBBTC,
                            160,
                            5,
                            true,
                            VenueTime.NONE,
                            AT,
                            levels("0.0024", "10"),
                            levels("0.0026", "100")));

    @Test
    void aPartialBookOnACombinedConnectionGetsItsSymbolFromTheStream() {
        assertThat(
                        log.decode(
                                """
                                {"stream":"bnbbtc@depth5@100ms","data":{"lastUpdateId":160,\
                                "bids":[["0.0024","10"]],"asks":[["0.0026","100"]]}}\
                                """))
                .containsExactly(TOP);
        assertThat(
                        log.decode(
                                """
                                {"data":{"asks":[["0.0026","100",[]]],"bids":[["0.0024","10",[]]],\
                                "lastUpdateId":160},"stream":"bnbbtc@depth5"}\
                                """))
                .containsExactly(TOP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bnbbtc@depth5",
                "bnbbtc@depth5@100ms",
                "bnbbtc@depth5?timeUnit=MICROSECOND"
            })
    void aPartialBookOnARawConnectionGetsItsSymbolFromTheAddress(String stream) {
        assertThat(
                        DecodedLog.raw(stream)
                                .decode(
                                        """
                                        {"lastUpdateId":160,"bids":[["0.0024","10"]],\
                                        "asks":[["0.0026","100"]]}\
                                        """))
                .containsExactly(TOP);
    }

    @Test
    void aRestSnapshotGetsItsSymbolFromTheRequest() {
        assertThat(
                        log.decodeSnapshot(
                                """
                                {"lastUpdateId":1027024,"bids":[["4.00000000","431.00000000"]],\
                                "asks":[["4.00000200","12.00000000",[]]]}\
                                """,
                                BNBBTC,
                                1000))
                .containsExactly(
                        new BookSnapshot(
                                BNBBTC,
                                1027024,
                                1000,
                                false,
                                VenueTime.NONE,
                                AT,
                                levels("4.00000000", "431.00000000"),
                                levels("4.00000200", "12.00000000")));
    }

    @Test
    void aRestSnapshotOfAnEmptyBook() {
        assertThat(
                        log.decodeSnapshot(
                                "{\"lastUpdateId\":-1,\"bids\":[],\"asks\":[]}", BNBBTC, 1000))
                .containsExactly(
                        new BookSnapshot(
                                BNBBTC, -1, 1000, false, VenueTime.NONE, AT, levels(), levels()));
    }

    @Test
    void theBestQuote() {
        BestQuote quote =
                new BestQuote(
                        new Instrument("binance", "BNBUSDT"),
                        400900217,
                        new Level(Side.BID, 2535190000L, 8, 3121000000L, 8),
                        new Level(Side.ASK, 2536520000L, 8, 4066L, 2),
                        AT);
        assertThat(
                        log.decode(
                                """
                                {"u":400900217,"s":"BNBUSDT","b":"25.35190000","B":"31.21000000",\
                                "a":"25.36520000","A":"40.66"}\
                                """))
                .containsExactly(quote);
        assertThat(
                        log.decode(
                                """
                                {"stream":"bnbusdt@bookTicker","data":{"A":"40.66",\
                                "a":"25.36520000","B":"31.21000000","b":"25.35190000",\
                                "s":"BNBUSDT","u":400900217}}\
                                """))
                .containsExactly(quote);
    }

    private static Trade trade(TakerSide side) {
        return new Trade(
                BNBBTC,
                12345,
                1,
                3,
                100,
                0,
                side,
                new VenueTime(1672515782130L, TimeUnit.MILLISECONDS),
                AT);
    }

    @Test
    void tradesOfTodayAndWithTheOrderIdsOfBefore2024() {
        assertThat(
                        log.decode(
                                """
                                {"e":"trade","E":1672515782136,"s":"BNBBTC","t":12345,"p":"0.001",\
                                "q":"100","T":1672515782130,"m":true,"M":true}\
                                """))
                .containsExactly(trade(TakerSide.SELL));
        assertThat(
                        log.decode(
                                """
                                {"stream":"bnbbtc@trade","data":{"e":"trade","E":1672515782136,\
                                "s":"BNBBTC","t":12345,"p":"0.001","q":"100","b":88,"a":50,\
                                "T":1672515782130,"m":false,"M":true}}\
                                """))
                .containsExactly(trade(TakerSide.BUY));
    }

    @Test
    void aggregateTrades() {
        assertThat(
                        log.decode(
                                """
                                {"e":"aggTrade","E":1672515782136,"s":"BNBBTC","a":12345,\
                                "p":"0.001","q":"100","f":100,"l":105,"T":1672515782136,"m":true,\
                                "M":true}\
                                """))
                .containsExactly(
                        new AggregateTrade(
                                BNBBTC, 12345, 100, 105, 1, 3, 100, 0, TakerSide.SELL, TIME, AT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"e":"kline","E":1672515782136,"s":"BNBBTC","k":{"t":1,"T":2,"s":"BNBBTC",\
                "i":"1m","f":100,"L":200,"o":"0.0010","x":false}}\
                """,
                """
                {"stream":"bnbbtc@kline_1m@+08:00","data":{"e":"kline","E":1,"s":"BNBBTC","k":{}}}\
                """,
                """
                {"stream":"!miniTicker@arr","data":[{"e":"24hrMiniTicker","s":"BNBBTC"}]}\
                """,
                """
                [{"e":"24hrMiniTicker","E":1,"s":"BNBBTC","c":"0.0025"}]\
                """,
                """
                {"e":"24hrTicker","E":1,"s":"BNBBTC","p":"1","b":"0.1","B":"1","a":"0.2","A":"1"}\
                """,
                """
                {"e":"avgPrice","E":1693907033000,"s":"BTCUSDT","i":"5m","w":"25776.86","T":1}\
                """,
                """
                {"e":"referencePrice","s":"BTCUSDT","r":null,"t":1}\
                """,
                """
                {"e":"blockTrade","E":1,"s":"BTCUSDT","t":582,"p":"1","q":"1","T":1,"m":true}\
                """,
                """
                {"e":"somethingNew","a":[1,{"x":2}],"b":[["z"]],"s":"BTCUSDT"}\
                """,
                "{}"
            })
    void whatIsNotFollowedIsPassedOver(String frame) {
        assertThat(log.decode(frame)).containsExactly(new Other());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"e":"serverShutdown","E":1770123456789}\
                """,
                """
                {"stream":"!serverShutdown","data":{"e":"serverShutdown","E":1770123456789}}\
                """,
                """
                {"event":{"e":"serverShutdown","E":1770123456789}}\
                """
            })
    void theServerShutsDownInThreeForms(String frame) {
        assertThat(log.decode(frame))
                .containsExactly(
                        new VenueNotice(
                                VenueNotice.Kind.SHUTDOWN,
                                "serverShutdown",
                                new VenueTime(1770123456789L, TimeUnit.MILLISECONDS)));
    }

    private void reply(
            String frame, Optional<String> id, Optional<String> error, List<String> streams) {
        assertThat(log.decode(frame)).containsExactly(new ControlReply(id, error, streams));
    }

    @Test
    void answersToControlMessages() {
        Optional<String> none = Optional.empty();
        reply("{\"result\":null,\"id\":1}", Optional.of("1"), none, List.of());
        reply("{\"id\":\"a7\",\"result\":null}", Optional.of("a7"), none, List.of());
        reply("{\"result\":null,\"id\":null}", none, none, List.of());
        reply("{\"result\":true,\"id\":2}", Optional.of("2"), none, List.of());
        reply(
                "{\"result\":[\"btcusdt@aggTrade\",\"ethbtc@depth\"],\"id\":3}",
                Optional.of("3"),
                none,
                List.of("btcusdt@aggTrade", "ethbtc@depth"));
        reply(
                "{\"result\":null,\"id\":-9223372036854775808}",
                Optional.of("-9223372036854775808"),
                none,
                List.of());
    }

    @Test
    void refusalsOfControlMessagesInEveryForm() {
        reply(
                """
                {"code":2,"msg":"Invalid request: property name must be a string","id":4}\
                """,
                Optional.of("4"),
                Optional.of("code 2: Invalid request: property name must be a string"),
                List.of());
        reply(
                """
                {"code":3,"msg":"Invalid JSON: expected value at line 1 column 1"}\
                """,
                Optional.empty(),
                Optional.of("code 3: Invalid JSON: expected value at line 1 column 1"),
                List.of());
        reply(
                """
                {"error":{"code":0,"msg":"Unknown property"},"id":"x"}\
                """,
                Optional.of("x"),
                Optional.of("code 0: Unknown property"),
                List.of());
        reply(
                """
                {"error":"no","id":7}\
                """,
                Optional.of("7"),
                Optional.of("no"),
                List.of());
    }

    @Test
    void anAnswerOnARawConnection() {
        assertThat(DecodedLog.raw("bnbbtc@depth5").decode("{\"result\":null,\"id\":1}"))
                .containsExactly(new ControlReply(Optional.of("1"), Optional.empty(), List.of()));
    }

    @Test
    void aFrameInTheMiddleOfALargerArray() {
        String frame =
                "{\"e\":\"depthUpdate\",\"E\":1672515782136,\"s\":\"BNBBTC\",\"U\":157,\"u\":160,"
                        + "\"b\":[[\"0.0024\",\"10\"]],\"a\":[[\"0.0026\",\"100\"]]}";
        byte[] array = ("{\"e\":" + frame + "}}").getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThat(log.decode(array, 5, frame.length())).containsExactly(UPDATE);
    }
}
