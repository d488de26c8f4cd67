package dev.fathom.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.simulator.instream.BitfinexDialect;
import dev.fathom.simulator.instream.Dialect;
import dev.fathom.simulator.instream.InStreamSimulator;
import dev.fathom.simulator.instream.KrakenDialect;
import dev.fathom.simulator.instream.UpbitDialect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests at venues whose books begin in the stream: wrong ones are refused in their form. */
class InStreamRequestsTest {
    private static HttpReply get(Dialect dialect, String target) {
        InStreamSimulator venue =
                new InStreamSimulator(dialect, 7, dialect.instruments(), 2048, new VirtualLoop());
        List<HttpReply> replies = new ArrayList<>();
        venue.get(target, "127.0.0.1", replies::add);
        assertThat(replies).hasSize(1);
        return replies.getFirst();
    }

    private static Dialect dialect(String venue) {
        return switch (venue) {
            case "bitfinex" -> new BitfinexDialect();
            case "kraken" -> new KrakenDialect();
            case "upbit" -> new UpbitDialect();
            default -> throw new IllegalArgumentException(venue);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kraken|/0/public/Depth?pair=XBTUSD&count=-4|200"
                        + "|{\"error\":[\"EGeneral:Invalid arguments:count: less than 1\"]}",
                "kraken|/0/public/Depth?pair=XBTUSD&count=x|200"
                        + "|{\"error\":[\"EGeneral:Invalid arguments:count: not a number\"]}",
                "kraken|/0/public/Trades?pair=XBTUSD&since=abc|200"
                        + "|{\"error\":[\"EGeneral:Invalid arguments:since: not a number\"]}",
                "bitfinex|/v2/trades/tBTCUSD/hist?limit=0|500"
                        + "|[\"error\",10020,\"limit: less than 1\"]",
                "bitfinex|/v2/trades/tBTCUSD/hist?end=1e9|500"
                        + "|[\"error\",10020,\"end: not a number\"]",
                "bitfinex|/v2/book/tBTCUSD/P0?len=7|500|[\"error\",10020,\"len: invalid\"]",
                "upbit|/v1/trades/ticks?market=KRW-BTC&count=-1|400"
                        + "|{\"error\":{\"name\":400,\"message\":\"count: less than 1\"}}",
                "upbit|/v1/orderbook?markets=KRW-BTC&count=many|400"
                        + "|{\"error\":{\"name\":400,\"message\":\"count: not a number\"}}"
            })
    void parametersThatCannotBeAreNamed(String venue, String target, int status, String body) {
        HttpReply reply = get(dialect(venue), target);

        assertThat(reply.text()).isEqualTo(body);
        assertThat(reply.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "kraken,/0/public/Depth?pair=XBTUSD&count=1000000",
        "bitfinex,/v2/trades/tBTCUSD/hist?limit=99999999999",
        "upbit,/v1/trades/ticks?market=KRW-BTC&count=99999999999"
    })
    void moreThanThereCanBeIsAsManyAsCanBe(String venue, String target) {
        HttpReply reply = get(dialect(venue), target);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).doesNotContain("rror\":[\"");
    }
}
