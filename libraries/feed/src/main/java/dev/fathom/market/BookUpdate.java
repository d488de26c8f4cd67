package dev.fathom.market;

/**
 * Price levels that changed. Sizes are absolute; zero removes the level; removing an unknown level
 * is normal.
 *
 * @param instrument whose book
 * @param firstId first venue sequence number covered
 * @param lastId last venue sequence number covered
 * @param venueTime the venue's time, where it sends one
 * @param receivedAtNs when the bytes arrived here, nanoseconds since 1970 UTC
 * @param bids changed bid levels, in message order
 * @param asks changed ask levels, in message order
 */
public record BookUpdate(
        Instrument instrument,
        long firstId,
        long lastId,
        VenueTime venueTime,
        long receivedAtNs,
        Levels bids,
        Levels asks)
        implements DepthEvent {}
