package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.feed.Venues;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.market.TradeSource;
import dev.fathom.market.Traded;
import dev.fathom.market.VenueTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TradeHistoryTest {
    private static final long NOW_NS = TimeUnit.MILLISECONDS.toNanos(1_724_227_760_000L);

    private static TradeHistory history(String venue, Channel channel) {
        return Venues.named(venue).tradeHistory(channel).orElseThrow();
    }

    private static Traded trade(Instrument instrument, long id, long ms) {
        return Trade.byRest(
                instrument, id, BigDecimal.ONE, BigDecimal.ONE, TakerSide.BUY, VenueTime.of(ms), 0);
    }

    private static String page(
            String instrument, Channel channel, Optional<Traded> cursor, int rows) {
        return request(instrument, channel, cursor, rows)
                .map(it -> it.uri() + " weighs " + it.weight())
                .orElse("none");
    }

    private static Optional<RestRequest> request(
            String name, Channel channel, Optional<Traded> cursor, int rows) {
        Instrument instrument = Venues.instrument(name);
        Venue venue = Venues.named(instrument.venue());
        return venue.tradeHistory(channel)
                .orElseThrow()
                .page(
                        venue.endpoints().getFirst(),
                        instrument,
                        trade(instrument, 1000, 1_724_227_744_631L),
                        cursor,
                        rows,
                        NOW_NS);
    }

    private static List<Traded> read(String name, Channel channel, String text) throws IOException {
        Instrument instrument = Venues.instrument(name);
        return history(instrument.venue(), channel)
                .read(instrument, text.getBytes(StandardCharsets.UTF_8), 7);
    }

    @Test
    void pagesAreAskedForAsEachVenueWantsIt() {
        Optional<Traded> none = Optional.empty();

        assertThat(page("binance:BTCUSDT", Channel.TRADE, none, 0))
                .isEqualTo(
                        "https://api.binance.com/api/v3/historicalTrades?symbol=BTCUSDT&limit=1000"
                                + "&fromId=1000 weighs 25");
        assertThat(page("binance:BTCUSDT", Channel.AGG_TRADE, none, 0))
                .isEqualTo(
                        "https://api.binance.com/api/v3/aggTrades?symbol=BTCUSDT&limit=1000"
                                + "&fromId=1000 weighs 4");
        assertThat(page("binance-futures:BTCUSDT", Channel.AGG_TRADE, none, 0))
                .isEqualTo(
                        "https://fapi.binance.com/fapi/v1/aggTrades?symbol=BTCUSDT&limit=1000"
                                + "&fromId=1000 weighs 20");
        assertThat(page("binance-futures:BTCUSDT", Channel.TRADE, none, 0))
                .isEqualTo(
                        "https://fapi.binance.com/fapi/v1/trades?symbol=BTCUSDT&limit=1000"
                                + " weighs 5");
        assertThat(page("bitfinex:BTCUSD", Channel.TRADE, none, 0))
                .isEqualTo(
                        "https://api-pub.bitfinex.com/v2/trades/tBTCUSD/hist?start=1724227744631"
                                + "&sort=1&limit=10000 weighs 1");
        assertThat(page("kraken:BTC/USD", Channel.TRADE, none, 0))
                .isEqualTo(
                        "https://api.kraken.com/0/public/Trades?pair=XBTUSD"
                                + "&since=1724227744630999999&count=1000 weighs 1");
        assertThat(page("upbit:KRW-BTC", Channel.TRADE, none, 0))
                .isEqualTo(
                        "https://api.upbit.com/v1/trades/ticks?market=KRW-BTC&count=500 weighs 1");
    }

    @Test
    void aPageGoesOnWhereTheOneBeforeEnded() {
        Instrument btc = Venues.instrument("upbit:KRW-BTC");
        Optional<Traded> cursor = Optional.of(trade(btc, 1999, 1_724_227_750_000L));

        assertThat(page("binance:BTCUSDT", Channel.TRADE, cursor, 1000)).contains("&fromId=1999 ");
        assertThat(page("bitfinex:BTCUSD", Channel.TRADE, cursor, 10_000))
                .contains("?start=1724227750000&");
        assertThat(page("upbit:KRW-BTC", Channel.TRADE, cursor, 500)).contains("&cursor=1999 ");
        assertThat(page("binance-futures:BTCUSDT", Channel.TRADE, cursor, 1000)).isEqualTo("none");
    }

    @Test
    void upbitsDaysAreGoneBackOneByOne() {
        Instrument btc = Venues.instrument("upbit:KRW-BTC");
        Venue upbit = Venues.named("upbit");
        long day = TimeUnit.DAYS.toMillis(1);
        long nowMs = TimeUnit.NANOSECONDS.toMillis(NOW_NS);
        Traded after = trade(btc, 1, nowMs - 2 * day);
        TradeHistory history = history("upbit", Channel.TRADE);

        assertThat(
                        history.page(
                                        upbit.endpoints().getFirst(),
                                        btc,
                                        after,
                                        Optional.of(trade(btc, 900, nowMs)),
                                        17,
                                        NOW_NS)
                                .orElseThrow()
                                .uri()
                                .getQuery())
                .isEqualTo("market=KRW-BTC&count=500&days_ago=1");
        assertThat(
                        history.page(
                                        upbit.endpoints().getFirst(),
                                        btc,
                                        after,
                                        Optional.of(trade(btc, 800, nowMs - day)),
                                        500,
                                        NOW_NS)
                                .orElseThrow()
                                .uri()
                                .getQuery())
                .isEqualTo("market=KRW-BTC&count=500&cursor=800&days_ago=1");
        assertThat(
                        history.page(
                                upbit.endpoints().getFirst(),
                                btc,
                                after,
                                Optional.of(trade(btc, 700, nowMs - 2 * day)),
                                3,
                                NOW_NS))
                .isEmpty();
    }

    @Test
    void rowsAreReadDigitForDigit() throws IOException {
        assertThat(
                        read(
                                "binance:BTCUSDT",
                                Channel.TRADE,
                                "[{\"id\":28457,\"price\":\"4.00000100\",\"qty\":\"12.00000000\","
                                        + "\"quoteQty\":\"48.00\",\"time\":1499865549590,"
                                        + "\"isBuyerMaker\":true,\"isBestMatch\":true}]"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.id()).isEqualTo(28457);
                    assertThat(((Trade) it).priceText()).isEqualTo("4.00000100");
                    assertThat(((Trade) it).sizeText()).isEqualTo("12.00000000");
                    assertThat(it.takerSide()).isEqualTo(TakerSide.SELL);
                    assertThat(it.venueTime()).isEqualTo(VenueTime.of(1499865549590L));
                    assertThat(it.source()).isEqualTo(TradeSource.REST);
                });
        assertThat(
                        read(
                                "kraken:BTC/USD",
                                Channel.TRADE,
                                "{\"error\":[],\"result\":{\"XXBTZUSD\":[[\"30243.40000\",\"0.34507674\","
                                        + "1688669597.8277369,\"b\",\"m\",\"\",61044952]],"
                                        + "\"last\":\"1688671969993150842\"}}"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.id()).isEqualTo(61044952);
                    assertThat(((Trade) it).priceText()).isEqualTo("30243.40000");
                    assertThat(it.venueTime())
                            .isEqualTo(new VenueTime(1688669597827736L, TimeUnit.MICROSECONDS));
                    assertThat(it.takerSide()).isEqualTo(TakerSide.BUY);
                });
        assertThat(
                        read(
                                "bitfinex:BTCUSD",
                                Channel.TRADE,
                                "[[401597393,1574694475039,-0.005,7244.9]]"))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.takerSide()).isEqualTo(TakerSide.SELL);
                    assertThat(it.exactSize()).isEqualTo(new BigDecimal("0.005"));
                });
    }

    @Test
    void rowsAreGivenInTheOrderInWhichTheyHappened() throws IOException {
        assertThat(
                        read(
                                "upbit:KRW-BTC",
                                Channel.TRADE,
                                "[{\"timestamp\":1724227744632,\"trade_price\":81151000.0,"
                                        + "\"trade_volume\":8.43e-05,\"ask_bid\":\"BID\","
                                        + "\"sequential_id\":2},{\"timestamp\":1724227744631,"
                                        + "\"trade_price\":81150000.0,\"trade_volume\":1.0,"
                                        + "\"ask_bid\":\"ASK\",\"sequential_id\":1}]"))
                .extracting(Traded::id)
                .containsExactly(1L, 2L);
    }

    @Test
    void whatIsNoPageOfTradesIsNamed() {
        assertThatThrownBy(() -> read("binance:BTCUSDT", Channel.TRADE, "{\"code\":-1}"))
                .isInstanceOf(IOException.class)
                .hasMessage("the answer holds no list");
        assertThatThrownBy(() -> read("bitfinex:BTCUSD", Channel.TRADE, "[[1,2,\"x\",3]]"))
                .isInstanceOf(IOException.class)
                .hasMessage("'\"x\"' is no number");
        assertThatThrownBy(() -> read("bitfinex:BTCUSD", Channel.TRADE, "[[1,2,1e999999,3]]"))
                .isInstanceOf(IOException.class)
                .hasMessage("a number of more than 400 digits");
    }
}
