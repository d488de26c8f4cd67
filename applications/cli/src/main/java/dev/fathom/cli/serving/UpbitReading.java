package dev.fathom.cli.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.simulator.instream.JsonArray;
import dev.fathom.simulator.instream.Relayed;
import dev.fathom.simulator.instream.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came over a connection of Upbit's, in whichever form; lists are taken apart. */
final class UpbitReading implements Reading {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOOK = "orderbook";
    private static final int MOST_UNITS = 30;

    private final Map<String, Integer> units = new HashMap<>();

    // A request replaces the one before.
    @Override
    public void sent(String text) {
        JsonNode request = json(text);
        if (!request.path(0).has("ticket") || request.path(1).has("method")) {
            return;
        }
        units.clear();
        for (JsonNode part : request) {
            if (part.path("type").asText().equals(BOOK)) {
                part.path("codes").forEach(it -> remember(it.asText()));
            }
        }
    }

    private void remember(String code) {
        String[] parts = code.split("\\.", 2);
        if (parts.length == 2 && parts[1].matches("1|5|15")) {
            units.put(parts[0], Integer.parseInt(parts[1]));
        }
    }

    @Override
    public List<Piece> came(String text, long receivedAtNs) {
        List<Piece> pieces = new ArrayList<>();
        try {
            for (String message : text.startsWith("[") ? JsonArray.elements(text) : List.of(text)) {
                piece(message).ifPresent(pieces::add);
            }
        } catch (IllegalArgumentException _) {
            // Broken text is nobody's.
            return List.of();
        }
        return pieces;
    }

    private Optional<Piece> piece(String text) {
        JsonNode message = json(text);
        String type = text(message, "type", "ty");
        String code = text(message, "code", "cd");
        if (code.isEmpty()) {
            return Optional.empty();
        }
        if (type.equals(BOOK)) {
            Topic topic = new Topic(BOOK, code, "", units.getOrDefault(code, MOST_UNITS));
            return Optional.of(new Piece(topic, new Relayed(Relayed.Kind.STATE, text, 0), ""));
        }
        // What was traded before the subscription is not new.
        if (type.equals("trade") && text(message, "stream_type", "st").equals("SNAPSHOT")) {
            return Optional.empty();
        }
        String id = text(message, "sequential_id", "sid");
        return Optional.of(
                new Piece(
                        Topic.of(type, code),
                        new Relayed(Relayed.Kind.CHANGE, text, 0),
                        id.isEmpty() ? text : id));
    }

    private static String text(JsonNode message, String name, String shortName) {
        return message.path(name).asText(message.path(shortName).asText());
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
