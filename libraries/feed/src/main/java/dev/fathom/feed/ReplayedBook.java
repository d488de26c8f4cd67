package dev.fathom.feed;

import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.sync.LostReason;
import java.util.List;
import java.util.Optional;

/**
 * One book out of however many recorded connections brought it: during a planned move two do, and
 * in a record of several collectors all of them. Owned by one thread.
 */
sealed interface ReplayedBook permits SharedBook, BookPerConnection {
    /** Whose. */
    Instrument instrument();

    /** How many levels a side a top has; 0 for the whole book. */
    int topLevels();

    /** A message of a connection's stream, or a snapshot in it. */
    void onMessage(long connection, DepthMessage message);

    /**
     * A snapshot that was asked for. While no stream brings the book, it is the book of its moment.
     */
    void onSnapshot(DepthMessage snapshot);

    /** What this connection brought is not to be trusted any more. */
    void lose(long connection, LostReason reason);

    /**
     * A connection ended.
     *
     * @param replaced whether another one is known to bring the same
     */
    void closed(long connection, boolean replaced);

    /** The book as it stands, if anything of it was seen. */
    Optional<FollowedBook> book();

    /** The book of each connection that has one of its own, the one that is told first. */
    List<FollowedBook> current();

    /**
     * What it takes to go on from here, in the order in which it is to be restored; nothing if a
     * book of it is not live, or keeps updates that wait.
     */
    List<BookCheckpoint> save();

    /** Goes on from where a book was saved; where there are several, one after the other. */
    void restore(BookCheckpoint saved);

    /** Checksums of the venue that it was found to have. */
    long checksums();

    /** Checksums of the venue that it was found not to have. */
    long failedChecksums();

    /** Makes of a snapshot a state that replaces whatever was known. */
    static void makeState(DepthMessage snapshot) {
        snapshot.describe(
                snapshot.instrument(),
                DepthMessage.Kind.STATE,
                snapshot.levelLimit(),
                snapshot.firstId(),
                snapshot.lastId(),
                snapshot.rawVenueTime(),
                snapshot.receivedAtNs());
    }
}
