package dev.fathom.simulator.instream;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What stands behind a conversation: it knows what there is, and takes what is wanted. */
interface Desk {
    /** Sends a text. */
    void say(String text);

    /** The venue's clock, microseconds since 1970 UTC. */
    long nowUs();

    /** Whether there is such a symbol. */
    boolean knows(String symbol);

    /** Why a topic in the venue's own words cannot be had; empty if it can. */
    Optional<Refusal> refusal(Topic topic);

    /** Takes a subscription that was acknowledged. */
    void take(Wish wish);

    /** Ends subscriptions; true if there were any. */
    boolean drop(Predicate<Wish> which);

    /** A client logs in, and is answered; false if there is no account here. */
    default boolean logIn(JsonNode login) {
        return false;
    }

    /** The subscriptions, the oldest first. */
    List<Wish> wishes();
}
