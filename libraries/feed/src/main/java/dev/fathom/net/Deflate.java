package dev.fathom.net;

import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The agreement on {@code permessage-deflate}, RFC 7692 section 7. This side inflates and never
 * compresses what it sends, so the parameters for the client's direction ask nothing of it.
 */
final class Deflate {
    static final String OFFER = "permessage-deflate; client_max_window_bits";

    private Deflate() {}

    /**
     * The buffer that suits the server's answer.
     *
     * @param answer the field {@code Sec-WebSocket-Extensions}; empty if there was none
     * @throws WebSocketHandshakeException if it was not offered, or says what cannot be followed
     */
    static MessageBuffer agreed(String answer, boolean offered, int limit) {
        if (answer.isBlank()) {
            return MessageBuffer.plain(limit);
        }
        String[] parts = answer.split(";", -1);
        if (!offered || !parts[0].strip().equalsIgnoreCase("permessage-deflate")) {
            throw refused(answer);
        }
        Set<String> seen = new HashSet<>();
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].strip().split("=", 2);
            String name = parameter[0].strip().toLowerCase(Locale.ROOT);
            boolean known =
                    switch (name) {
                        case "server_no_context_takeover", "client_no_context_takeover" ->
                                parameter.length == 1;
                        case "server_max_window_bits", "client_max_window_bits" ->
                                parameter.length == 2 && isWindow(parameter[1].strip());
                        default -> false;
                    };
            if (!known || !seen.add(name)) {
                throw refused(answer);
            }
        }
        return MessageBuffer.inflating(limit, !seen.contains("server_no_context_takeover"));
    }

    private static boolean isWindow(String value) {
        return value.matches("\"?([89]|1[0-5])\"?");
    }

    private static WebSocketHandshakeException refused(String answer) {
        return new WebSocketHandshakeException(
                "the server chose an extension that was not offered: " + answer);
    }
}
