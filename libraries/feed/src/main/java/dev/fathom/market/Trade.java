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
 * @param source how it came here
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
        TradeSource source,
        @Nullable WideLevel wide)
        implements Traded {
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
                TradeSource.STREAM,
                null);
    }

    /** A trade that a request brought, with numbers of any size. */
    public static Trade byRest(
            Instrument instrument,
            long id,
            BigDecimal price,
            BigDecimal size,
            TakerSide takerSide,
            VenueTime venueTime,
            long receivedAtNs) {
        boolean fits = Decimals.fits(price) && Decimals.fits(size);
        return new Trade(
                instrument,
                id,
                fits ? price.unscaledValue().longValueExact() : 0,
                price.scale(),
                fits ? size.unscaledValue().longValueExact() : 0,
                size.scale(),
                takerSide,
                venueTime,
                receivedAtNs,
                TradeSource.REST,
                fits ? null : new WideLevel(price, size));
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

    @Override
    public BigDecimal exactPrice() {
        return wide == null ? Decimals.toBigDecimal(price, priceScale) : wide.price();
    }

    @Override
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
