package dev.fathom.feed;

import dev.fathom.book.BookView;
import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import dev.fathom.sync.JoinBufferStatus;
import dev.fathom.sync.SyncState;

/**
 * A book as it stood at one moment. Immutable.
 *
 * @param instrument whose book
 * @param state what it is worth
 * @param levels its levels; none unless it is live
 * @param venueTime the venue's time of the last change, where it sends one
 * @param receivedAtNs when the last change arrived, nanoseconds since 1970 UTC; 0 before the first
 * @param takenAtNs when this was taken, nanoseconds since 1970 UTC
 * @param version rises with each change of the levels or of the state
 * @param updates changes applied since it was followed
 * @param resyncs how often it was lost
 * @param buffer updates that wait for a snapshot
 * @param latency from the wire to the book, looked at no more than ten times a second
 */
public record Book(
        Instrument instrument,
        SyncState state,
        BookView levels,
        VenueTime venueTime,
        long receivedAtNs,
        long takenAtNs,
        long version,
        long updates,
        long resyncs,
        JoinBufferStatus buffer,
        Latency latency) {
    /** True when the levels may be trusted. */
    public boolean isLive() {
        return state instanceof SyncState.Live;
    }

    /** How old the last change was when this was taken, in nanoseconds; 0 before the first. */
    public long ageNs() {
        return receivedAtNs == 0 ? 0 : Math.max(0, takenAtNs - receivedAtNs);
    }
}
