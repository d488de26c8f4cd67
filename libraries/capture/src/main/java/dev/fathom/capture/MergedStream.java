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
final class MergedStream<W extends MergedStream.Waiting> {
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

    /** A message, and where it stands in time. */
    private record Said(Message message, long placeNs) {}

    private Ranges written = new Ranges();
    private final TreeMap<Long, ArrayDeque<W>> waiting = new TreeMap<>();
    private final TreeMap<Long, Said> said = new TreeMap<>();

    void await(W one) {
        waiting.computeIfAbsent(one.message().first(), _ -> new ArrayDeque<>()).add(one);
    }

    void awaitNoMore(W one) {
        long first = one.message().first();
        ArrayDeque<W> same = waiting.get(first);
        if (same != null) {
            same.remove(one);
            if (same.isEmpty()) {
                waiting.remove(first);
            }
        }
    }

    /** A message that waits and leaves less of a gap behind what was written than this one. */
    Optional<W> before(Message message) {
        if (written.isEmpty() || !message.follows() || message.first() <= written.last() + 1) {
            return Optional.empty();
        }
        Predicate<W> continues = it -> it.message().last() > written.last();
        return waiting.headMap(written.last() + 1, true).descendingMap().values().stream()
                .flatMap(ArrayDeque::stream)
                .filter(continues)
                .findFirst()
                .or(() -> nearer(message));
    }

    private Optional<W> nearer(Message message) {
        Map.Entry<Long, ArrayDeque<W>> next = waiting.higherEntry(written.last() + 1);
        return next == null || next.getKey() >= message.first()
                ? Optional.empty()
                : Optional.of(next.getValue().getFirst());
    }

    /**
     * A message comes to its place: where ids are far smaller, the venue has begun to count anew.
     */
    void reach(Message message) {
        if (!written.isEmpty() && message.last() + FAR_BACK < written.last()) {
            written = new Ranges();
            said.clear();
        }
    }

    /** True when another collector's message has told all of it. */
    boolean isTold(Message message) {
        return message.follows()
                ? written.contains(message.first(), message.last())
                : !written.isEmpty() && message.last() <= written.last();
    }

    /**
     * A message is written.
     *
     * @param placeNs where it stands in time; what was said long before is compared with nothing
     */
    void write(Message message, long placeNs) {
        written.add(message.first(), message.last());
        Said longer = said.get(message.last());
        if (longer == null || message.first() < longer.message().first()) {
            said.put(message.last(), new Said(message, placeNs));
        }
        while (!said.isEmpty()
                && said.firstEntry().getValue().placeNs() < placeNs - RawCapture.DISORDER_NS) {
            said.pollFirstEntry();
        }
    }

    /** True when something was said that ends at the same id. */
    boolean isComparable(Message message) {
        return said.containsKey(message.last());
    }

    /** What two messages that end at one id say differently; empty if nothing. */
    Optional<String> difference(Message message) {
        Said same = said.get(message.last());
        if (same == null) {
            return Optional.empty();
        }
        Message other = same.message();
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
