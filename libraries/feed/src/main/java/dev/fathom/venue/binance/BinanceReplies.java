package dev.fathom.venue.binance;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fathom.net.Frame;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.ControlReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers to control messages: {@code {"result":null,"id":1}} or {@code {"code":2,"msg":"..."}}.
 */
final class BinanceReplies {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BinanceReplies() {}

    static ControlReply read(Frame frame) throws BadTextException {
        JsonNode reply;
        try {
            reply = MAPPER.readTree(frame.array(), frame.offset(), frame.length());
        } catch (JacksonException e) {
            throw BadTextException.message("no readable answer: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw BadTextException.message("no readable answer: " + e.getMessage());
        }
        // Errors come flat or, in some versions, under "error".
        JsonNode error = reply.path("error").isObject() ? reply.path("error") : reply;
        Optional<String> fault =
                error.has("code")
                        ? Optional.of(
                                "code "
                                        + error.path("code").asText()
                                        + ": "
                                        + error.path("msg").asText())
                        : Optional.ofNullable(reply.path("error").textValue());
        JsonNode id = reply.path("id");
        List<String> streams = new ArrayList<>();
        reply.path("result").forEach(name -> streams.add(name.asText()));
        return new ControlReply(
                id.isMissingNode() || id.isNull() ? Optional.empty() : Optional.of(id.asText()),
                fault,
                streams);
    }
}
