package dev.fathom.feed;

import dev.fathom.market.Instrument;
import dev.fathom.sync.SavedBook;
import java.util.List;

/**
 * One live book of a replay as it stood between two messages, and all that the replay goes on from.
 * Where messages carry no ids there is one for each connection. Immutable.
 *
 * @param instrument whose book
 * @param topLevels levels a side of a top; 0 for the whole book
 * @param connections those that brought it, smallest first; none where it was only asked for
 * @param source the connection whose message was taken last; {@link SavedBook#NONE} if none
 * @param newestId the id of that message; {@link SavedBook#NONE} if none
 * @param told true for the one of an instrument that is told
 * @param book the book
 * @param venueTime the venue's time of the last change, units since 1970 UTC as sent; 0 for none
 * @param receivedAtNs when the last change arrived, nanoseconds since 1970 UTC
 */
public record BookCheckpoint(
        Instrument instrument,
        int topLevels,
        List<Long> connections,
        long source,
        long newestId,
        boolean told,
        SavedBook book,
        long venueTime,
        long receivedAtNs) {
    /** Copies the list. */
    public BookCheckpoint {
        connections = List.copyOf(connections);
    }
}
