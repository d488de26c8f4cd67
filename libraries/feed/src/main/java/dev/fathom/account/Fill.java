package dev.fathom.account;

import dev.fathom.book.Side;
import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import java.math.BigDecimal;

/**
 * An order of ours was filled, wholly or in part.
 *
 * @param instrument what was traded
 * @param tradeId the venue's id of the trade; two of our orders may share one
 * @param orderId the order that was filled
 * @param side {@code BID} bought
 * @param price of the fill
 * @param quantity of the fill
 * @param commission the fee of this fill alone
 * @param commissionAsset what the fee was paid in; empty where the venue did not say
 * @param isMaker whether our order rested on the book
 * @param time when it was matched
 */
public record Fill(
        Instrument instrument,
        long tradeId,
        long orderId,
        Side side,
        BigDecimal price,
        BigDecimal quantity,
        BigDecimal commission,
        String commissionAsset,
        boolean isMaker,
        VenueTime time,
        Origin origin,
        Details details)
        implements AccountEvent {
    /** Price times quantity, exact. */
    public BigDecimal quote() {
        return price.multiply(quantity);
    }

    /** Whether both tell of the same amounts. */
    boolean agreesWith(Fill other) {
        return side == other.side
                && price.compareTo(other.price) == 0
                && quantity.compareTo(other.quantity) == 0
                && commission.compareTo(other.commission) == 0;
    }
}
