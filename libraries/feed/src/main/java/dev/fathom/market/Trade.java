package dev.fathom.market;

import dev.fathom.book.DecimalOverflowException;
import dev.fathom.book.Decimals;
import dev.fathom.book.WideLevel;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

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
 * @param wide price and size, if one of them does not fit a {@code long}; {@code price} and {@code
 *     size} are of no use then
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
        long receivedAtNs,
        @Nullable WideLevel wide)
        implements MarketEvent {
    /** A trade whose numbers fit. */
    public Trade(
            Instrument instrument,
            long id,
            long price,
            int priceScale,
            long size,
            int sizeScale,
            TakerSide takerSide,
            VenueTime venueTime,
            long receivedAtNs) {
        this(
                instrument,
                id,
                price,
                priceScale,
                size,
                sizeScale,
                takerSide,
                venueTime,
                receivedAtNs,
                null);
    }

    /**
     * The fixed-point price.
     *
     * @throws DecimalOverflowException if it does not fit; {@link #exactPrice} always does
     */
    @Override
    public long price() {
        return wide == null ? price : Decimals.of(wide.price(), priceScale);
    }

    /**
     * The fixed-point size.
     *
     * @throws DecimalOverflowException if it does not fit; {@link #exactSize} always does
     */
    @Override
    public long size() {
        return wide == null ? size : Decimals.of(wide.size(), sizeScale);
    }

    /** The exact price. */
    public BigDecimal exactPrice() {
        return wide == null ? Decimals.toBigDecimal(price, priceScale) : wide.price();
    }

    /** The exact size. */
    public BigDecimal exactSize() {
        return wide == null ? Decimals.toBigDecimal(size, sizeScale) : wide.size();
    }

    /** The price in the venue's decimals. */
    public String priceText() {
        return exactPrice().toPlainString();
    }

    /** The size in the venue's decimals. */
    public String sizeText() {
        return exactSize().toPlainString();
    }
}
