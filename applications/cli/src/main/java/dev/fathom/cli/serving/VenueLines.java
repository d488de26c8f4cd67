package dev.fathom.cli.serving;

import dev.fathom.capture.RawLine;
import java.net.URI;

/** Told what the lines of one venue of a capture say. Owned by one thread at a time. */
interface VenueLines {
    /** A connection was opened. */
    void opened(long connection, URI address);

    /** A message went out on a connection that was opened. */
    void sent(long connection, String text);

    /** A message came in on a connection that was opened. */
    void came(long connection, RawLine line);

    /**
     * A connection ended.
     *
     * @param withTheRun whether the recorder came to its end, so that nothing is known to be missed
     */
    void ended(long connection, boolean withTheRun);

    /** The recorder began anew. */
    void began();

    /** A request was answered. */
    void answered(RecordedAnswer answer);
}
