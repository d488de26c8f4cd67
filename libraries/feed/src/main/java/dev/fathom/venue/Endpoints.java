package dev.fathom.venue;

import java.net.URI;

/**
 * Where one environment of a venue is reached. Immutable.
 *
 * @param name such as {@code live} or {@code testnet}
 * @param webSocket base address of the streams, such as {@code wss://stream.example:9443}
 * @param rest base address of REST, such as {@code https://api.example}
 */
public record Endpoints(String name, URI webSocket, URI rest) {
    /**
     * Reads {@code WS,REST}, the form that the simulator prints.
     *
     * @throws IllegalArgumentException naming the text and the form
     */
    public static Endpoints parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 2
                || !parts[0].matches("wss?://.+")
                || !parts[1].matches("https?://.+")) {
            throw new IllegalArgumentException(
                    "endpoints are written ws://HOST:PORT,http://HOST:PORT (or wss, https), got '"
                            + text
                            + "'");
        }
        return new Endpoints(
                "custom", URI.create(trimSlash(parts[0])), URI.create(trimSlash(parts[1])));
    }

    private static String trimSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
