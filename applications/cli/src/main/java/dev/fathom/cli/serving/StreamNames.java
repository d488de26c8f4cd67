package dev.fathom.cli.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Tells of which stream the messages of one connection in Binance's protocol are: envelopes say it,
 * and without them what the connection has asked for. Owned by one thread.
 */
final class StreamNames {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENVELOPE = "{\"stream\":\"";
    private static final String DATA = "\",\"data\":";

    private final Set<String> names = new LinkedHashSet<>();

    /**
     * A message without its envelope.
     *
     * @param stream its stream's name
     * @param data as it was on the wire
     */
    record Message(String stream, String data) {}

    /** Those of a connection to this address. */
    StreamNames(URI address) {
        String path = String.valueOf(address.getPath());
        String query = String.valueOf(address.getQuery());
        int ws = path.indexOf("/ws/");
        int streams = query.indexOf("streams=");
        if (ws >= 0) {
            add(path.substring(ws + "/ws/".length()));
        } else if (streams >= 0) {
            add(query.substring(streams + "streams=".length()).split("&", 2)[0]);
        }
    }

    private void add(String list) {
        for (String name : list.split("/")) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
    }

    /** What was said on the connection. */
    void sent(String text) {
        JsonNode request = json(text);
        for (JsonNode name : request.path("params")) {
            switch (request.path("method").asText()) {
                case "SUBSCRIBE" -> names.add(name.asText());
                case "UNSUBSCRIBE" -> names.remove(name.asText());
                default -> {
                    // Other requests name no streams.
                }
            }
        }
    }

    /** What came over the connection; empty if it belongs to no stream. */
    Optional<Message> message(String text) {
        if (text.startsWith(ENVELOPE)) {
            int end = text.indexOf('"', ENVELOPE.length());
            return end > 0 && text.startsWith(DATA, end) && text.endsWith("}")
                    ? Optional.of(
                            new Message(
                                    text.substring(ENVELOPE.length(), end),
                                    text.substring(end + DATA.length(), text.length() - 1)))
                    : Optional.empty();
        }
        return name(text).map(name -> new Message(name, text));
    }

    private Optional<String> name(String text) {
        JsonNode message = json(text);
        boolean control =
                message.isObject()
                        && (message.has("result") || message.has("error") || message.has("code"));
        if (control || message.isMissingNode()) {
            return Optional.empty();
        }
        if (names.size() == 1) {
            return Optional.of(names.iterator().next());
        }
        String symbol = message.path("s").asText().toLowerCase(Locale.ROOT);
        List<String> kinds = kinds(message);
        return names.stream()
                .filter(it -> kinds.stream().anyMatch(kind -> it.startsWith(symbol + "@" + kind)))
                .findFirst();
    }

    private static List<String> kinds(JsonNode message) {
        return switch (message.path("e").asText()) {
            // Spot's best quotes do not say what they are.
            case "" -> message.has("B") ? List.of("bookTicker") : List.of();
            case "depthUpdate" -> List.of("depth");
            case "markPriceUpdate" -> List.of("markPrice");
            case "24hrTicker" -> List.of("ticker");
            case "24hrMiniTicker" -> List.of("miniTicker");
            case "kline" -> List.of("kline_" + message.path("k").path("i").asText());
            case String kind -> List.of(kind);
        };
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException _) {
            // Broken text is nobody's.
            return JSON.missingNode();
        }
    }
}
