package dev.fathom.net;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "permessage-deflate",
                "Permessage-Deflate",
                "permessage-deflate; server_no_context_takeover",
                "permessage-deflate;client_no_context_takeover;server_max_window_bits=9",
                "permessage-deflate; client_max_window_bits=\"15\"; server_max_window_bits=8",
            })
    void followsWhatTheServerMayChoose(String answer) {
        assertThatCode(() -> Deflate.agreed(answer, true, 100).release())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-webkit-deflate-frame",
                "permessage-deflate, permessage-deflate",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; unknown",
                "permessage-deflate;",
            })
    void refusesWhatWasNotOffered(String answer) {
        assertThatThrownBy(() -> Deflate.agreed(answer, true, 100))
                .isInstanceOf(WebSocketHandshakeException.class)
                .hasMessageEndingWith(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = "permessage-deflate")
    void refusesCompressionThatIsSwitchedOff(String answer) {
        assertThatThrownBy(() -> Deflate.agreed(answer, false, 100))
                .isInstanceOf(WebSocketHandshakeException.class);
    }
}
