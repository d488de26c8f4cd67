package dev.fathom.cli.serving;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.simulator.instream.JsonArray;
import dev.fathom.simulator.instream.Relayed;
import dev.fathom.simulator.instream.Topic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What came over a connection in version 2 of Bitfinex' public streams. Numbers of channels and
 * frames belong to the connection and are left out.
 */
final class BitfinexReading implements Reading {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMESTAMP = 32_768;
    private static final int SEQUENCE = 65_536;
    private static final String HEARTBEAT = "\"hb\"";
    private static final String ROWS = "[[";
    private static final int USUAL_LENGTH = 25;

    private final Map<String, Topic> topics = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private int flags;

    @Override
    public void sent(String text) {
        // The venue's answers say what was taken of it.
    }

    @Override
    public List<Piece> came(String text, long receivedAtNs) {
        if (text.startsWith("{")) {
            event(text);
            return List.of();
        }
        List<String> elements;
        try {
            elements = JsonArray.elements(text);
        } catch (IllegalArgumentException _) {
            // Broken text is nobody's.
            return List.of();
        }
        int end = elements.size();
        long timeMs = TimeUnit.NANOSECONDS.toMillis(receivedAtNs);
        if ((flags & TIMESTAMP) != 0 && end > 2) {
            timeMs = number(elements.get(--end), timeMs);
        }
        if ((flags & SEQUENCE) != 0 && end > 2) {
            end--;
        }
        Topic topic = elements.isEmpty() ? null : topics.get(elements.getFirst());
        if (topic == null || end < 2 || elements.get(1).equals(HEARTBEAT)) {
            return List.of();
        }
        return piece(topic, elements.getFirst(), elements.subList(1, end), timeMs);
    }

    private List<Piece> piece(Topic topic, String channel, List<String> payload, long timeMs) {
        String text = String.join(",", payload);
        boolean first = begun.add(channel);
        if (topic.isBook()) {
            Relayed.Kind kind = first ? Relayed.Kind.STATE : Relayed.Kind.CHANGE;
            return List.of(new Piece(topic, new Relayed(kind, text, timeMs), ""));
        }
        // What was traded before the subscription is not new.
        boolean past = text.startsWith(ROWS) || text.equals("[]");
        if (past && topic.channel().equals("trades")) {
            return List.of();
        }
        // The word and the id of a trade.
        int comma = text.indexOf(',', text.indexOf('['));
        String name =
                topic.channel().equals("trades") && comma > 0 ? text.substring(0, comma) : text;
        return List.of(new Piece(topic, new Relayed(Relayed.Kind.CHANGE, text, timeMs), name));
    }

    private static long number(String text, long otherwise) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
    }

    private void event(String text) {
        JsonNode event;
        try {
            event = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            // Broken text changes nothing.
            return;
        }
        String channel = event.path("chanId").asText();
        switch (event.path("event").asText()) {
            case "conf" -> flags = event.path("flags").asInt();
            case "subscribed" -> {
                topics.put(channel, topic(event));
                begun.remove(channel);
            }
            case "unsubscribed" -> topics.remove(channel);
            default -> {
                // Others say nothing about channels.
            }
        }
    }

    private static Topic topic(JsonNode event) {
        String channel = event.path("channel").asText();
        String symbol = event.path("symbol").asText(event.path("pair").asText());
        return channel.equals("book")
                ? new Topic(
                        channel,
                        symbol,
                        event.path("prec").asText("P0") + " " + event.path("freq").asText("F0"),
                        event.path("len").asInt(USUAL_LENGTH))
                : Topic.of(channel, symbol);
    }
}
