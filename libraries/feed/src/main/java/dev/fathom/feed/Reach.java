package dev.fathom.feed;

import dev.fathom.market.VenueTime;
import java.net.URI;

/**
 * How a venue is reached from here. Immutable.
 *
 * @param rest the address that was asked
 * @param pingNs how long it took to answer the cheapest request, nanoseconds
 * @param venueTime the venue's clock
 * @param clockAheadNs how far the venue's clock is ahead of ours, nanoseconds, as if its answer had
 *     been half way; negative when it is behind
 */
public record Reach(URI rest, long pingNs, VenueTime venueTime, long clockAheadNs) {}
