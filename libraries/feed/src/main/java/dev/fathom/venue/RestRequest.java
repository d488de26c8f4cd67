package dev.fathom.venue;

import java.net.URI;

/**
 * What to ask of a venue's REST. Immutable.
 *
 * @param uri what to GET
 * @param weight what it costs of the venue's request budget
 * @param levels for a snapshot the levels a side that the answer holds at most, otherwise 0
 */
public record RestRequest(URI uri, int weight, int levels) {}
