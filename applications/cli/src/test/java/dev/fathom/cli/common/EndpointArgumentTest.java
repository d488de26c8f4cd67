package dev.fathom.cli.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointArgumentTest {
    @Test
    void readsAddresses() {
        var read = EndpointArgument.parse("Binance=ws://127.0.0.1:9,http://127.0.0.1:8/");

        assertThat(read.venue()).isEqualTo("binance");
        assertThat(read.endpoints().webSocket()).isEqualTo(URI.create("ws://127.0.0.1:9"));
        assertThat(read.endpoints().rest()).isEqualTo(URI.create("http://127.0.0.1:8"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"testnet", "market-data", "demo", "live", "Live"})
    void readsNames(String name) {
        assertThat(EndpointArgument.parse("binance=" + name).endpoints().name())
                .isEqualToIgnoringCase(name);
    }

    @Test
    void namesWhatIsKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointArgument.parse("binance=mars"))
                .withMessageContaining("'mars'")
                .withMessageContaining("live, market-data, testnet, demo");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointArgument.parse("ws://127.0.0.1:9"))
                .withMessageContaining("VENUE=WS,REST");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EndpointArgument.parse("mars=live"))
                .withMessageContaining("unknown venue 'mars'");
    }
}
