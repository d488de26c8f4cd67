package dev.fathom.account;

import dev.fathom.market.Instrument;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The positions of an account in futures, those that were closed with an amount of zero. Owned by
 * one thread.
 */
public final class Positions {
    /**
     * What there can be one position of.
     *
     * @param side {@code BOTH}, {@code LONG} or {@code SHORT}
     */
    record Key(Instrument instrument, String side) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::instrument).thenComparing(Key::side);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return instrument.symbol() + (side.equals(Position.BOTH) ? "" : " " + side);
        }
    }

    private final Newest<Key, Position> newest =
            new Newest<>(
                    it -> it.amount().stripTrailingZeros(),
                    it -> Position.none(it.instrument(), it.side()));

    Positions() {}

    private static Key key(Position position) {
        return new Key(position.instrument(), position.side());
    }

    static Map<Key, Position> byKey(List<Position> positions) {
        Map<Key, Position> all = new TreeMap<>();
        positions.forEach(it -> all.put(key(it), it));
        return all;
    }

    Newest<Key, Position> newest() {
        return newest;
    }

    /** Takes what is newer. */
    void on(FuturesAccount account) {
        long sentNs = account.origin().eventTime().toNs();
        for (Position next : account.positions()) {
            newest.on(key(next), next, account.transactionTime(), sentNs);
        }
    }

    /**
     * A position; empty if it is not known that there ever was one.
     *
     * @param side {@code BOTH}, {@code LONG} or {@code SHORT}
     */
    public Optional<Position> of(Instrument instrument, String side) {
        return newest.of(new Key(instrument, side));
    }

    /** The positions that are not zero, by instrument. */
    public List<Position> open() {
        return newest.all().stream().filter(it -> it.amount().signum() != 0).toList();
    }
}
