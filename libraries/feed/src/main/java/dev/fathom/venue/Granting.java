package dev.fathom.venue;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** How grants are had, kept and ended. Pure; safe for many threads. */
public interface Granting {
    /** Asks for a grant. */
    RestCall ask();

    /** Asks for one with a signature, where some hosts may want that; empty where none does. */
    Optional<RestCall> askSigned();

    /**
     * Reads the answer.
     *
     * @param askedAtMs when it was asked, by the venue's clock, milliseconds since 1970 UTC
     * @throws IOException if the text is no grant
     */
    Grant read(byte[] body, long askedAtMs) throws IOException;

    /**
     * How to prolong a grant; empty where a new one has to be asked for, and told to the
     * connection.
     */
    Optional<RestCall> prolong(Grant grant);

    /** How long a prolonged grant lives from then on. */
    Duration life();

    /** How long before its end a grant is prolonged or replaced. */
    Duration early();

    /** How to end a grant; empty where it ends by itself. */
    Optional<RestCall> end(Grant grant);
}
