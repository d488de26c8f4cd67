package dev.fathom.venue.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The numbers of the messages of one connection, heartbeats included: each is one above the last.
 * Owned by the connection's thread.
 */
final class MessageCount {
    // The second number of a message belongs to the account, not to the connection.

    private long last = -1;

    /** What is missing before a message; empty if nothing is, or it has no number. */
    Optional<String> missingBefore(JsonNode message) {
        JsonNode number = message.path(message.path(1).asText().equals("hb") ? 2 : 3);
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            return Optional.empty();
        }
        // Notifications of requests may carry one number alone, and it is not said which.
        if (message.path(1).asText().equals("n") && message.size() == 4) {
            last = -1;
            return Optional.empty();
        }
        long before = last;
        last = number.longValue();
        if (before < 0 || last == before + 1) {
            return Optional.empty();
        }
        return Optional.of("message %d came after %d".formatted(last, before));
    }
}
