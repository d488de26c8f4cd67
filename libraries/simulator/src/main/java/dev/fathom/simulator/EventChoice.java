package dev.fathom.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The listen keys in the parameters of a private address, and which events of each are wanted, as
 * in {@code listenKey=a&events=TRADE_LITE/ACCOUNT_UPDATE&listenKey=b}. Immutable.
 *
 * @param byKey the names of the events wanted, by listen key; none named: all
 */
record EventChoice(Map<String, Set<String>> byKey) {
    /** No listen key among the parameters. */
    static final EventChoice NONE = new EventChoice(Map.of());

    /**
     * What an address asks for; events belong to the key before them.
     *
     * @throws IllegalArgumentException if the percent-encoding is broken
     */
    static EventChoice of(String pathAndQuery) {
        int mark = pathAndQuery.indexOf('?');
        Map<String, Set<String>> byKey = new LinkedHashMap<>();
        String key = "";
        for (String pair : pathAndQuery.substring(mark + 1).split("&")) {
            int equals = pair.indexOf('=');
            String name = pair.substring(0, Math.max(0, equals));
            String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
            if (name.equals("listenKey") && !value.isEmpty()) {
                key = value;
                byKey.put(key, Set.of());
            } else if (name.equals("events") && !key.isEmpty()) {
                byKey.put(key, names(value));
            }
        }
        return new EventChoice(byKey);
    }

    private static Set<String> names(String events) {
        return Arrays.stream(events.split("/"))
                .filter(it -> !it.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    List<String> keys() {
        return List.copyOf(byKey.keySet());
    }

    /** Whether a message is wanted. That a key has ended is told to all who have it. */
    boolean wants(Payload payload) {
        Set<String> events = byKey.getOrDefault(payload.stream, Set.of());
        return events.isEmpty()
                || events.contains(payload.topic.event())
                || payload.topic.equals(ListenKeys.EXPIRED);
    }
}
