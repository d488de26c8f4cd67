package dev.fathom.venue;

import dev.fathom.account.AccountAnswer;
import dev.fathom.market.Instrument;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A kind of account that can be followed. Pure; safe for many threads. */
public interface AccountVenue {
    /** The id in lower case, such as {@code binance-margin}. */
    String id();

    /** The name that people use. */
    String title();

    /** The environments, the usual one first. */
    List<Endpoints> endpoints();

    /** Limits of its connections. */
    StreamLimits streamLimits();

    /** Limits of its REST. */
    RestLimits restLimits();

    /** What can be set, each with the values that it may have. */
    List<String> settings();

    /**
     * This kind of account with a setting.
     *
     * @throws IllegalArgumentException naming the setting or value and what there is
     */
    AccountVenue with(String setting, String value);

    /**
     * The instrument that a user means by a symbol.
     *
     * @throws IllegalArgumentException naming the text and the forms that are known
     */
    Instrument instrument(String symbol);

    /**
     * The way to the account of a key.
     *
     * @throws IllegalArgumentException if the key cannot be used; says why, not what it is
     */
    AccountAccess access(ApiKey key, Endpoints endpoints);

    /** What is heard on a recorded connection to this address; says nothing. */
    AccountConversation recorded(URI address);

    /** The recorded answer to a request, if it tells something about the account. */
    Optional<AccountAnswer> recordedAnswer(URI request, byte[] body, long receivedAtNs);
}
