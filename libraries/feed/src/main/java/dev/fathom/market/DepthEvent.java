package dev.fathom.market;

/** A state of a book or a change of it. Immutable. */
public sealed interface DepthEvent extends MarketEvent permits BookSnapshot, BookUpdate {
    /** The venue's sequence number up to and including which this is true. */
    long lastId();

    /** The venue's time, where it sends one. */
    VenueTime venueTime();

    /** Bids in message order. */
    Levels bids();

    /** Asks in message order. */
    Levels asks();
}
