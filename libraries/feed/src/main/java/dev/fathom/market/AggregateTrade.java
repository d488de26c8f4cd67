package dev.fathom.market;

import dev.fathom.book.Decimals;

/**
 * The fills of one taker order at one price, folded into one.
 *
 * @param instrument what was traded
 * @param id the venue's aggregate id; not a trade id
 * @param firstTradeId first trade folded in
 * @param lastTradeId last trade folded in
 * @param price price times ten to the power of {@code priceScale}
 * @param priceScale decimal places of the price as sent
 * @param size base amount times ten to the power of {@code sizeScale}
 * @param sizeScale decimal places of the size as sent
 * @param takerSide whose order met resting ones
 * @param venueTime when the venue matched it
 * @param receivedAtNs when the bytes arrived here, nanoseconds since 1970 UTC
 */
public record AggregateTrade(
        Instrument instrument,
        long id,
        long firstTradeId,
        long lastTradeId,
        long price,
        int priceScale,
        long size,
        int sizeScale,
        TakerSide takerSide,
        VenueTime venueTime,
        long receivedAtNs)
        implements MarketEvent {
    /** The price in the venue's decimals. */
    public String priceText() {
        return Decimals.plain(price, priceScale);
    }

    /** The size in the venue's decimals. */
    public String sizeText() {
        return Decimals.plain(size, sizeScale);
    }
}
