package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.Venues;
import dev.fathom.market.Channel;
import dev.fathom.market.Subscription;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be set of a venue, and what is asked for then. */
class SettingsTest {
    private static List<String> asked(Venue venue, String symbol) {
        return venue.converse(venue.endpoints().getFirst().webSocket())
                .requests()
                .subscribe(1, List.of(new Subscription(venue.instrument(symbol), Channel.DEPTH)));
    }

    @Test
    void bitfinexBooksHaveAFormOfTheirOwn() {
        Venue bitfinex =
                Venues.named("bitfinex").with("prec", "r0").with("freq", "F1").with("LEN", "100");

        assertThat(asked(bitfinex, "BTCUSD"))
                .containsExactly(
                        "{\"event\":\"subscribe\",\"channel\":\"book\",\"symbol\":\"tBTCUSD\","
                                + "\"prec\":\"R0\",\"freq\":\"F1\",\"len\":\"100\"}");
        assertThat(bitfinex.capabilities().snapshotLevels()).isEqualTo(100);
        assertThat(asked(Venues.named("bitfinex"), "BTCUSD").getFirst())
                .contains("\"prec\":\"P0\",\"freq\":\"F0\",\"len\":\"250\"");
    }

    @Test
    void krakenBooksAreAsDeepAsAsked() {
        assertThat(asked(Venues.named("kraken").with("depth", "1000"), "BTC/USD").getFirst())
                .contains("\"depth\":1000");
    }

    @Test
    void upbitBooksComeInFewerUnitsAndOtherForms() {
        Venue upbit = Venues.named("upbit").with("units", "5").with("format", "simple");

        assertThat(asked(upbit, "KRW-BTC").getFirst())
                .contains("\"codes\":[\"KRW-BTC.5\"]")
                .contains("{\"format\":\"SIMPLE\"}");
    }

    @Test
    void whatCannotBeSetIsNamed() {
        assertThatThrownBy(() -> FeedOptions.DEFAULT.withSetting("bitfinex", "prec", "P9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prec cannot be 'P9': there are P0, P1, P2, P3, P4, R0");
        assertThatThrownBy(() -> FeedOptions.DEFAULT.withSetting("kraken", "prec", "P1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "kraken has no setting 'prec': there are depth: 100, 10, 25, 500, 1000");
        assertThatThrownBy(() -> FeedOptions.DEFAULT.withSetting("binance", "depth", "5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("binance has no setting 'depth'");
    }
}
