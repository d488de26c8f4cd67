package dev.fathom.venue;

import java.net.URI;

/**
 * How to ask a venue for a snapshot. Immutable.
 *
 * @param uri what to GET
 * @param weight what it costs of the venue's request budget
 * @param levels levels a side that the answer holds at most
 */
public record SnapshotRequest(URI uri, int weight, int levels) {}
