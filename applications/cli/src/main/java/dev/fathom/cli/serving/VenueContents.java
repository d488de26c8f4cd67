package dev.fathom.cli.serving;

import dev.fathom.capture.RawLine;
import dev.fathom.sync.SyncLimits;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Looks through what a capture holds of one venue. Owned by one thread. */
interface VenueContents {
    /**
     * Takes a line of this venue's, or a note.
     *
     * @throws IOException if it cannot be read
     */
    void line(RawLine line) throws IOException;

    /**
     * What can be offered of it once all lines were seen; empty if there is nothing.
     *
     * @param limits for its books
     * @param demanded called when a client wants something that moves
     */
    Optional<Offer> offer(SyncLimits limits, Runnable demanded);

    /** What was recorded and cannot be offered, in a few words each. */
    default Iterable<String> leftOut() {
        return List.of();
    }
}
