package dev.fathom.simulator.instream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Requests that replace each other and are not answered, and messages in four forms. */
final class UpbitWords implements Words {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> UNITS = Set.of(1, 5, 15, 30);
    private static final int MOST_UNITS = 30;
    private static final String BOOK = "orderbook";

    private final Desk desk;
    private UpbitForm form = UpbitForm.DEFAULT;

    UpbitWords(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void hello() {
        // The venue waits for the client.
    }

    @Override
    public void onText(String text) {
        if (text.equals("PING")) {
            desk.say("{\"status\":\"UP\"}");
            return;
        }
        JsonNode request;
        try {
            request = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            error("WRONG_FORMAT");
            return;
        }
        JsonNode ticket = request.path(0).path("ticket");
        if (ticket.isMissingNode()) {
            error("NO_TICKET");
        } else if (request.path(1).path("method").asText().equals("LIST_SUBSCRIPTIONS")) {
            list(ticket.asText());
        } else {
            replace(request);
        }
    }

    private void replace(JsonNode request) {
        desk.drop(_ -> true);
        List<Wish> wishes = new ArrayList<>();
        form = UpbitForm.DEFAULT;
        for (JsonNode part : request) {
            if (part.has("format")) {
                form = UpbitForm.named(part.get("format").asText());
            }
            // Of prices that are grouped nothing comes, as of symbols that are not traded.
            if (part.path("level").asInt() == 0) {
                part.path("codes").forEach(it -> wish(part, it.asText(), wishes));
            }
        }
        if (wishes.isEmpty()) {
            error("NO_CODES");
        }
        wishes.forEach(desk::take);
    }

    private void wish(JsonNode part, String code, List<Wish> into) {
        String type = part.path("type").asText();
        int dot = code.indexOf('.');
        String symbol = dot < 0 ? code : code.substring(0, dot);
        Topic topic =
                type.equals(BOOK)
                        ? new Topic(BOOK, symbol, "", dot < 0 ? MOST_UNITS : units(code, dot + 1))
                        : Topic.of(type, symbol);
        if (desk.knows(symbol) && desk.refusal(topic).isEmpty()) {
            boolean onlyState = is(part, "is_only_snapshot", "isOnlySnapshot");
            boolean onlyChanges = is(part, "is_only_realtime", "isOnlyRealtime");
            into.add(new Wish(topic, 0, !onlyChanges, !onlyState));
        }
    }

    private static boolean is(JsonNode part, String name, String olderName) {
        return part.path(name).asBoolean() || part.path(olderName).asBoolean();
    }

    // Any other number gives all there is.
    private static int units(String code, int from) {
        for (int units : UNITS) {
            if (code.substring(from).equals(Integer.toString(units))) {
                return units;
            }
        }
        return MOST_UNITS;
    }

    private void list(String ticket) {
        Map<String, ArrayNode> codes = new LinkedHashMap<>();
        for (Wish wish : desk.wishes()) {
            Topic topic = wish.topic();
            boolean part = topic.isBook() && topic.levels() != MOST_UNITS;
            codes.computeIfAbsent(topic.channel(), _ -> JSON.createArrayNode())
                    .add(topic.symbol() + (part ? "." + topic.levels() : ""));
        }
        ObjectNode answer = JSON.createObjectNode().put("method", "LIST_SUBSCRIPTIONS");
        ArrayNode result = answer.putArray("result");
        codes.forEach((type, of) -> result.addObject().put("type", type).set("codes", of));
        desk.say(form.of(answer.put("ticket", ticket).toString()));
    }

    private void error(String name) {
        desk.say("{\"error\":{\"name\":\"%s\",\"message\":\"%s\"}}".formatted(name, name));
    }

    /** A bare message in the form that was asked for. */
    String formed(String message) {
        return form.of(message);
    }

    @Override
    public void tick() {
        // Quiet markets are silent here.
    }

    @Override
    public List<String> frames(Wish wish, Relayed message) {
        return List.of(formed(message.text()));
    }
}
