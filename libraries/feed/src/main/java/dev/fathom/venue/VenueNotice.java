package dev.fathom.venue;

import dev.fathom.market.VenueTime;

/**
 * Something the venue says about itself. Immutable.
 *
 * @param kind what it is about
 * @param text in the venue's words
 * @param venueTime when it said so
 */
public record VenueNotice(Kind kind, String text, VenueTime venueTime) {
    /** The kinds of notice. */
    public enum Kind {
        /** The connection will be closed: move to another one. */
        SHUTDOWN,
        /** The venue pauses: its books are of no use until it has begun anew. */
        MAINTENANCE,
        /** The venue has begun anew: so must every subscription. */
        RESTART
    }
}
