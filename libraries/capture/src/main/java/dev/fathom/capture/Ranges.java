package dev.fathom.capture;

import dev.fathom.capture.StreamLedger.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of whole numbers as ranges that do not touch each other. Owned by one thread. */
final class Ranges {
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    /** Adds all numbers of a range, both ends included. */
    void add(long first, long last) {
        long from = first;
        long to = last;
        Map.Entry<Long, Long> near = ranges.floorEntry(last == Long.MAX_VALUE ? last : last + 1);
        while (near != null && near.getValue() >= first - 1) {
            from = Math.min(from, near.getKey());
            to = Math.max(to, near.getValue());
            ranges.remove(near.getKey());
            near = ranges.floorEntry(to + 1);
        }
        ranges.put(from, to);
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** The smallest number of a set that is not empty. */
    long first() {
        return ranges.firstKey();
    }

    /** The largest number of a set that is not empty. */
    long last() {
        return ranges.lastEntry().getValue();
    }

    /** True when all numbers of a range are in it. */
    boolean contains(long first, long last) {
        Map.Entry<Long, Long> before = ranges.floorEntry(first);
        return before != null && before.getValue() >= last;
    }

    /** The ranges, in order. */
    List<Range> all() {
        List<Range> all = new ArrayList<>();
        ranges.forEach((first, last) -> all.add(new Range(first, last)));
        return all;
    }

    /** What of a range is in the set, in order. */
    List<Range> within(long first, long last) {
        List<Range> within = new ArrayList<>();
        Map.Entry<Long, Long> before = ranges.floorEntry(first);
        long from = before == null ? first : before.getKey();
        ranges.subMap(from, true, last, true)
                .forEach((start, end) -> {
                    if (end >= first) {
                        within.add(new Range(Math.max(first, start), Math.min(last, end)));
                    }
                });
        return within;
    }

    /** What of a range is not in the set, in order. */
    List<Range> missing(long first, long last) {
        List<Range> missing = new ArrayList<>();
        long next = first;
        for (Range there : within(first, last)) {
            if (there.first() > next) {
                missing.add(new Range(next, there.first() - 1));
            }
            next = there.last() + 1;
        }
        if (next <= last) {
            missing.add(new Range(next, last));
        }
        return missing;
    }

    /** How many numbers of a range are in the set. */
    long count(long first, long last) {
        return within(first, last).stream().mapToLong(it -> it.last() - it.first() + 1).sum();
    }
}
