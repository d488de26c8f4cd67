package dev.fathom.venue.bitfinex;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.fathom.account.Detail;
import dev.fathom.account.Details;
import dev.fathom.market.VenueTime;
import dev.fathom.venue.BadTextException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One row about an account: fields by their place, each read once; what nobody reads is left over.
 * Null is what was not sent. Owned by one thread.
 */
final class AccountRow {
    private static final int MOST_DIGITS = 400;
    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

    private final String what;
    private final Map<Integer, JsonNode> left = new TreeMap<>();

    private AccountRow(String what, JsonNode row) {
        this.what = what;
        for (int i = 0; i < row.size(); i++) {
            if (!row.get(i).isNull()) {
                left.put(i, row.get(i));
            }
        }
    }

    /**
     * The fields of a row.
     *
     * @param what the row is, for messages
     */
    static AccountRow of(String what, JsonNode row) throws BadTextException {
        if (!row.isArray()) {
            throw BadTextException.message(what + " is no list of fields");
        }
        return new AccountRow(what, row);
    }

    /** Reads a text, numbers with the digits as sent. */
    static JsonNode tree(byte[] text, int offset, int length) throws BadTextException {
        try {
            return MAPPER.readTree(text, offset, length);
        } catch (IOException | NumberFormatException e) {
            // Not Jackson's words: they may quote the text.
            throw BadTextException.message("no JSON: " + e.getClass().getSimpleName());
        }
    }

    boolean has(int place) {
        return left.containsKey(place);
    }

    private BadTextException unfit(int place, String wanted) {
        JsonNode node = left.get(place);
        return BadTextException.message(
                "field %d of %s is %s, not %s"
                        .formatted(place, what, node == null ? "missing" : node, wanted));
    }

    String text(int place) throws BadTextException {
        JsonNode node = left.get(place);
        if (node == null || !node.isTextual()) {
            throw unfit(place, "a text");
        }
        left.remove(place);
        return node.textValue();
    }

    long whole(int place) throws BadTextException {
        JsonNode node = left.get(place);
        if (node == null || !isWhole(node)) {
            throw unfit(place, "a whole number");
        }
        left.remove(place);
        return node.longValue();
    }

    BigDecimal decimal(int place) throws BadTextException {
        JsonNode node = left.get(place);
        if (node == null || !isDecimal(node)) {
            throw unfit(place, "a number");
        }
        left.remove(place);
        return plain(node.decimalValue());
    }

    /** A number, or zero where none was sent. */
    BigDecimal decimalOrZero(int place) throws BadTextException {
        return has(place) ? decimal(place) : BigDecimal.ZERO;
    }

    VenueTime time(int place) throws BadTextException {
        return VenueTime.of(whole(place));
    }

    /** Moves everything that is left: what has a name under it, the rest under its place. */
    void moveTo(Details.Builder details, Map<Integer, Detail<?>> names) {
        left.forEach((place, node) -> {
            Detail<?> name = names.get(place);
            if (name == null || !put(details, name, node)) {
                details.putUnknown(Integer.toString(place), node.toString());
            }
        });
        left.clear();
    }

    private static <T> boolean put(Details.Builder details, Detail<T> name, JsonNode node) {
        // Notes are objects, all other texts are texts.
        Optional<T> value =
                name.equals(Detail.META)
                        ? Optional.of(name.type().cast(node.toString()))
                                .filter(_ -> node.isObject())
                        : value(name.type(), node).map(name.type()::cast);
        value.ifPresent(it -> details.put(name, it));
        return value.isPresent();
    }

    // Only values that give back what they came from. Yes and no are written 1 and 0.
    private static Optional<Object> value(Class<?> type, JsonNode node) {
        if (type == String.class) {
            return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
        }
        if (type == BigDecimal.class) {
            return isDecimal(node) ? Optional.of(plain(node.decimalValue())) : Optional.empty();
        }
        if (!isWhole(node)) {
            return Optional.empty();
        }
        long whole = node.longValue();
        if (type == Boolean.class) {
            return whole == 0 || whole == 1 ? Optional.of(whole == 1) : Optional.empty();
        }
        return type == VenueTime.class ? Optional.of(VenueTime.of(whole)) : Optional.of(whole);
    }

    private static boolean isWhole(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong();
    }

    private static boolean isDecimal(JsonNode node) {
        return node.isNumber()
                && Math.abs((long) node.decimalValue().scale()) <= MOST_DIGITS
                && node.decimalValue().precision() <= MOST_DIGITS;
    }

    // Small amounts come as 5.2e-8, which is exact; large ones must not print as 1E+3.
    private static BigDecimal plain(BigDecimal number) {
        return number.scale() < 0 ? number.setScale(0) : number;
    }
}
