package dev.fathom.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Path and decoded parameters of a request target. The first of several equal names counts.
 *
 * @param path decoded
 * @param parameters by name, in the order given
 */
public record Query(String path, Map<String, String> parameters) {
    /**
     * Takes a request target apart.
     *
     * @throws IllegalArgumentException if the percent-encoding is broken
     */
    public static Query parse(String pathAndQuery) {
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        Map<String, String> parameters = new LinkedHashMap<>();
        if (mark >= 0) {
            for (String pair : pathAndQuery.substring(mark + 1).split("&")) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.putIfAbsent(decoded(name), decoded(value));
            }
        }
        // A plus sign means itself in a path, and a space only in a query.
        return new Query(decoded(path.replace("+", "%2B")), parameters);
    }

    /** A parameter. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /**
     * A parameter that is a whole number.
     *
     * @param otherwise what it is where it was not given
     * @throws IllegalArgumentException if it is no such number
     */
    public long number(String name, long otherwise) {
        String text = parameters.get(name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": not a number", e);
        }
    }

    /**
     * A parameter that says how many are wanted; more than there can be mean as many as can be.
     *
     * @param otherwise how many where it was not given
     * @throws IllegalArgumentException if it is no number, or less than one
     */
    public int count(String name, int otherwise, int most) {
        long count = number(name, otherwise);
        if (count < 1) {
            throw new IllegalArgumentException(name + ": less than 1");
        }
        return (int) Math.min(count, most);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
