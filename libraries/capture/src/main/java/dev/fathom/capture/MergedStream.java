package dev.fathom.capture;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One stream of several records: which of its ids were written, what waits, and what was said last,
 * to compare it with what another collector heard. Owned by one thread.
 */
final class MergedStream {
    /**
     * A message, or what one tells.
     *
     * @param first first id
     * @param last last id
     * @param values by price or name what holds at the last id
     * @param follows whether ids that are left out are missing
     */
    record Message(long first, long last, Map<String, BigDecimal> values, boolean follows) {}

    /** A message that waits for its turn in the order of time. */
    interface Waiting {
        /** What it tells. */
        Message message();
    }

    private static final long FAR_BACK = 1_000_000;
    private static final int REMEMBERED = 5_000;

    private Ranges written = new Ranges();
    private final TreeMap<Long, ArrayDeque<Waiting>> waiting = new TreeMap<>();
    private final TreeMap<Long, Message> said = new TreeMap<>();

    void await(Waiting one) {
        waiting.computeIfAbsent(one.message().first(), _ -> new ArrayDeque<>()).add(one);
    }

    void awaitNoMore(Waiting one) {
        long first = one.message().first();
        ArrayDeque<Waiting> same = waiting.get(first);
        if (same != null) {
            same.remove(one);
            if (same.isEmpty()) {
                waiting.remove(first);
            }
        }
    }

    /** A message that waits and leaves less of a gap behind what was written than this one. */
    Optional<Waiting> before(Message message) {
        if (written.isEmpty() || !message.follows() || message.first() <= written.last() + 1) {
            return Optional.empty();
        }
        Predicate<Waiting> continues = it -> it.message().last() > written.last();
        return waiting.headMap(written.last() + 1, true).descendingMap().values().stream()
                .flatMap(ArrayDeque::stream)
                .filter(continues)
                .findFirst()
                .or(() -> nearer(message));
    }

    private Optional<Waiting> nearer(Message message) {
        Map.Entry<Long, ArrayDeque<Waiting>> next = waiting.higherEntry(written.last() + 1);
        return next == null || next.getKey() >= message.first()
                ? Optional.empty()
                : Optional.of(next.getValue().getFirst());
    }

    /** True when another collector's message has told all of it. */
    boolean isTold(Message message) {
        if (!written.isEmpty() && message.last() + FAR_BACK < written.last()) {
            // The venue has begun to count anew.
            written = new Ranges();
            said.clear();
        }
        return message.follows()
                ? written.contains(message.first(), message.last())
                : !written.isEmpty() && message.last() <= written.last();
    }

    void write(Message message) {
        written.add(message.first(), message.last());
        said.merge(message.last(), message, (a, b) -> a.first() <= b.first() ? a : b);
        if (said.size() > REMEMBERED) {
            said.pollFirstEntry();
        }
    }

    /** True when something was said that ends at the same id. */
    boolean isComparable(Message message) {
        return said.containsKey(message.last());
    }

    /** What two messages that end at one id say differently; empty if nothing. */
    Optional<String> difference(Message message) {
        Message other = said.get(message.last());
        if (other == null) {
            return Optional.empty();
        }
        boolean longer = message.first() < other.first();
        Map<String, BigDecimal> all = longer ? message.values() : other.values();
        Map<String, BigDecimal> some = longer ? other.values() : message.values();
        for (Map.Entry<String, BigDecimal> value : some.entrySet()) {
            BigDecimal there = all.get(value.getKey());
            if (there == null || there.compareTo(value.getValue()) != 0) {
                return Optional.of(
                        "%s is %s and %s"
                                .formatted(
                                        value.getKey(),
                                        value.getValue().toPlainString(),
                                        there == null ? "not told" : there.toPlainString()));
            }
        }
        if (message.first() == other.first() && all.size() != some.size()) {
            return Optional.of("%d and %d values".formatted(all.size(), some.size()));
        }
        return Optional.empty();
    }

    /** Values under names, none yet. */
    static Map<String, BigDecimal> values() {
        return new HashMap<>();
    }
}
