package dev.fathom.account;

import dev.fathom.book.Side;
import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import java.math.BigDecimal;

/**
 * Something happened to a conditional order of the futures: an order of its own kind until it is
 * triggered.
 *
 * @param instrument what is traded
 * @param algoId the venue's id
 * @param clientAlgoId the owner's id
 * @param side {@code BID} buys
 * @param type in the venue's words, such as {@code TAKE_PROFIT}
 * @param timeInForce in the venue's words
 * @param quantity what is wanted in all
 * @param price the limit; zero for none
 * @param triggerPrice the price that triggers it
 * @param status in the venue's words, such as {@code TRIGGERED}
 * @param transactionTime when it happened
 */
public record AlgoOrderUpdate(
        Instrument instrument,
        long algoId,
        String clientAlgoId,
        Side side,
        String type,
        String timeInForce,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal triggerPrice,
        String status,
        VenueTime transactionTime,
        Origin origin,
        Details details)
        implements AccountEvent {}
