package dev.fathom.simulator;

import java.util.Map;
import java.util.Optional;

/**
 * A request over HTTP. Immutable; its text does not show the headers, among which are keys.
 *
 * @param method as in {@code GET}
 * @param target path and query, as sent
 * @param headers by name in lower case
 * @param body as text; empty without one
 */
public record HttpAsk(String method, String target, Map<String, String> headers, String body) {
    /** Takes the headers as they are now. */
    public HttpAsk {
        headers = Map.copyOf(headers);
    }

    /** A header by its name in lower case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** What follows the question mark, as sent. */
    String query() {
        int mark = target.indexOf('?');
        return mark < 0 ? "" : target.substring(mark + 1);
    }

    @Override
    public String toString() {
        int mark = target.indexOf('?');
        return method + " " + (mark < 0 ? target : target.substring(0, mark));
    }
}
