package dev.fathom.cli.serving;

import dev.fathom.capture.RawLine;
import dev.fathom.simulator.SimulatorLoop;
import dev.fathom.simulator.Venue;
import java.io.IOException;
import java.util.Collection;

/** One venue of a capture, to be offered as that venue. Owned by one thread at a time. */
interface Offer {
    /** What messages may come of, in the venue's names. */
    Collection<String> streams();

    /** The recording begins at this time, nanoseconds since 1970 UTC. */
    void begins(long ns);

    /** The venue that clients see; called once. What is played from now on is sent to them. */
    Venue open(SimulatorLoop loop);

    /**
     * Goes over one line of this venue's, or a note.
     *
     * @throws IOException if it cannot be read
     */
    void play(RawLine line) throws IOException;

    /** The recording has ended. */
    void ends();

    /** Whether connections that were cut, as the recorded ones were, have not come back yet. */
    boolean awaitsClients();

    /** Goes on without those that have not come back. */
    void awaitNobody();
}
