package dev.fathom.venue;

import dev.fathom.account.Secret;

/**
 * What a venue knows a program by. Immutable; never printed.
 *
 * @param id the key that goes with each request
 * @param secret what requests are signed with: the venue's secret, or a private key as PEM
 */
public record ApiKey(Secret id, Secret secret) {}
