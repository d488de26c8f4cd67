package dev.fathom.market;

import dev.fathom.book.Level;

/**
 * Best bid and ask after one change of them.
 *
 * @param instrument whose book
 * @param updateId the book's sequence number at that change; {@link #UNNUMBERED} where the venue
 *     tells none
 * @param bid best bid
 * @param ask best ask
 * @param receivedAtNs when the bytes arrived here, nanoseconds since 1970 UTC
 */
public record BestQuote(
        Instrument instrument, long updateId, Level bid, Level ask, long receivedAtNs)
        implements MarketEvent {
    /** The update id of quotes that have none. */
    public static final long UNNUMBERED = -1;
}
