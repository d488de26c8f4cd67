package dev.fathom.venue.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fathom.account.Detail;
import dev.fathom.account.Details;
import dev.fathom.account.Secret;
import dev.fathom.market.VenueTime;
import dev.fathom.venue.BadTextException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The members of one object of an account's event, each read once; what nobody reads is left over.
 * Keys that differ only by case are different keys. Owned by one thread.
 */
final class AccountMembers {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,400}(\\.[0-9]{1,400})?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private final String where;
    private final Map<String, JsonNode> left = new LinkedHashMap<>();

    private AccountMembers(String where, JsonNode object) {
        this.where = where;
        object.properties().forEach(it -> left.put(it.getKey(), it.getValue()));
        left.values().removeIf(JsonNode::isNull);
    }

    /** The members of an object. */
    static AccountMembers of(String where, JsonNode node) throws BadTextException {
        if (!node.isObject()) {
            throw BadTextException.message(where + " is no object");
        }
        return new AccountMembers(where, node);
    }

    boolean has(String key) {
        return left.containsKey(key);
    }

    private JsonNode take(String key, String what, Predicate<JsonNode> is) throws BadTextException {
        JsonNode node = left.get(key);
        if (node == null || !is.test(node)) {
            throw BadTextException.message(
                    "%s of %s is %s, not %s"
                            .formatted(key, where, node == null ? "missing" : node, what));
        }
        left.remove(key);
        return node;
    }

    String text(String key) throws BadTextException {
        return take(key, "a text", JsonNode::isTextual).textValue();
    }

    long whole(String key) throws BadTextException {
        return Long.parseLong(take(key, "a whole number", AccountMembers::isWhole).asText());
    }

    // Bare, or in quotes, as in an event of 2023.
    private static boolean isWhole(JsonNode node) {
        return (node.isIntegralNumber() && node.canConvertToLong())
                || (node.isTextual() && WHOLE.matcher(node.textValue()).matches());
    }

    BigDecimal decimal(String key) throws BadTextException {
        return new BigDecimal(take(key, "a number", AccountMembers::isDecimal).asText());
    }

    private static boolean isDecimal(JsonNode node) {
        return (node.isTextual() || node.isNumber()) && DECIMAL.matcher(node.asText()).matches();
    }

    boolean flag(String key) throws BadTextException {
        return take(key, "true or false", JsonNode::isBoolean).booleanValue();
    }

    VenueTime time(String key) throws BadTextException {
        return VenueTime.of(whole(key));
    }

    /** A member that is an object. */
    AccountMembers object(String key) throws BadTextException {
        return of(key, take(key, "an object", JsonNode::isObject));
    }

    /** A member that is a list of objects. */
    List<AccountMembers> objects(String key) throws BadTextException {
        List<AccountMembers> rows = new ArrayList<>();
        for (JsonNode row : take(key, "a list", JsonNode::isArray)) {
            rows.add(of(key, row));
        }
        return rows;
    }

    /** The same; none where it was not sent. */
    List<AccountMembers> objectsIfAny(String key) throws BadTextException {
        return has(key) ? objects(key) : List.of();
    }

    /** A member that is a list of texts. */
    List<String> texts(String key) throws BadTextException {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : take(key, "a list", JsonNode::isArray)) {
            if (!text.isTextual()) {
                throw BadTextException.message(key + " of " + where + " holds " + text);
            }
            texts.add(text.textValue());
        }
        return texts;
    }

    /** The left-over text of a member that could not be used, back where it came from. */
    void putBack(String key, String text) {
        left.put(key, TextNode.valueOf(text));
    }

    /** Moves everything that is left: what has a name under it, the rest under prefix and key. */
    void moveTo(Details.Builder details, String prefix, Map<String, Detail<?>> names) {
        left.forEach((key, node) -> {
            Detail<?> name = names.get(key);
            if (name == null || !put(details, name, node)) {
                details.putUnknown(prefix + key, node.toString());
            }
        });
        left.clear();
    }

    private static <T> boolean put(Details.Builder details, Detail<T> name, JsonNode node) {
        Optional<T> value = value(name.type(), node).map(name.type()::cast);
        value.ifPresent(it -> details.put(name, it));
        return value.isPresent();
    }

    // Only values that give back the text they came from.
    private static Optional<Object> value(Class<?> type, JsonNode node) {
        Object value = null;
        if (type == String.class && node.isTextual()) {
            value = node.textValue();
        } else if (type == Secret.class && node.isTextual()) {
            value = new Secret(node.textValue());
        } else if (type == Boolean.class && node.isBoolean()) {
            value = node.booleanValue();
        } else if (type == BigDecimal.class && isDecimal(node)) {
            BigDecimal decimal = new BigDecimal(node.asText());
            value = decimal.toPlainString().equals(node.asText()) ? decimal : null;
        } else if (node.isIntegralNumber() && node.canConvertToLong()) {
            value =
                    type == Long.class
                            ? (Object) node.longValue()
                            : type == VenueTime.class ? VenueTime.of(node.longValue()) : null;
        }
        return Optional.ofNullable(value);
    }
}
