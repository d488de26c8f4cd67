package dev.fathom.venue;

import dev.fathom.account.AccountAnswer;
import dev.fathom.account.Ask;
import dev.fathom.account.Listing;
import dev.fathom.market.VenueTime;
import java.io.IOException;
import java.util.Optional;

/**
 * The way to one account: signs what it gives out, and does not show the key. Safe for many
 * threads.
 */
public interface AccountAccess {
    /** Where the venue's clock is; empty where it shows none, and the one here has to do. */
    Optional<RestRequest> time();

    /**
     * Reads the venue's clock.
     *
     * @throws IOException if the text does not tell a time
     */
    VenueTime readTime(byte[] body) throws IOException;

    /** How grants are had; empty where a connection is subscribed by a signature. */
    Optional<Granting> granting();

    /**
     * A connection that is to bring the account's events.
     *
     * @param grant where there are grants
     */
    AccountConversation converse(Optional<Grant> grant);

    /** How the venue lists past orders and fills. */
    Listing listing();

    /** Asks something about the account. */
    RestCall call(Ask ask);

    /**
     * Reads the answer.
     *
     * @param receivedAtNs when it came, nanoseconds since 1970 UTC
     * @throws IOException if the text is no such answer
     */
    AccountAnswer read(Ask ask, byte[] body, long receivedAtNs) throws IOException;

    /** What an answer with an error status means. */
    AccountRefusal refusal(int status, byte[] body);
}
