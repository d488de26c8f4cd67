package dev.fathom.simulator.account;

import java.math.BigDecimal;

/** An object of JSON that grows member by member. Texts need no escaping here. */
final class JsonText {
    private final StringBuilder out = new StringBuilder(640);

    /** An object that begins with its kind. */
    static JsonText event(String name) {
        return new JsonText().text("e", name);
    }

    JsonText text(String key, String value) {
        return raw(key, "\"" + value + "\"");
    }

    /** A number as a text with the decimals that it has. */
    JsonText text(String key, BigDecimal value) {
        return text(key, value.toPlainString());
    }

    /** A number as a text without zeros at its end. */
    JsonText plain(String key, BigDecimal value) {
        return text(key, plain(value));
    }

    JsonText number(String key, long value) {
        return raw(key, Long.toString(value));
    }

    JsonText flag(String key, boolean value) {
        return raw(key, Boolean.toString(value));
    }

    JsonText raw(String key, String value) {
        out.append(out.isEmpty() ? "{\"" : ",\"").append(key).append("\":").append(value);
        return this;
    }

    String end() {
        return out.append('}').toString();
    }

    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
