package dev.fathom.account;

import dev.fathom.market.TradeSource;
import dev.fathom.market.VenueTime;

/**
 * Where an event came from and when. Immutable.
 *
 * @param source by the stream, or by a request afterwards
 * @param eventTime when the venue sent it; {@link VenueTime#NONE} where it does not say
 * @param receivedAtNs when the bytes arrived here, nanoseconds since 1970 UTC
 */
public record Origin(TradeSource source, VenueTime eventTime, long receivedAtNs) {
    /** A message of the stream. */
    public static Origin stream(VenueTime eventTime, long receivedAtNs) {
        return new Origin(TradeSource.STREAM, eventTime, receivedAtNs);
    }

    /** The answer to a request. */
    public static Origin rest(long receivedAtNs) {
        return new Origin(TradeSource.REST, VenueTime.NONE, receivedAtNs);
    }
}
