package dev.fathom.cli.serving;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One stream out of the connections that carried it. While several did, such as when one was about
 * to be replaced, only the first one's messages are passed on; the others' newer ones wait until it
 * ends, or was passed over for too long. Owned by one thread at a time.
 *
 * @param <M> the messages
 */
final class StreamMerge<M> {
    private static final int MOST_WAITING = 200;
    private static final long NOBODY = 0;

    private final Order<M> order;
    private final Map<Long, ArrayDeque<M>> others = new LinkedHashMap<>();
    private long owner = NOBODY;
    private boolean overlaps;

    /** Tells what was passed on already. */
    private interface Order<M> {
        boolean isNew(M message);

        void passed(M message);

        /** Whether after a new message none is old. */
        boolean isRising();
    }

    private StreamMerge(Order<M> order) {
        this.order = order;
    }

    /** A stream of Binance's, whose messages have numbers that rise. */
    static StreamMerge<String> byNumber() {
        return new StreamMerge<>(new ByNumber());
    }

    /** A stream whose messages have names that tell them apart. */
    static <M> StreamMerge<M> byName(Function<M, String> name) {
        return new StreamMerge<>(new ByName<>(name));
    }

    private static final class ByNumber implements Order<String> {
        private long lastId = Long.MIN_VALUE;

        @Override
        public boolean isNew(String data) {
            return MessageId.of(data) > lastId;
        }

        @Override
        public void passed(String data) {
            lastId = MessageId.of(data);
        }

        @Override
        public boolean isRising() {
            return true;
        }
    }

    private static final class ByName<M> implements Order<M> {
        private static final int KEPT = 2_000;

        private final Function<M, String> name;
        private final Set<String> passed = new LinkedHashSet<>();

        ByName(Function<M, String> name) {
            this.name = name;
        }

        @Override
        public boolean isNew(M message) {
            return !passed.contains(name.apply(message));
        }

        @Override
        public void passed(M message) {
            passed.add(name.apply(message));
            if (passed.size() > KEPT) {
                Iterator<String> oldest = passed.iterator();
                oldest.next();
                oldest.remove();
            }
        }

        @Override
        public boolean isRising() {
            return false;
        }
    }

    /** Takes a message of a connection; {@code out} gets what is now to be passed on. */
    void take(long connection, M message, Consumer<M> out) {
        if (owner == NOBODY) {
            owner = connection;
        }
        if (connection == owner) {
            if (overlaps && !order.isNew(message)) {
                return;
            }
            overlaps = overlaps && !order.isRising();
            order.passed(message);
            out.accept(message);
            others.values().forEach(it -> it.removeIf(waiting -> !order.isNew(waiting)));
            return;
        }
        ArrayDeque<M> waiting = others.computeIfAbsent(connection, _ -> new ArrayDeque<>());
        if (order.isNew(message)) {
            waiting.add(message);
        }
        if (waiting.size() > MOST_WAITING) {
            follow(connection, out);
        }
    }

    /** Whether a connection is the one that is passed on. */
    boolean isFollowed(long connection) {
        return connection == owner;
    }

    /** Whether there is none that is passed on. */
    boolean isIdle() {
        return owner == NOBODY;
    }

    /** A connection has ended. */
    void closed(long connection, Consumer<M> out) {
        others.remove(connection);
        if (connection != owner) {
            return;
        }
        owner = NOBODY;
        if (!others.isEmpty()) {
            follow(others.keySet().iterator().next(), out);
        }
    }

    private void follow(long connection, Consumer<M> out) {
        ArrayDeque<M> waiting = others.remove(connection);
        owner = connection;
        overlaps = true;
        if (waiting != null) {
            waiting.forEach(it -> take(connection, it, out));
        }
    }
}
