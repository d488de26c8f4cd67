package dev.fathom.venue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Iterator;

/**
 * An answer of REST or a part of it, numbers with the digits as sent. Immutable. Reading what is
 * not there as it should be throws an {@code IOException} that names it.
 */
public final class RestJson implements Iterable<RestJson> {
    private static final int MOST_DIGITS = 400;
    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

    private final JsonNode node;

    private RestJson(JsonNode node) {
        this.node = node;
    }

    /** Reads a text. */
    public static RestJson read(byte[] body) throws IOException {
        try {
            return new RestJson(MAPPER.readTree(body));
        } catch (JsonProcessingException e) {
            String what = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            throw new IOException("no JSON, " + what.replaceFirst(" \\(start marker.*", ""), e);
        }
    }

    /** This, if it is a list. */
    public RestJson list() throws IOException {
        if (!node.isArray()) {
            throw new IOException("the answer holds no list");
        }
        return this;
    }

    /** True if this is a list. */
    public boolean isList() {
        return node.isArray();
    }

    /** A member of an object; reading it fails where there is none. */
    public RestJson get(String name) {
        return new RestJson(node.path(name));
    }

    /** An element of a list; reading it fails where there is none. */
    public RestJson get(int index) {
        return new RestJson(node.path(index));
    }

    /** How many elements or members there are. */
    public int size() {
        return node.size();
    }

    @Override
    public Iterator<RestJson> iterator() {
        Iterator<JsonNode> parts = node.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return parts.hasNext();
            }

            @Override
            public RestJson next() {
                return new RestJson(parts.next());
            }
        };
    }

    /** A text; empty where there is none. */
    public String text() {
        return node.asText();
    }

    /** True or false. */
    public boolean bool() throws IOException {
        if (!node.isBoolean()) {
            throw new IOException("'" + node + "' is neither true nor false");
        }
        return node.booleanValue();
    }

    /** A number of at most 400 digits, perhaps in quotes. */
    public BigDecimal decimal() throws IOException {
        BigDecimal value;
        try {
            value = node.isNumber() ? node.decimalValue() : new BigDecimal(node.asText());
        } catch (NumberFormatException e) {
            throw new IOException("'" + node + "' is no number", e);
        }
        if (Math.abs((long) value.scale()) > MOST_DIGITS || value.precision() > MOST_DIGITS) {
            throw new IOException("a number of more than " + MOST_DIGITS + " digits");
        }
        return value.scale() < 0 ? value.setScale(0) : value;
    }

    /** A whole number of 64 bits, perhaps in quotes. */
    public long integer() throws IOException {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        try {
            return Long.parseLong(node.asText());
        } catch (NumberFormatException e) {
            throw new IOException("'" + node + "' is no whole number", e);
        }
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
