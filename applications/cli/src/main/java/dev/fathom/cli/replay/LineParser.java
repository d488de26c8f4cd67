package dev.fathom.cli.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.fathom.cli.replay.RecordedLine.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the envelope around one recorded message. Owned by one thread. */
final class LineParser {
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Recording.LONGEST_LINE)
                                    .build())
                    .build();

    private static final Pattern UNESCAPED = Pattern.compile("[^\\x21-\\x7e]+|[\"<>\\\\^`{|}]");

    private long milliseconds;
    private long nanoseconds;
    private @Nullable String direction;
    private @Nullable String connection;
    private @Nullable String address;
    private @Nullable String frame;

    /** What is wrong with a line, for people. */
    static final class BadLineException extends Exception {
        private static final long serialVersionUID = 1;

        BadLineException(String what) {
            super(what);
        }

        BadLineException(String what, Throwable cause) {
            super(what, cause);
        }
    }

    RecordedLine parse(long number, byte[] bytes, int length) throws BadLineException {
        milliseconds = 0;
        nanoseconds = 0;
        direction = null;
        connection = null;
        address = null;
        frame = null;
        try (JsonParser json = JSON.createParser(bytes, 0, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new BadLineException("expected one JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                member(json);
            }
            if (json.nextToken() != null) {
                throw new BadLineException("something follows the JSON object");
            }
        } catch (StreamConstraintsException e) {
            throw new BadLineException(e.getOriginalMessage(), e);
        } catch (JsonParseException e) {
            throw new BadLineException(
                    "no JSON, "
                            + firstLine(e.getOriginalMessage())
                            + " (column "
                            + e.getLocation().getColumnNr()
                            + ")",
                    e);
        } catch (IOException e) {
            throw new BadLineException(firstLine(String.valueOf(e.getMessage())), e);
        }
        return line(number);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }

    private void member(JsonParser json) throws IOException, BadLineException {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        switch (name) {
            case "t" -> milliseconds = value == JsonToken.VALUE_NULL ? 0 : whole(json, name);
            case "ns" -> nanoseconds = value == JsonToken.VALUE_NULL ? 0 : whole(json, name);
            case "dir" -> direction = string(json, name);
            case "conn" -> connection = string(json, name);
            case "url" -> address = string(json, name);
            case "frame" -> frame = string(json, name);
            default -> json.skipChildren();
        }
    }

    private static long whole(JsonParser json, String name) throws IOException, BadLineException {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw new BadLineException(
                    "\"" + name + "\" must be a whole number, got " + json.getText());
        }
        return json.getLongValue();
    }

    private static String string(JsonParser json, String name)
            throws IOException, BadLineException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new BadLineException("\"" + name + "\" must be a string, got " + json.getText());
        }
        return json.getText();
    }

    private RecordedLine line(long number) throws BadLineException {
        String from = required(connection, "conn");
        Kind kind = kind(required(direction, "dir"), from.equals("rest"));
        if (kind == Kind.ANSWERED || kind == Kind.OPENED) {
            required(address, "url");
        }
        return new RecordedLine(
                number,
                kind,
                from,
                uri(),
                nanoseconds == 0 ? TimeUnit.MILLISECONDS.toNanos(milliseconds) : nanoseconds,
                required(frame, "frame"));
    }

    // Recorders note addresses with blanks and the like in them.
    private Optional<URI> uri() throws BadLineException {
        String text = address;
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new URI(UNESCAPED.matcher(text).replaceAll(LineParser::escape)));
        } catch (URISyntaxException e) {
            throw new BadLineException("\"url\" is no address: " + text, e);
        }
    }

    private static String escape(MatchResult found) {
        return URLEncoder.encode(found.group(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String required(@Nullable String value, String name) throws BadLineException {
        if (value == null) {
            throw new BadLineException("no \"" + name + "\"");
        }
        return value;
    }

    private static Kind kind(String direction, boolean rest) throws BadLineException {
        return switch (direction) {
            case "open" -> Kind.OPENED;
            case "out" -> Kind.SENT;
            case "in" -> rest ? Kind.ANSWERED : Kind.RECEIVED;
            default ->
                    throw new BadLineException(
                            "\"dir\" must be open, out or in, got \"" + direction + "\"");
        };
    }
}
