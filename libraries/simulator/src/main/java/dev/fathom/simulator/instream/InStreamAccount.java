package dev.fathom.simulator.instream;

import dev.fathom.simulator.HttpAsk;
import dev.fathom.simulator.HttpReply;
import dev.fathom.simulator.account.AccountTruth;
import java.time.Duration;

/** The account at a venue whose books begin in the stream. Owned by the venue's loop. */
sealed interface InStreamAccount permits BitfinexAccount {
    /** Lets it trade by itself. */
    void start();

    /** What it really is. */
    AccountTruth truth();

    /** Whether a request is about the account. */
    boolean isMeantBy(HttpAsk ask);

    /** The answer to a request that {@linkplain #isMeantBy is about} the account. */
    HttpReply answer(HttpAsk ask);

    /** The answer to a request that was one too many. */
    HttpReply tooMany(Duration retryAfter);
}
