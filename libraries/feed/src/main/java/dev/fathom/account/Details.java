package dev.fathom.account;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an event carries beside that which all events of its kind carry: details under plain names,
 * and whatever the venue sent that has no name here. Immutable.
 */
public final class Details {
    /** No details. */
    public static final Details NONE = new Details(Map.of(), Map.of());

    private final Map<Detail<?>, Object> known;
    private final Map<String, String> unknown;

    private Details(Map<Detail<?>, Object> known, Map<String, String> unknown) {
        this.known = Collections.unmodifiableMap(new LinkedHashMap<>(known));
        this.unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
    }

    /** One detail; empty where the venue did not send it or sent JSON's null. */
    public <T> Optional<T> get(Detail<T> detail) {
        return Optional.ofNullable(known.get(detail)).map(detail.type()::cast);
    }

    /** All that have a name, in the order in which the venue sent them. */
    public Map<Detail<?>, Object> known() {
        return known;
    }

    /**
     * What has no name here: the venue's key and the JSON of its value. Also values that are not of
     * the form they should have. Keys inside the body of a message begin with the body's key and a
     * dot.
     */
    public Map<String, String> unknown() {
        return unknown;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Details it && known.equals(it.known) && unknown.equals(it.unknown);
    }

    @Override
    public int hashCode() {
        return 31 * known.hashCode() + unknown.hashCode();
    }

    @Override
    public String toString() {
        return unknown.isEmpty() ? known.toString() : known + " unknown " + unknown;
    }

    /** Collects details. Owned by one thread. */
    public static final class Builder {
        private final Map<Detail<?>, Object> known = new LinkedHashMap<>();
        private final Map<String, String> unknown = new LinkedHashMap<>();

        /** Adds a detail. */
        public <T> Builder put(Detail<T> detail, T value) {
            known.put(detail, value);
            return this;
        }

        /** Keeps what has no name: the venue's key and the JSON of its value. */
        public Builder putUnknown(String key, String json) {
            unknown.put(key, json);
            return this;
        }

        /** What was collected. */
        public Details build() {
            return known.isEmpty() && unknown.isEmpty() ? NONE : new Details(known, unknown);
        }
    }
}
