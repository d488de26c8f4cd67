package dev.fathom.feed;

import dev.fathom.feed.Traffic.Kind;
import java.util.EnumMap;
import java.util.Map;

/** Frames and bytes by what they carried. Owned by the line's thread. */
final class TrafficCount {
    private static final Kind[] KINDS = Kind.values();

    private final long[] frames = new long[KINDS.length];
    private final long[] bytes = new long[KINDS.length];

    void add(Kind kind, int length) {
        frames[kind.ordinal()]++;
        bytes[kind.ordinal()] += length;
    }

    Map<Kind, Traffic.Amount> amounts() {
        Map<Kind, Traffic.Amount> all = new EnumMap<>(Kind.class);
        for (Kind kind : KINDS) {
            long count = frames[kind.ordinal()];
            if (count > 0) {
                all.put(kind, new Traffic.Amount(count, bytes[kind.ordinal()]));
            }
        }
        return all;
    }
}
