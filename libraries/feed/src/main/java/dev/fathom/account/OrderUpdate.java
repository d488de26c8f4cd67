package dev.fathom.account;

import dev.fathom.book.Side;
import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Something happened to an order: what, and what the order is after it. All amounts as sent.
 *
 * @param instrument what is traded
 * @param orderId the venue's id of the order
 * @param clientOrderId the owner's id; on a cancellation that of the request, see {@link
 *     Detail#ORIGINAL_CLIENT_ORDER_ID}
 * @param side {@code BID} buys
 * @param type in the venue's words, such as {@code LIMIT}
 * @param timeInForce in the venue's words, such as {@code GTC}; empty where the type says it
 * @param quantity what is wanted in all
 * @param price the limit; zero for none
 * @param stopPrice the price that triggers it; zero for none
 * @param execution what happened
 * @param status what the order is after it
 * @param lastQuantity the size of this fill; zero if this is none
 * @param lastPrice the price of this fill; zero if this is none
 * @param filled the size filled so far
 * @param tradeId the trade of this fill; -1 or 0 if this is none
 * @param isMaker whether this fill met a resting order of ours
 * @param transactionTime when it happened
 */
public record OrderUpdate(
        Instrument instrument,
        long orderId,
        String clientOrderId,
        Side side,
        String type,
        String timeInForce,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal stopPrice,
        Execution execution,
        OrderStatus status,
        BigDecimal lastQuantity,
        BigDecimal lastPrice,
        BigDecimal filled,
        long tradeId,
        boolean isMaker,
        VenueTime transactionTime,
        Origin origin,
        Details details)
        implements AccountEvent {
    /** The owner's id of the order itself: a cancellation does not rename it, an amendment may. */
    public String ownClientOrderId() {
        String original = details.get(Detail.ORIGINAL_CLIENT_ORDER_ID).orElse("");
        boolean renames = execution == Execution.REPLACED || execution == Execution.AMENDMENT;
        return original.isEmpty() || renames ? clientOrderId : original;
    }

    /** What the order is after it. */
    public OrderState state() {
        return new OrderState(
                instrument,
                orderId,
                ownClientOrderId(),
                details.get(Detail.ORDER_LIST_ID).orElse(-1L),
                side,
                type,
                timeInForce,
                quantity,
                price,
                stopPrice,
                status,
                filled,
                transactionTime,
                details.get(Detail.EXECUTION_ID).orElse(0L));
    }

    /** The fill that this tells of, if it does. */
    public Optional<Fill> fill() {
        if (!execution.isFilling() || lastQuantity.signum() <= 0) {
            return Optional.empty();
        }
        Details.Builder more = new Details.Builder().put(Detail.CUMULATIVE_QUANTITY, filled);
        details.get(Detail.REALIZED_PROFIT)
                .ifPresent(profit -> more.put(Detail.REALIZED_PROFIT, profit));
        return Optional.of(
                new Fill(
                        instrument,
                        tradeId,
                        orderId,
                        side,
                        lastPrice,
                        lastQuantity,
                        details.get(Detail.COMMISSION).orElse(BigDecimal.ZERO),
                        details.get(Detail.COMMISSION_ASSET).orElse(""),
                        isMaker,
                        transactionTime,
                        origin,
                        more.build()));
    }
}
