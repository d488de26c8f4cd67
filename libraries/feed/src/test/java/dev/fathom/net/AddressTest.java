package dev.fathom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "ws://h, false, h, 80, h, ws://h, /",
        "wss://h, true, h, 443, h, wss://h, /",
        "WSS://h:443/a, true, h, 443, h, wss://h, /a",
        "ws://h:443, false, h, 443, h:443, ws://h:443, /",
        "wss://h:9443/ws?x=1#f, true, h, 9443, h:9443, wss://h:9443, /ws?x=1",
        "ws://[::1]:8080/, false, ::1, 8080, [::1]:8080, ws://[::1]:8080, /",
        "ws://h?q, false, h, 80, h, ws://h, /?q",
        "ws://h/s?streams=btcusdt@depth/ethusdt@trade, false, h, 80, h, ws://h, "
                + "/s?streams=btcusdt@depth/ethusdt@trade",
        "ws://h/a%2Fb?c=%40%20d, false, h, 80, h, ws://h, /a%2Fb?c=%40%20d",
        "ws://h/?m=\u00fc, false, h, 80, h, ws://h, /?m=%C3%BC",
    })
    void readsTheParts(
            String uri,
            boolean secure,
            String host,
            int port,
            String authority,
            String origin,
            String target) {
        Address address = Address.webSocket(URI.create(uri));

        assertThat(address.secure()).isEqualTo(secure);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.authority()).isEqualTo(authority);
        assertThat(address.origin()).isEqualTo(origin);
        assertThat(address.target()).isEqualTo(target);
    }

    @ParameterizedTest
    @CsvSource({
        "http://h, 'address must begin with ws:// or wss://, got scheme: http'",
        "h, 'address must begin with ws:// or wss://, got scheme: null'",
        "ws:///path, address has no valid host: ws://null",
        "ws://under_score, address has no valid host: ws://under_score",
        "ws://h:70000, port must be 1 to 65535: 70000",
        "ws://u:hunter2@h, address must not carry a user or password: ws://h",
    })
    void refusesWhatLeadsNowhere(String uri, String message) {
        assertThatThrownBy(() -> Address.webSocket(URI.create(uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void httpHasItsOwnSchemes() {
        assertThat(Address.http(URI.create("https://h/x")).port()).isEqualTo(443);
        assertThat(Address.http(URI.create("http://h/x")).port()).isEqualTo(80);
        assertThatThrownBy(() -> Address.http(URI.create("wss://h")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
