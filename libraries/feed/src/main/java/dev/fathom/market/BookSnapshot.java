package dev.fathom.market;

/**
 * The levels of a book as they stood after one sequence number.
 *
 * @param instrument whose book
 * @param lastId venue sequence number that this state includes
 * @param levelLimit levels a side that were asked for: a side with fewer is complete, a side with
 *     so many is known down to its worst price only
 * @param inStream true if the stream brought it by itself, false if it was asked for
 * @param venueTime the venue's time, where it sends one
 * @param receivedAtNs when the bytes arrived here, nanoseconds since 1970 UTC
 * @param bids bid levels, best first
 * @param asks ask levels, best first
 */
public record BookSnapshot(
        Instrument instrument,
        long lastId,
        int levelLimit,
        boolean inStream,
        VenueTime venueTime,
        long receivedAtNs,
        Levels bids,
        Levels asks)
        implements DepthEvent {}
