package dev.fathom.simulator.account;

import java.time.Duration;

/**
 * How the events of an account can be had, besides by signature. Immutable.
 *
 * @param listenKeys whether a spot venue gives out listen keys, as regional hosts do; otherwise
 *     those addresses answer 410, as the venue's own do. Futures always have them
 * @param listenKeyValidity how long a listen key lives without being asked for again
 * @param longestToken how long a listen token of margin lives at most, and if nothing else is asked
 * @param refusesSecondTokens whether a second token on one connection, which prolongs the
 *     subscription all the same, is answered with the error that there is one already
 */
public record AccountAccess(
        boolean listenKeys,
        Duration listenKeyValidity,
        Duration longestToken,
        boolean refusesSecondTokens) {
    /** Without listen keys; those of futures live an hour, tokens a day. */
    public static AccountAccess usual() {
        return new AccountAccess(false, Duration.ofMinutes(60), Duration.ofHours(24), false);
    }
}
