package dev.fathom.simulator;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The venue's answers to what a client says. */
final class ControlMessages {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String METHODS =
            "`SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`";

    private ControlMessages() {}

    /** What a request says; columns are where a parser of the venue's kind stops. */
    private record Request(
            @Nullable String method,
            int methodColumn,
            @Nullable JsonNode params,
            @Nullable JsonNode id,
            int end) {}

    /** Something the venue does not accept. */
    private static final class Refusal extends Exception {
        final String reply;

        Refusal(String reply) {
            super(reply);
            this.reply = reply;
        }
    }

    static String reply(StreamSession session, String text) {
        try {
            return answer(session, parse(text));
        } catch (Refusal refusal) {
            return refusal.reply;
        } catch (JsonProcessingException broken) {
            JsonLocation at = broken.getLocation();
            int line = at == null ? 1 : at.getLineNr();
            int column = at == null ? 1 : at.getColumnNr();
            return BinanceText.error(
                    3, "Invalid JSON: expected value at line " + line + " column " + column);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The plain acknowledgement of a request that has an id; empty for any other text. */
    static Optional<String> acknowledgement(String text) {
        try {
            JsonNode id = JSON.readTree(text).path("id");
            return id.isMissingNode()
                    ? Optional.empty()
                    : Optional.of("{\"result\":null,\"id\":" + id + "}");
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }

    private static Request parse(String text) throws IOException, Refusal {
        String method = null;
        int methodColumn = 0;
        JsonNode params = null;
        JsonNode id = null;
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                JsonLocation at = parser.currentTokenLocation();
                throw new Refusal(
                        BinanceText.error(
                                3,
                                "Invalid JSON: expected value at line "
                                        + at.getLineNr()
                                        + " column "
                                        + at.getColumnNr()));
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                int column = parser.currentTokenLocation().getColumnNr();
                JsonNode value = JSON.readTree(parser);
                switch (name) {
                    case "method" -> {
                        method = value.asText();
                        methodColumn = column + method.length() + 1;
                    }
                    case "params" -> params = value;
                    case "id" -> id = value;
                    default -> {
                        // The venue passes over what it does not know.
                    }
                }
            }
            int end = parser.currentTokenLocation().getColumnNr();
            return new Request(method, methodColumn, params, id, end);
        }
    }

    private static String answer(StreamSession session, Request request) throws Refusal {
        String id = id(request.id());
        String method = request.method();
        if (method == null) {
            throw invalid("missing field `method` at line 1 column " + request.end());
        }
        String result =
                switch (method) {
                    case "SUBSCRIBE" -> {
                        session.subscribe(names(request));
                        yield "null";
                    }
                    case "UNSUBSCRIBE" -> {
                        session.unsubscribe(names(request));
                        yield "null";
                    }
                    case "LIST_SUBSCRIPTIONS" -> JSON.valueToTree(session.names()).toString();
                    case "SET_PROPERTY" -> setProperty(session, request, id);
                    case "GET_PROPERTY" -> getProperty(session, request, id);
                    default ->
                            throw invalid(
                                    "unknown variant "
                                            + escaped(method)
                                            + ", expected one of "
                                            + METHODS
                                            + " at line 1 column "
                                            + request.methodColumn());
                };
        return "{\"result\":" + result + ",\"id\":" + id + "}";
    }

    private static String id(@Nullable JsonNode id) throws Refusal {
        if (id == null || id.isNull()) {
            return "null";
        }
        boolean number = id.isIntegralNumber() && id.canConvertToLong();
        boolean text = id.isTextual() && id.textValue().matches("[A-Za-z0-9-]{1,36}");
        if (!number && !text) {
            throw invalid("request ID must be an unsigned integer");
        }
        return id.toString();
    }

    private static List<String> names(Request request) throws Refusal {
        JsonNode params = request.params();
        if (params == null) {
            throw invalid("missing field `params` at line 1 column " + request.end());
        }
        List<String> names = new ArrayList<>();
        if (!params.isArray()) {
            throw invalid("params must be an array of stream names");
        }
        for (JsonNode name : params) {
            if (!name.isTextual()) {
                throw invalid("params must be an array of stream names");
            }
            names.add(name.textValue());
        }
        return names;
    }

    private static String setProperty(StreamSession session, Request request, String id)
            throws Refusal {
        JsonNode params = property(request, 2, id);
        if (!params.path(1).isBoolean()) {
            throw new Refusal(BinanceText.error(1, "Invalid value type: expected Boolean"));
        }
        session.combined(params.path(1).booleanValue());
        return "null";
    }

    private static String getProperty(StreamSession session, Request request, String id)
            throws Refusal {
        property(request, 1, id);
        return Boolean.toString(session.isCombined());
    }

    private static JsonNode property(Request request, int parameters, String id) throws Refusal {
        JsonNode params = request.params();
        if (params == null || !params.path(0).isTextual()) {
            throw invalid("property name must be a string");
        }
        if (params.size() > parameters) {
            throw invalid("too many parameters");
        }
        if (!params.path(0).textValue().equals("combined")) {
            throw new Refusal("{\"code\":0,\"msg\":\"Unknown property\",\"id\":" + id + "}");
        }
        return params;
    }

    private static Refusal invalid(String what) {
        return new Refusal(BinanceText.error(2, "Invalid request: " + what));
    }

    private static String escaped(String text) {
        String quoted = JSON.valueToTree(text).toString();
        return quoted.substring(1, quoted.length() - 1);
    }
}
