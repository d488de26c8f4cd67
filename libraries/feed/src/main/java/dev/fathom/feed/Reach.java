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
 *     been half way; negative when it is behind. Where the venue has no clock, its newest trade's
 * @param roundTripNs how long the answer took that tells the time, nanoseconds
 * @param clockStepNs the step of the venue's clock, in whose middle it is taken to be; 0 where the
 *     venue has no clock
 */
public record Reach(
        URI rest,
        long pingNs,
        VenueTime venueTime,
        long clockAheadNs,
        long roundTripNs,
        long clockStepNs) {}
