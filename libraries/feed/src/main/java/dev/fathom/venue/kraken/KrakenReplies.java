package dev.fathom.venue.kraken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.net.Frame;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.SymbolTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Answers to {@code subscribe}, {@code unsubscribe} and {@code ping}: one for each symbol of a
 * request. Owned by one thread.
 */
final class KrakenReplies {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SymbolTable symbols;
    private final BookDepths depths;

    KrakenReplies(SymbolTable symbols, BookDepths depths) {
        this.symbols = symbols;
        this.depths = depths;
    }

    ControlReply read(Frame frame) throws BadTextException {
        JsonNode reply;
        try {
            reply = MAPPER.readTree(frame.text());
        } catch (JsonProcessingException e) {
            throw BadTextException.message("no readable answer: " + e.getOriginalMessage());
        }
        String id = reply.path("req_id").asText();
        JsonNode result = reply.path("result");
        String symbol = result.path("symbol").asText(reply.path("symbol").asText());
        Optional<Channel> channel = channel(result.path("channel").asText());
        if (channel.equals(Optional.of(Channel.DEPTH)) && !symbol.isBlank()) {
            remember(reply.path("method").asText(), symbols.get(symbol), result);
        }
        boolean failed = reply.has("success") && !reply.path("success").asBoolean();
        boolean subscribing = reply.path("method").asText().equals("subscribe");
        return new ControlReply(
                id.isEmpty() ? Optional.empty() : Optional.of(id),
                failed ? Optional.of(reply.path("error").asText()) : Optional.empty(),
                List.of(),
                symbol.isBlank() || !subscribing ? List.of() : about(symbols.get(symbol), channel));
    }

    private void remember(String method, Instrument instrument, JsonNode result) {
        if (method.equals("subscribe") && result.path("depth").asInt() > 0) {
            depths.put(instrument, result.path("depth").asInt());
        } else if (method.equals("unsubscribe")) {
            depths.remove(instrument);
        }
    }

    /** Answers that say again to how many levels books were subscribed. */
    List<String> knowledge() {
        List<String> answers = new ArrayList<>();
        depths.known()
                .forEach((instrument, depth) -> {
                    ObjectNode answer = MAPPER.createObjectNode().put("method", "subscribe");
                    answer.putObject("result")
                            .put("channel", "book")
                            .put("symbol", instrument.symbol())
                            .put("depth", depth);
                    answers.add(answer.put("success", true).toString());
                });
        answers.sort(Comparator.naturalOrder());
        return answers;
    }

    // A refusal names the symbol only: whatever was asked of it.
    private static List<Subscription> about(Instrument instrument, Optional<Channel> channel) {
        return channel.map(it -> List.of(new Subscription(instrument, it)))
                .orElseGet(() ->
                        List.of(
                                new Subscription(instrument, Channel.DEPTH),
                                new Subscription(instrument, Channel.TRADE),
                                new Subscription(instrument, Channel.QUOTE)));
    }

    private static Optional<Channel> channel(String name) {
        return switch (name) {
            case "book" -> Optional.of(Channel.DEPTH);
            case "trade" -> Optional.of(Channel.TRADE);
            case "ticker" -> Optional.of(Channel.QUOTE);
            default -> Optional.empty();
        };
    }
}
