package dev.fathom.venue;

import java.util.List;

/**
 * A setting that takes one of a few values. Immutable.
 *
 * @param name its name
 * @param values what it may be, the usual one first
 */
public record Choice(String name, List<String> values) {
    /** Keeps a copy. */
    public Choice {
        values = List.copyOf(values);
    }

    /** A setting with these values. */
    public static Choice of(String name, String... values) {
        return new Choice(name, List.of(values));
    }

    /** The value that it has unless told otherwise. */
    public String usual() {
        return values.getFirst();
    }

    /**
     * The value in the form in which it is known.
     *
     * @param value in any case
     * @throws IllegalArgumentException naming it and those that there are
     */
    public String check(String value) {
        return values.stream()
                .filter(it -> it.equalsIgnoreCase(value.trim()))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s cannot be '%s': there are %s"
                                        .formatted(name, value, String.join(", ", values))));
    }

    /** The name and the values, as in {@code prec: P0, P1}. */
    @Override
    public String toString() {
        return name + ": " + String.join(", ", values);
    }
}
