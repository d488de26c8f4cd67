package dev.fathom.cli.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.simulator.instream.Relayed;
import dev.fathom.simulator.instream.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came over a connection in version 2 of Kraken's streams. */
final class KrakenReading implements Reading {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int[] DEPTHS = {10, 25, 100, 500, 1000};

    private final Map<String, Integer> depths = new HashMap<>();

    @Override
    public void sent(String text) {
        // The venue's answers say what was taken of it.
    }

    @Override
    public List<Piece> came(String text, long receivedAtNs) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            // Broken text is nobody's.
            return List.of();
        }
        if (message.has("method")) {
            answered(message.path("method").asText(), message.path("result"));
            return List.of();
        }
        JsonNode data = message.path("data");
        String symbol = data.path(0).path("symbol").asText();
        boolean snapshot = message.path("type").asText().equals("snapshot");
        return symbol.isEmpty()
                ? List.of()
                : piece(message.path("channel").asText(), symbol, snapshot, data, text)
                        .map(List::of)
                        .orElse(List.of());
    }

    private Optional<Piece> piece(
            String channel, String symbol, boolean snapshot, JsonNode data, String text) {
        if (channel.equals("book")) {
            JsonNode book = data.path(0);
            int levels = Math.max(book.path("bids").size(), book.path("asks").size());
            int depth =
                    snapshot
                            ? depths.computeIfAbsent(symbol, _ -> leastFor(levels))
                            : depths.getOrDefault(symbol, 0);
            Relayed.Kind kind = snapshot ? Relayed.Kind.STATE : Relayed.Kind.CHANGE;
            return Optional.of(
                    new Piece(
                            new Topic("book", symbol, "", depth), new Relayed(kind, text, 0), ""));
        }
        // What was traded before the subscription is not new.
        if (snapshot && channel.equals("trade")) {
            return Optional.empty();
        }
        String name =
                channel.equals("trade")
                        ? data.path(data.size() - 1).path("trade_id").asText()
                        : text;
        return Optional.of(
                new Piece(
                        Topic.of(channel, symbol),
                        new Relayed(Relayed.Kind.CHANGE, text, 0),
                        name));
    }

    private void answered(String method, JsonNode result) {
        String symbol = result.path("symbol").asText();
        int depth = result.path("depth").asInt();
        if (result.path("channel").asText().equals("book") && depth > 0) {
            if (method.equals("subscribe")) {
                depths.put(symbol, depth);
            } else {
                depths.remove(symbol);
            }
        }
    }

    private static int leastFor(int levels) {
        for (int depth : DEPTHS) {
            if (levels <= depth) {
                return depth;
            }
        }
        return levels;
    }
}
