package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.book.Side;
import dev.fathom.feed.Venues;
import dev.fathom.market.Channel;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.LevelList;
import dev.fathom.market.Traded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolledBooksTest {
    private static PolledBooks books(String venue) {
        return Venues.named(venue).polledBooks();
    }

    private static String asked(String name, int levels) {
        Instrument instrument = Venues.instrument(name);
        Venue venue = Venues.named(instrument.venue());
        PolledBooks books = venue.polledBooks();
        RestRequest request =
                books.request(venue.endpoints().getFirst(), instrument, books.depthFor(levels));
        return request.uri() + " weighs " + request.weight();
    }

    private static DepthMessage read(String name, String form, String body) throws IOException {
        Instrument instrument = Venues.instrument(name);
        DepthMessage message = new DepthMessage(instrument);
        books(instrument.venue())
                .read(
                        new Venue.RecordedSnapshot(instrument, 25, form),
                        body.getBytes(StandardCharsets.UTF_8),
                        77,
                        message);
        return message;
    }

    private static String text(DepthMessage message) {
        return message.kind()
                + " "
                + (message.lastId() == DepthMessage.UNNUMBERED ? "-" : message.lastId())
                + " "
                + message.rawVenueTime()
                + " of "
                + message.levelLimit()
                + levels(message.side(Side.BID))
                + levels(message.side(Side.ASK));
    }

    private static String levels(LevelList levels) {
        StringBuilder text = new StringBuilder(" |");
        for (int i = 0; i < levels.count(); i++) {
            text.append(' ').append(levels.exactPrice(i).toPlainString());
            text.append('x').append(levels.exactSize(i).toPlainString());
        }
        return text.toString();
    }

    @Test
    void booksAreAskedForAsEachVenueWantsIt() {
        assertThat(asked("binance:BTCUSDT", 1000))
                .isEqualTo(
                        "https://api.binance.com/api/v3/depth?symbol=BTCUSDT&limit=1000 weighs 50");
        assertThat(asked("binance-futures:BTCUSDT", 300))
                .isEqualTo(
                        "https://fapi.binance.com/fapi/v1/depth?symbol=BTCUSDT&limit=500"
                                + " weighs 10");
        assertThat(asked("binance-delivery:BTCUSD_PERP", 5))
                .isEqualTo(
                        "https://dapi.binance.com/dapi/v1/depth?symbol=BTCUSD_PERP&limit=5"
                                + " weighs 2");
        assertThat(asked("bitfinex:BTCUSD", 26))
                .isEqualTo("https://api-pub.bitfinex.com/v2/book/tBTCUSD/P0?len=100 weighs 1");
        assertThat(asked("kraken:BTC/USD", 499))
                .isEqualTo("https://api.kraken.com/0/public/Depth?pair=XBTUSD&count=499 weighs 1");
        assertThat(asked("upbit:KRW-BTC", 30))
                .isEqualTo("https://api.upbit.com/v1/orderbook?markets=KRW-BTC&count=30 weighs 1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    binance          | 5001 | there are 1 to 5000
                    binance-futures  | 1001 | there are 5, 10, 20, 50, 100, 500, 1000
                    bitfinex         | 250  | there are 1, 25, 100
                    kraken           | 0    | there are 1 to 500
                    upbit            | 31   | there are 1 to 30
                    """)
    void aDepthThatIsNotGivenIsRefusedWithThoseThatAre(String venue, int levels, String there) {
        assertThatThrownBy(() -> books(venue).depthFor(levels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a book of " + levels + " levels cannot be asked for: " + there);
    }

    @Test
    void answersAreReadDigitByDigit() throws IOException {
        assertThat(
                        text(
                                read(
                                        "binance:BTCUSDT",
                                        "",
                                        """
                                        {"lastUpdateId":7,"bids":[["1.10","2"]],"asks":[]}\
                                        """)))
                .isEqualTo("SNAPSHOT 7 0 of 25 | 1.10x2 |");
        assertThat(text(read("bitfinex:BTCUSD", "P0", "[[5,1,2],[4.5,3,0.10],[6,1,-2]]")))
                .isEqualTo("SNAPSHOT - 0 of 25 | 5x2 4.5x0.10 | 6x2");
        assertThat(text(read("bitfinex:BTCUSD", "R0", "[[101,5,2],[102,5,1],[103,6,-2]]")))
                .isEqualTo("SNAPSHOT - 0 of 1 | 5x2 5x3 | 6x2");
        assertThat(
                        text(
                                read(
                                        "kraken:BTC/USD",
                                        "",
                                        """
                                        {"error":[],"result":{"XXBTZUSD":{
                                        "asks":[["2.0","2.500",3]],"bids":[]}}}\
                                        """)))
                .isEqualTo("SNAPSHOT - 0 of 25 | | 2.0x2.500");
        assertThat(
                        text(
                                read(
                                        "upbit:KRW-BTC",
                                        "",
                                        """
                                        [{"market":"KRW-BTC","timestamp":9,"orderbook_units":[
                                        {"ask_price":2.0,"bid_price":1.0,"ask_size":3,"bid_size":4.1},
                                        {"ask_price":2.5,"bid_price":0,"ask_size":5,"bid_size":0}]}]\
                                        """)))
                .isEqualTo("SNAPSHOT - 9 of 25 | 1.0x4.1 | 2.0x3 2.5x5");
    }

    @ParameterizedTest
    @CsvSource({
        "binance:BTCUSDT, 500",
        "binance-futures:BTCUSDT, 500",
        "bitfinex:tBTCUSD, 25",
        "kraken:BTC/USD, 300",
        "kraken:DOGE/EUR, 10",
        "upbit:KRW-BTC, 15",
    })
    void whatWasAskedForIsReadFromTheAddress(String name, int depth) {
        Instrument instrument = Venues.instrument(name);
        Venue venue = Venues.named(instrument.venue());
        PolledBooks books = venue.polledBooks();

        assertThat(
                        venue.recordedSnapshot(
                                books.request(venue.endpoints().getFirst(), instrument, depth)
                                        .uri()))
                .contains(books.asked(instrument, depth));
        assertThat(venue.recordedSnapshot(venue.time(venue.endpoints().getFirst()).uri()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    binance:BTCUSDT | {"code":-1003,"msg":"Too many requests."}
                    bitfinex:BTCUSD | {"error":"ERR_RATE_LIMIT"}
                    kraken:BTC/USD | {"error":["EAPI:Rate limit exceeded"]}
                    upbit:KRW-BTC | []
                    kraken:BTC/USD | <html>
                    """)
    void whatIsNoBookIsNoAnswer(String name, String body) {
        assertThatThrownBy(() -> read(name, "", body))
                .isInstanceOf(IOException.class)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void theNewestTradesAreAskedForAsEachVenueWantsIt() {
        assertThat(newest("binance:BTCUSDT", Channel.TRADE))
                .endsWith("/api/v3/trades?symbol=BTCUSDT&limit=1000 weighs 25");
        assertThat(newest("binance-futures:BTCUSDT", Channel.AGG_TRADE))
                .endsWith("/fapi/v1/aggTrades?symbol=BTCUSDT&limit=1000 weighs 20");
        assertThat(newest("bitfinex:BTCUSD", Channel.TRADE))
                .endsWith("/v2/trades/tBTCUSD/hist?sort=-1&limit=10000 weighs 1");
        assertThat(newest("kraken:BTC/USD", Channel.TRADE))
                .endsWith("/0/public/Trades?pair=XBTUSD&count=1000 weighs 1");
        assertThat(newest("upbit:KRW-BTC", Channel.TRADE))
                .endsWith("/v1/trades/ticks?market=KRW-BTC&count=500 weighs 1");
    }

    private static String newest(String name, Channel channel) {
        Instrument instrument = Venues.instrument(name);
        Venue venue = Venues.named(instrument.venue());
        RestRequest request =
                venue.tradeHistory(channel)
                        .orElseThrow()
                        .newest(venue.endpoints().getFirst(), instrument);
        return request.uri() + " weighs " + request.weight();
    }

    @Test
    void bitfinexPagesAreReadInTheOrderInWhichTheyHappened() throws IOException {
        Instrument btc = Venues.instrument("bitfinex:BTCUSD");
        TradeHistory history = Venues.named("bitfinex").tradeHistory(Channel.TRADE).orElseThrow();

        for (String page : List.of("[[3,30,1,9],[2,20,1,9]]", "[[2,20,1,9],[3,30,1,9]]")) {
            assertThat(history.read(btc, page.getBytes(StandardCharsets.UTF_8), 0))
                    .extracting(Traded::id)
                    .containsExactly(2L, 3L);
        }
    }
}
