package dev.fathom.venue;

import dev.fathom.net.Frame;
import java.net.URI;
import java.util.Optional;

/**
 * What is said and heard on one connection of an account. Knows no socket and no clock. Owned by
 * the connection's thread.
 */
public interface AccountConversation {
    /** The address to connect to; may hold a secret. */
    URI uri();

    /** Whether the venue speaks first: what it says then counts as accepted. */
    default boolean listensFirst() {
        return false;
    }

    /**
     * The next thing to say so that the events come; the one before has been accepted.
     *
     * @param nowMs by the venue's clock, milliseconds since 1970 UTC
     * @return empty once all is said
     */
    Optional<String> next(long nowMs);

    /** What to say so that the events go on to come by a new grant; empty where that is no use. */
    Optional<String> renew(Grant grant);

    /** What connecting and all that {@link #next} says cost of the request budget together. */
    default int weight() {
        return 0;
    }

    /** Tells what a frame means. */
    void decode(Frame frame, AccountFrameListener listener);
}
