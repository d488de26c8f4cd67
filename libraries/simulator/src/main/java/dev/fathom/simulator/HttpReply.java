package dev.fathom.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An answer to a GET. The body is shared and must not be changed.
 *
 * @param status HTTP status
 * @param headers names as the venue writes them
 * @param body the bytes of the answer
 */
public record HttpReply(int status, Map<String, String> headers, byte[] body) {
    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** A JSON reply. */
    public static HttpReply json(int status, String body) {
        return json(status, Map.of("Content-Type", "application/json"), body);
    }

    /** A JSON reply with these headers and no others. */
    public static HttpReply json(int status, Map<String, String> headers, String body) {
        return new HttpReply(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
