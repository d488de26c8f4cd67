package dev.fathom.simulator.instream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Version 2 of Bitfinex' public streams, with what was agreed by {@code conf}. */
final class BitfinexWords implements Words {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TIMESTAMP = 32_768;
    private static final int SEQUENCE = 65_536;
    private static final int CHECKSUM = 131_072;
    private static final int BULK = 536_870_912;
    private static final int MOST_CHANNELS = 25;
    private static final Set<Integer> LENGTHS = Set.of(1, 25, 100, 250);
    private static final Set<String> CHANNELS = Set.of("book", "trades", "ticker");
    private static final int HEARTBEAT_TICKS = 15;
    private static final String CHECKSUM_WORD = "\"cs\"";
    private static final String ROWS = "[[";

    private final Desk desk;
    private final Map<Long, Integer> quietTicks = new HashMap<>();
    private int flags;
    private long sequence;
    private long lastChannel = 10_000;

    BitfinexWords(Desk desk) {
        this.desk = desk;
    }

    @Override
    public void hello() {
        desk.say(
                "{\"event\":\"info\",\"version\":2,\"serverId\":\"simulated\","
                        + "\"platform\":{\"status\":1}}");
    }

    /** Whether several levels may come in one frame. */
    boolean wantsBulk() {
        return (flags & BULK) != 0;
    }

    /** Whether checksums were asked for. */
    boolean wantsChecksums() {
        return (flags & CHECKSUM) != 0;
    }

    @Override
    public void onText(String text) {
        JsonNode request;
        try {
            request = JSON.readTree(text);
        } catch (JsonProcessingException _) {
            error(JSON.createObjectNode(), new Refusal(10_000, "Unknown event"));
            return;
        }
        switch (request.path("event").asText()) {
            case "conf" -> {
                flags = request.path("flags").asInt();
                desk.say("{\"event\":\"conf\",\"status\":\"OK\",\"flags\":%d}".formatted(flags));
            }
            case "auth" -> {
                if (!desk.logIn(request)) {
                    desk.say(
                            BitfinexAccountChannel.refused(new Refusal(10_100, "apikey: invalid")));
                }
            }
            case "ping" ->
                    desk.say(
                            "{\"event\":\"pong\",\"ts\":%d,\"cid\":%d}"
                                    .formatted(desk.nowUs() / 1000, request.path("cid").asLong()));
            case "subscribe" -> subscribe(request);
            case "unsubscribe" -> unsubscribe(request);
            default -> error(request, new Refusal(10_000, "Unknown event"));
        }
    }

    private void subscribe(JsonNode request) {
        String channel = request.path("channel").asText();
        boolean book = channel.equals("book");
        Topic topic =
                new Topic(
                        channel,
                        request.path("symbol").asText(request.path("pair").asText()),
                        book
                                ? request.path("prec").asText("P0")
                                        + " "
                                        + request.path("freq").asText("F0")
                                : "",
                        book ? length(request) : 0);
        Optional<Refusal> refusal = refusal(topic);
        if (refusal.isPresent()) {
            error(request, refusal.get());
            return;
        }
        long id = ++lastChannel;
        desk.say(subscribed(request, topic, id));
        desk.take(new Wish(topic, id, true, true));
    }

    private static int length(JsonNode request) {
        return Integer.parseInt("0" + request.path("len").asText("25").replaceAll("\\D", ""));
    }

    private Optional<Refusal> refusal(Topic topic) {
        if (!desk.knows(topic.symbol())) {
            return Optional.of(new Refusal(10_300, "symbol: invalid"));
        }
        if (!CHANNELS.contains(topic.channel())) {
            return Optional.of(new Refusal(10_302, "channel: unknown"));
        }
        if (topic.isBook() && !LENGTHS.contains(topic.levels())) {
            return Optional.of(new Refusal(10_012, "len: invalid"));
        }
        if (desk.wishes().size() >= MOST_CHANNELS) {
            return Optional.of(new Refusal(10_305, "Reached limit of open channels"));
        }
        return desk.refusal(topic);
    }

    private static String subscribed(JsonNode request, Topic topic, long id) {
        ObjectNode reply =
                JSON.createObjectNode()
                        .put("event", "subscribed")
                        .put("channel", topic.channel())
                        .put("chanId", id)
                        .put("symbol", topic.symbol());
        if (topic.isBook()) {
            String[] form = topic.form().split(" ", 2);
            reply.put("prec", form[0])
                    .put("freq", form[1])
                    .put("len", Integer.toString(topic.levels()));
        }
        if (request.has("subId")) {
            reply.set("subId", request.get("subId"));
        }
        return reply.put("pair", topic.symbol().substring(1)).toString();
    }

    private void unsubscribe(JsonNode request) {
        long id = request.path("chanId").asLong();
        if (desk.drop(it -> it.channel() == id)) {
            quietTicks.remove(id);
            desk.say("{\"event\":\"unsubscribed\",\"status\":\"OK\",\"chanId\":%d}".formatted(id));
        } else {
            error(request, new Refusal(10_400, "unsubscribe: failed"));
        }
    }

    private void error(JsonNode request, Refusal refusal) {
        ObjectNode reply =
                JSON.createObjectNode()
                        .put("event", "error")
                        .put("msg", refusal.text())
                        .put("code", refusal.code());
        for (String name : List.of("channel", "symbol", "subId")) {
            if (request.has(name)) {
                reply.set(name, request.get(name));
            }
        }
        desk.say(reply.toString());
    }

    /** A frame of a channel. The number counts, whether the frame then arrives or not. */
    String frame(long channel, String payload, long ms) {
        quietTicks.put(channel, 0);
        return frame(channel, payload, "", ms);
    }

    /** A frame of the account's channel, with the account's own number. */
    String ofAccount(String payload, long number, long ms) {
        return frame(0, payload, "," + number, ms);
    }

    private String frame(long channel, String payload, String second, long ms) {
        StringBuilder frame = new StringBuilder("[").append(channel).append(',').append(payload);
        if ((flags & SEQUENCE) != 0) {
            frame.append(',').append(++sequence).append(second);
        }
        if ((flags & TIMESTAMP) != 0) {
            frame.append(',').append(ms);
        }
        return frame.append(']').toString();
    }

    @Override
    public void tick() {
        for (Wish wish : desk.wishes()) {
            if (quietTicks.merge(wish.channel(), 1, Integer::sum) >= HEARTBEAT_TICKS) {
                desk.say(frame(wish.channel(), "\"hb\"", desk.nowUs() / 1000));
            }
        }
    }

    @Override
    public List<String> frames(Wish wish, Relayed message) {
        String text = message.text();
        if (text.startsWith(CHECKSUM_WORD) && !wantsChecksums()) {
            return List.of();
        }
        if (message.kind() == Relayed.Kind.CHANGE && text.startsWith(ROWS) && !wantsBulk()) {
            return JsonArray.elements(text).stream()
                    .map(row -> frame(wish.channel(), row, message.timeMs()))
                    .toList();
        }
        return List.of(frame(wish.channel(), text, message.timeMs()));
    }
}
