package dev.fathom.cli.serving;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One stream out of the connections that carried it. While several did, such as when one was about
 * to be replaced, only the first one's messages are passed on; the others' newer ones wait until it
 * ends, or was passed over for too long. Owned by one thread.
 */
final class StreamMerge {
    private static final int MOST_WAITING = 200;
    private static final long NOBODY = 0;

    private final Map<Long, ArrayDeque<Waiting>> others = new LinkedHashMap<>();
    private long owner = NOBODY;
    private long lastId = Long.MIN_VALUE;
    private boolean overlaps;

    private record Waiting(long id, String data) {}

    /** Takes a message of a connection; {@code out} gets what is now to be passed on. */
    void take(long connection, String data, Consumer<String> out) {
        if (owner == NOBODY) {
            owner = connection;
        }
        long id = MessageId.of(data);
        if (connection == owner) {
            if (overlaps && id <= lastId) {
                return;
            }
            overlaps = false;
            lastId = id;
            out.accept(data);
            others.values().forEach(it -> it.removeIf(waiting -> waiting.id() <= id));
            return;
        }
        ArrayDeque<Waiting> waiting = others.computeIfAbsent(connection, _ -> new ArrayDeque<>());
        if (id > lastId) {
            waiting.add(new Waiting(id, data));
        }
        if (waiting.size() > MOST_WAITING) {
            follow(connection, out);
        }
    }

    /** A connection has ended. */
    void closed(long connection, Consumer<String> out) {
        others.remove(connection);
        if (connection != owner) {
            return;
        }
        owner = NOBODY;
        if (!others.isEmpty()) {
            follow(others.keySet().iterator().next(), out);
        }
    }

    private void follow(long connection, Consumer<String> out) {
        ArrayDeque<Waiting> waiting = others.remove(connection);
        owner = connection;
        overlaps = true;
        if (waiting != null) {
            waiting.forEach(it -> take(connection, it.data(), out));
        }
    }
}
