package dev.fathom.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connected client that keeps what it gets. */
final class RecordingClient implements ClientPort {
    static final JsonMapper JSON = new JsonMapper();

    /**
     * Texts, and pings, pongs and ends as {@code ping:...}, {@code pong:...}, {@code close 1008
     * reason}, {@code abort}.
     */
    final List<String> got = new ArrayList<>();

    private @Nullable ServerConnection connection;

    /** Connects and expects to be let in. */
    static RecordingClient of(Venue venue, String pathAndQuery) {
        RecordingClient client = new RecordingClient();
        switch (venue.connect(pathAndQuery, "203.0.113.1", client)) {
            case Handshake.Accepted accepted -> client.connection = accepted.connection();
            case Handshake.Refused refused -> throw new AssertionError("refused: " + refused);
        }
        return client;
    }

    /** Connects; false if the venue does not let it in. */
    boolean connect(Venue venue, String pathAndQuery) {
        if (venue.connect(pathAndQuery, "203.0.113.1", this)
                instanceof Handshake.Accepted accepted) {
            connection = accepted.connection();
            return true;
        }
        return false;
    }

    ServerConnection venue() {
        ServerConnection there = connection;
        if (there == null) {
            throw new IllegalStateException("not connected");
        }
        return there;
    }

    void say(String text) {
        venue().onText(text);
    }

    /** What has come since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(got);
        got.clear();
        return taken;
    }

    /** The messages that have come since the last call, parsed; pings are passed over. */
    List<JsonNode> takeJson() {
        return take().stream()
                .filter(it -> !it.startsWith("ping:"))
                .map(RecordingClient::json)
                .toList();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new AssertionError("no JSON: " + text, broken);
        }
    }

    @Override
    public void text(byte[] utf8) {
        got.add(new String(utf8, StandardCharsets.UTF_8));
    }

    @Override
    public void ping(byte[] payload) {
        got.add("ping:" + new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public void pong(byte[] payload) {
        got.add("pong:" + new String(payload, StandardCharsets.UTF_8));
    }

    @Override
    public void close(int code, String reason) {
        got.add(("close " + code + " " + reason).strip());
    }

    @Override
    public void abort() {
        got.add("abort");
    }
}
