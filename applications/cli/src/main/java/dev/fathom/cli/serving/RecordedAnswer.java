package dev.fathom.cli.serving;

import dev.fathom.capture.RawLine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request and its answer, as a capture has them. Immutable.
 *
 * @param request what was asked for
 * @param body what was answered
 */
record RecordedAnswer(URI request, String body) {
    /** Takes a line apart; empty if the answer was a refusal or never came. */
    static Optional<RecordedAnswer> of(RawLine line) {
        String[] parts = new String(line.payload(), StandardCharsets.UTF_8).split(" ", 3);
        return parts.length == 3 && parts[0].equals("200")
                ? Optional.of(new RecordedAnswer(URI.create(parts[1]), parts[2]))
                : Optional.empty();
    }

    /** Path and query of the request. */
    String target() {
        String query = request.getRawQuery();
        return request.getRawPath() + (query == null ? "" : "?" + query);
    }

    /** Whether a list of what is traded was asked for. */
    boolean isExchangeInfo() {
        return String.valueOf(request.getPath()).endsWith("/exchangeInfo");
    }
}
