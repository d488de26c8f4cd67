package dev.fathom.simulator.instream;

import dev.fathom.simulator.HttpReply;
import dev.fathom.simulator.Query;
import java.util.Optional;

/**
 * Where a {@link RelayedInStream} has from what it does not hear as it happens. Called on its loop.
 */
public interface InStreamAnswers {
    /** Somebody wants messages; called each time. */
    void onDemand();

    /** The venue's clock, nanoseconds since 1970 UTC. */
    long nowNs();

    /** Whether anything is known of a symbol. */
    boolean knows(String symbol);

    /** Why a topic cannot be had; empty if it can. */
    Optional<Refusal> refusal(Topic topic);

    /** How things stand in a topic; empty while that is not known. */
    Optional<Relayed> state(Topic topic);

    /**
     * The answer to a GET; empty while there is none, which is worth another look.
     *
     * @throws IllegalArgumentException if it cannot be understood
     */
    Optional<HttpReply> get(Query query, String pathAndQuery);
}
