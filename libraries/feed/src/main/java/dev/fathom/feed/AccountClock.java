package dev.fathom.feed;

import dev.fathom.net.Loop;
import java.util.concurrent.TimeUnit;

/**
 * The venue's clock, as it was measured last. Owned by its loop. A step of the clock here does not
 * move it.
 */
final class AccountClock {
    private final Loop loop;
    private long offsetNs;
    private boolean measured;

    AccountClock(Loop loop) {
        this.loop = loop;
    }

    /**
     * Takes the venue's time.
     *
     * @param venueNs what its answer told, nanoseconds since 1970 UTC
     * @param askedAtNs when it was asked, monotonic
     * @param answeredAtNs when the answer came, monotonic
     * @return by how many milliseconds it is ahead of the clock here
     */
    long measured(long venueNs, long askedAtNs, long answeredAtNs) {
        long halfWayNs = askedAtNs + (answeredAtNs - askedAtNs) / 2;
        offsetNs = venueNs - halfWayNs;
        measured = true;
        long hereNs = loop.wallNs() - (loop.monotonicNs() - halfWayNs);
        return TimeUnit.NANOSECONDS.toMillis(venueNs - hereNs);
    }

    /** The venue's time now, milliseconds since 1970 UTC; the time here until it was measured. */
    long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(
                measured ? loop.monotonicNs() + offsetNs : loop.wallNs());
    }

    /** The venue's time at a moment of the monotonic clock. */
    long atMs(long monotonicNs) {
        return nowMs() - TimeUnit.NANOSECONDS.toMillis(loop.monotonicNs() - monotonicNs);
    }
}
