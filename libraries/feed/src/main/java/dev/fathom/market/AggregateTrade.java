package dev.fathom.market;

import dev.fathom.book.DecimalOverflowException;
import dev.fathom.book.Decimals;
import dev.fathom.book.WideLevel;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

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
 * @param source how it came here
 * @param wide price and size, if one of them does not fit a {@code long}; {@code price} and {@code
 *     size} are of no use then
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
        long receivedAtNs,
        TradeSource source,
        @Nullable WideLevel wide)
        implements Traded {
    /** An aggregate of which {@code trade} holds everything but the ids folded in. */
    public static AggregateTrade of(Trade trade, long firstTradeId, long lastTradeId) {
        boolean fits = trade.wide() == null;
        return new AggregateTrade(
                trade.instrument(),
                trade.id(),
                firstTradeId,
                lastTradeId,
                fits ? trade.price() : 0,
                trade.priceScale(),
                fits ? trade.size() : 0,
                trade.sizeScale(),
                trade.takerSide(),
                trade.venueTime(),
                trade.receivedAtNs(),
                trade.source(),
                trade.wide());
    }

    /** An aggregate whose numbers fit. */
    public AggregateTrade(
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
            long receivedAtNs) {
        this(
                instrument,
                id,
                firstTradeId,
                lastTradeId,
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
