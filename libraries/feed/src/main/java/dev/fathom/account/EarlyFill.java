package dev.fathom.account;

import dev.fathom.book.Side;
import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import java.math.BigDecimal;

/**
 * A fill told early and without its fee; the same trade follows in an {@link OrderUpdate} or as a
 * {@link Fill}, which is the one that counts.
 *
 * @param instrument what was traded
 * @param tradeId the venue's id of the trade
 * @param orderId the order that was filled
 * @param clientOrderId the owner's id of the order
 * @param side {@code BID} bought
 * @param quantity what the order wants in all; zero where the venue does not say
 * @param price the limit of the order; zero for none
 * @param lastQuantity the size of the fill
 * @param lastPrice the price of the fill
 * @param isMaker whether our order rested on the book
 * @param transactionTime when it was matched
 */
public record EarlyFill(
        Instrument instrument,
        long tradeId,
        long orderId,
        String clientOrderId,
        Side side,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal lastQuantity,
        BigDecimal lastPrice,
        boolean isMaker,
        VenueTime transactionTime,
        Origin origin,
        Details details)
        implements AccountEvent {}
