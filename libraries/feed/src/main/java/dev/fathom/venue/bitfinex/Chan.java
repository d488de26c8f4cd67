package dev.fathom.venue.bitfinex;

import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import java.util.Optional;

/** What one channel of a connection carries. Owned by the connection's thread. */
final class Chan {
    /** The kinds of channel that are followed. */
    enum Kind {
        LEVELS,
        ORDERS,
        TRADES,
        TICKER,
        OTHER
    }

    private final Kind kind;
    private final Instrument instrument;
    private final int length;
    private final Optional<Subscription> subscription;
    private final Orders orders = new Orders();
    private boolean begun;

    /**
     * A channel that was just subscribed.
     *
     * @param length levels a side of a book
     * @param subscription what it was subscribed for; empty for channels that are not followed
     */
    Chan(Kind kind, Instrument instrument, int length, Optional<Subscription> subscription) {
        this.kind = kind;
        this.instrument = instrument;
        this.length = length;
        this.subscription = subscription;
    }

    Kind kind() {
        return kind;
    }

    Instrument instrument() {
        return instrument;
    }

    int length() {
        return length;
    }

    Optional<Subscription> subscription() {
        return subscription;
    }

    boolean isBook() {
        return kind == Kind.LEVELS || kind == Kind.ORDERS;
    }

    /** The orders of a raw book. */
    Orders orders() {
        return orders;
    }

    /** True if the first payload has come. */
    boolean hasBegun() {
        return begun;
    }

    /** True for the first payload only: that is the state which the later ones change. */
    boolean begins() {
        boolean first = !begun;
        begun = true;
        return first;
    }
}
