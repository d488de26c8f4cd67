package dev.fathom.venue;

import dev.fathom.net.HttpRequest;
import java.util.function.LongFunction;

/**
 * A request that is written when it is sent, since its signature holds the time. Immutable.
 *
 * @param weight what it costs of the venue's request budget
 * @param at the request as it is sent at a time of the venue's clock, milliseconds since 1970 UTC
 */
public record RestCall(int weight, LongFunction<HttpRequest> at) {}
