package dev.fathom.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {
    @ParameterizedTest
    @CsvSource({
        "book, depth",
        "depth, depth",
        "DEPTH@100ms, depth",
        "depth@1000ms, depth@1000ms",
        "depth5, depth5",
        "depth20@1000ms, depth20@1000ms",
        "trade, trade",
        "Trades, trade",
        "aggtrade, aggTrade",
        "quote, bookTicker",
        "' bookTicker ', bookTicker"
    })
    void isReadInAnyCaseAndWrittenInOneForm(String text, String form) {
        assertThat(Channel.parse(text)).hasToString(form);
        assertThat(Channel.parse(form)).isEqualTo(Channel.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "depth0",
                "depth-5",
                "depth@",
                "depth@100",
                "depth5@",
                "depth99999999999",
                "depth@99999999999ms",
                "kline",
                "depth\u0665"
            })
    void whatIsNoChannelIsNamed(String text) {
        assertThatThrownBy(() -> Channel.parse(text))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("channel");
    }
}
