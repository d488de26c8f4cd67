package dev.fathom.account;

import dev.fathom.market.VenueTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The newest of each of several things that a venue tells in full, such as balances. What comes
 * twice, late or out of order changes nothing: the venue's time of the change decides, then the
 * time at which it was sent. Owned by one thread.
 */
final class Newest<K extends Comparable<K>, V> {
    // Two changes of one millisecond that were sent in one millisecond cannot be told apart but by
    // their order of arrival; what was seen of that moment is remembered, so that a repeated first
    // one does not come back.

    /**
     * A thing and when it became what it is.
     *
     * @param seen the amounts seen with these two times
     */
    record Held<V>(V value, VenueTime updatedAt, long sentAtNs, Set<Object> seen) {
        boolean isFollowedBy(VenueTime at, long sentNs, Object amounts) {
            int later = Long.compare(at.toNs(), updatedAt.toNs());
            if (later != 0) {
                return later > 0;
            }
            int sentLater = Long.compare(sentNs, sentAtNs);
            return sentLater != 0 ? sentLater > 0 : !seen.contains(amounts);
        }

        Held<V> then(VenueTime at, long sentNs, V next, Object amounts) {
            boolean sameMoment = at.toNs() == updatedAt.toNs() && sentNs == sentAtNs;
            Set<Object> all = sameMoment ? new HashSet<>(seen) : new HashSet<>();
            all.add(amounts);
            return new Held<>(next, at, sentNs, all);
        }
    }

    private final Map<K, Held<V>> held = new TreeMap<>();
    private final Function<V, Object> amounts;
    private final Function<K, V> nothing;

    /**
     * Nothing known yet.
     *
     * @param amounts what makes two of them the same
     * @param nothing what a thing is that a list of all does not have
     */
    Newest(Function<V, Object> amounts, Function<K, V> nothing) {
        this.amounts = amounts;
        this.nothing = nothing;
    }

    /** Takes it if it is newer; says whether it is. */
    boolean on(K key, V next, VenueTime updatedAt, long sentNs) {
        Held<V> before = held.get(key);
        Object amount = amounts.apply(next);
        if (before == null) {
            held.put(key, new Held<>(next, updatedAt, sentNs, Set.of(amount)));
            return true;
        }
        if (before.isFollowedBy(updatedAt, sentNs, amount)) {
            held.put(key, before.then(updatedAt, sentNs, next, amount));
            return true;
        }
        return false;
    }

    /** Takes what is so now, though its time is not known. */
    void replace(K key, V next) {
        held.computeIfPresent(
                key, (_, it) -> it.then(it.updatedAt(), it.sentAtNs(), next, amounts.apply(next)));
    }

    Optional<V> of(K key) {
        return Optional.ofNullable(held.get(key)).map(Held::value);
    }

    /** All that is known, by key. */
    List<V> all() {
        return held.values().stream().map(Held::value).toList();
    }

    /** What is held now, to be compared with later. */
    Map<K, Held<V>> held() {
        return new TreeMap<>(held);
    }

    /**
     * What a list of all of them, which the venue made then, tells otherwise than is known here.
     */
    List<V> news(Map<K, V> listed, VenueTime updatedAt) {
        Set<K> keys = new TreeSet<>(listed.keySet());
        keys.addAll(held.keySet());
        return keys.stream()
                .filter(it -> {
                    Held<V> ours = held.get(it);
                    return ours == null || updatedAt.toNs() > ours.updatedAt().toNs();
                })
                .filter(it -> !isSame(of(it).orElseGet(() -> nothing.apply(it)), it, listed))
                .map(it -> listed(it, listed))
                .toList();
    }

    /**
     * The keys of what a list of all tells otherwise though nothing came since it was asked for.
     */
    List<K> differing(Map<K, V> listed, Map<K, Held<V>> asAsked) {
        return held.entrySet().stream()
                .filter(it -> it.getValue().equals(asAsked.get(it.getKey())))
                .filter(it -> !isSame(it.getValue().value(), it.getKey(), listed))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What a list of all tells of a thing. */
    V listed(K key, Map<K, V> listed) {
        V found = listed.get(key);
        return found == null ? nothing.apply(key) : found;
    }

    private boolean isSame(V ours, K key, Map<K, V> listed) {
        return amounts.apply(ours).equals(amounts.apply(listed(key, listed)));
    }
}
