package dev.fathom.market;

import dev.fathom.book.Decimals;

/**
 * One trade.
 *
 * @param instrument what was traded
 * @param id the venue's trade id
 * @param price price times ten to the power of {@code priceScale}
 * @param priceScale decimal places of the price as sent
 * @param size base amount times ten to the power of {@code sizeScale}
 * @param sizeScale decimal places of the size as sent
 * @param takerSide whose order met a resting one
 * @param venueTime when the venue matched it
 * @param receivedAtNs when the bytes arrived here, nanoseconds since 1970 UTC
 */
public record Trade(
        Instrument instrument,
        long id,
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
