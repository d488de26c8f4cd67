package dev.fathom.simulator.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToLongFunction;

/**
 * The newest values with consecutive ids, as many as fit. One thread appends; any thread reads.
 *
 * @param <T> an immutable value that knows its id
 */
public final class IdRing<T> {
    private final AtomicReferenceArray<T> slots;
    private final ToLongFunction<T> idOf;
    private final long firstId;
    private volatile long lastId;

    IdRing(int capacity, long firstId, ToLongFunction<T> idOf) {
        slots = new AtomicReferenceArray<>(capacity);
        this.idOf = idOf;
        this.firstId = firstId;
        lastId = firstId - 1;
    }

    void append(T value) {
        long id = idOf.applyAsLong(value);
        slots.set((int) (id % slots.length()), value);
        lastId = id;
    }

    /** The newest id; one less than the first ever while there is none. */
    public long lastId() {
        return lastId;
    }

    /** The oldest id still kept. */
    public long oldestId() {
        return Math.max(firstId, lastId - slots.length() + 1);
    }

    /** The value with this id, if it exists and is still kept. */
    public Optional<T> at(long id) {
        if (id < oldestId() || id > lastId) {
            return Optional.empty();
        }
        return Optional.of(slots.get((int) (id % slots.length())))
                .filter(it -> idOf.applyAsLong(it) == id);
    }

    /**
     * Values from {@code id} on, oldest first, at most {@code limit}; those no longer kept are
     * passed over.
     */
    public List<T> from(long id, int limit) {
        List<T> found = new ArrayList<>();
        long last = lastId;
        for (long next = Math.max(id, oldestId()); next <= last && found.size() < limit; next++) {
            at(next).ifPresent(found::add);
        }
        return found;
    }
}
