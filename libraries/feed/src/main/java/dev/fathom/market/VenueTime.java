package dev.fathom.market;

import java.util.concurrent.TimeUnit;

/**
 * A time as the venue's clock gave it, with its unit. Immutable.
 *
 * @param value units since 1970 UTC; 0 where the venue sent none
 * @param unit milliseconds or microseconds, as sent
 */
public record VenueTime(long value, TimeUnit unit) {
    /** The venue sent no time. */
    public static final VenueTime NONE = new VenueTime(0, TimeUnit.MILLISECONDS);

    // Milliseconds reach 15 digits in the year 5138; microseconds have had 16 since 2001.
    private static final long FIRST_MICROSECONDS = 100_000_000_000_000L;

    /** Tells the unit from the magnitude: from 15 digits on it is microseconds. */
    public static VenueTime of(long value) {
        if (value == 0) {
            return NONE;
        }
        return new VenueTime(
                value, value >= FIRST_MICROSECONDS ? TimeUnit.MICROSECONDS : TimeUnit.MILLISECONDS);
    }

    /** True when the venue sent a time. */
    public boolean isKnown() {
        return value != 0;
    }

    /** Nanoseconds since 1970 UTC; 0 when unknown. */
    public long toNs() {
        return unit.toNanos(value);
    }
}
