package dev.fathom.cli.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class StreamNamesTest {
    private static final String TRADE = "{\"e\":\"trade\",\"E\":1,\"s\":\"BTCUSDT\",\"t\":2}";

    @Test
    void anEnvelopeNamesItsStream() {
        StreamNames names = new StreamNames(URI.create("ws://h/stream?streams=btcusdt@trade"));

        assertThat(names.message("{\"stream\":\"btcusdt@trade\",\"data\":" + TRADE + "}"))
                .contains(new StreamNames.Message("btcusdt@trade", TRADE));
        assertThat(names.message("{\"result\":null,\"id\":1}")).isEmpty();
    }

    @Test
    void theAddressNamesTheOnlyStream() {
        StreamNames names = new StreamNames(URI.create("ws://h/public/ws/btcusdt@depth5"));

        assertThat(names.message("{\"lastUpdateId\":1}"))
                .contains(new StreamNames.Message("btcusdt@depth5", "{\"lastUpdateId\":1}"));
        assertThat(names.message("no JSON")).isEmpty();
    }

    @Test
    void withoutEnvelopesTheMessageIsMatchedToWhatWasAskedFor() {
        StreamNames names = new StreamNames(URI.create("ws://h/ws"));
        names.sent(
                """
                {"method":"SUBSCRIBE","params":["ethusdt@trade","btcusdt@trade","btcusdt@depth@100ms"],"id":1}
                """);

        assertThat(names.message(TRADE)).contains(new StreamNames.Message("btcusdt@trade", TRADE));
        assertThat(names.message("{\"e\":\"depthUpdate\",\"s\":\"BTCUSDT\",\"u\":1}"))
                .map(StreamNames.Message::stream)
                .contains("btcusdt@depth@100ms");
        assertThat(names.message("{\"e\":\"aggTrade\",\"s\":\"BTCUSDT\"}")).isEmpty();
    }
}
