package dev.fathom.simulator.instream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Version 2 of Kraken's streams. */
final class KrakenWords implements Words {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOOK = "book";
    private static final Set<Integer> DEPTHS = Set.of(10, 25, 100, 500, 1000);
    private static final int USUAL_DEPTH = 10;

    private final Desk desk;

    KrakenWords(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void hello() {
        desk.say(
                "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\","
                        + "\"system\":\"online\",\"api_version\":\"v2\",\"connection_id\":1}]}");
    }

    @Override
    public void onText(String text) {
        JsonNode request;
        try {
            request = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            desk.say("{\"error\":\"Malformed request\",\"success\":false}");
            return;
        }
        String method = request.path("method").asText();
        switch (method) {
            case "ping" ->
                    desk.say(
                            "{\"method\":\"pong\",\"req_id\":%d}"
                                    .formatted(request.path("req_id").asLong()));
            case "subscribe", "unsubscribe" ->
                    request.path("params")
                            .path("symbol")
                            .forEach(it -> subscription(method, request, it.asText()));
            default -> refuse(request, "Unsupported method", "");
        }
    }

    private void subscription(String method, JsonNode request, String symbol) {
        JsonNode params = request.path("params");
        String channel = params.path("channel").asText();
        boolean book = channel.equals(BOOK);
        int depth = params.path("depth").asInt(USUAL_DEPTH);
        Topic topic = new Topic(channel, symbol, "", book ? depth : 0);
        boolean on = method.equals("subscribe");
        if (!desk.knows(symbol)) {
            refuse(request, "Currency pair not supported " + symbol, symbol);
            return;
        }
        if (book && !DEPTHS.contains(depth)) {
            refuse(request, "Subscription depth not supported", symbol);
            return;
        }
        Optional<Refusal> refusal = on ? desk.refusal(topic) : Optional.empty();
        if (refusal.isPresent()) {
            refuse(request, refusal.get().text(), symbol);
            return;
        }
        desk.drop(it -> it.topic().channel().equals(channel) && it.topic().symbol().equals(symbol));
        boolean state = params.path("snapshot").asBoolean(!channel.equals("trade"));
        acknowledge(method, request, topic, state);
        if (on) {
            desk.take(new Wish(topic, 0, state, true));
        }
    }

    private void acknowledge(String method, JsonNode request, Topic topic, boolean state) {
        ObjectNode reply = JSON.createObjectNode().put("method", method);
        ObjectNode result = reply.putObject("result").put("channel", topic.channel());
        if (topic.isBook()) {
            result.put("depth", topic.levels()).put("snapshot", state);
        }
        result.put("symbol", topic.symbol());
        reply.put("success", true);
        desk.say(reply.put("req_id", request.path("req_id").asLong()).toString());
    }

    private void refuse(JsonNode request, String why, String symbol) {
        ObjectNode reply =
                JSON.createObjectNode()
                        .put("error", why)
                        .put("method", request.path("method").asText())
                        .put("success", false);
        if (!symbol.isEmpty()) {
            reply.put("symbol", symbol);
        }
        desk.say(reply.put("req_id", request.path("req_id").asLong()).toString());
    }

    @Override
    public void tick() {
        if (!desk.wishes().isEmpty()) {
            desk.say("{\"channel\":\"heartbeat\"}");
        }
    }

    @Override
    public List<String> frames(Wish wish, Relayed message) {
        return List.of(message.text());
    }
}
