package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.venue.VenueFormat;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VenuesTest {
    @ParameterizedTest
    @CsvSource({
        "binance:BTCUSDT, binance:BTCUSDT",
        "binance:btcusdt, binance:BTCUSDT",
        "BINANCE:BtcUsdt, binance:BTCUSDT",
        "binance:BTC-USDT, binance:BTCUSDT",
        "binance:btc/usdt, binance:BTCUSDT",
        "binance:btc_usdt, binance:BTCUSDT",
        "' binance : btc-usdt ', binance:BTCUSDT",
        "binance:1000SATSUSDT, binance:1000SATSUSDT",
        "binance-us:eth-usd, binance-us:ETHUSD"
    })
    void readsWhatPeopleWrite(String text, String instrument) {
        assertThat(Venues.instrument(text)).hasToString(instrument);
    }

    static Stream<Arguments> wrongTexts() {
        String form = " is no instrument: write VENUE:SYMBOL, such as binance:BTCUSDT";
        String spot = " is no symbol of Binance spot: write BTCUSDT or BTC-USDT";
        return Stream.of(
                Arguments.of("BTCUSDT", "'BTCUSDT'" + form),
                Arguments.of("", "''" + form),
                Arguments.of(":BTCUSDT", "':BTCUSDT'" + form),
                Arguments.of("binance:", "'binance:'" + form),
                Arguments.of(
                        "mtgox:BTCUSD",
                        "unknown venue 'mtgox': known are binance, binance-us, binance-futures, binance-delivery, bitfinex, upbit, kraken"),
                Arguments.of("binance:-", "'-'" + spot),
                Arguments.of("binance: ", "' '" + spot),
                Arguments.of("binance:a-b-c", "'a-b-c'" + spot),
                Arguments.of("binance:a b", "'a b'" + spot),
                Arguments.of("binance:a:b", "'a:b'" + spot));
    }

    @ParameterizedTest
    @MethodSource("wrongTexts")
    void namesWhatIsWrongAndTheWayOut(String text, String message) {
        assertThatThrownBy(() -> Venues.instrument(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "wss://stream.binance.com:9443/ws, binance",
        "https://API.BINANCE.COM/api/v3/depth, binance",
        "wss://data-stream.binance.vision, binance",
        "wss://stream.binance.us:9443, binance-us",
        "wss://stream.binance.com.example, none",
        "ws://127.0.0.1:80, none",
        "file:/capture, none"
    })
    void knowsAVenueByItsHost(URI address, String venue) {
        assertThat(Venues.at(address).map(VenueFormat::id).orElse("none")).isEqualTo(venue);
    }

    @Test
    void aVenueIsNamedInAnyCase() {
        assertThat(Venues.named(" Binance-US ").title()).isEqualTo("Binance.US");
    }
}
