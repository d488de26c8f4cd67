package dev.fathom.venue;

import dev.fathom.account.Secret;

/**
 * What a venue gives out for the opening of an account's stream: a listen key, a listen token.
 * Immutable.
 *
 * @param key the text that opens it
 * @param untilMs until when it opens it, by the venue's clock, milliseconds since 1970 UTC
 */
public record Grant(Secret key, long untilMs) {}
