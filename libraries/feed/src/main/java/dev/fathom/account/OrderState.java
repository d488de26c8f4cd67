package dev.fathom.account;

import dev.fathom.book.Side;
import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import java.math.BigDecimal;

/**
 * An order at one moment, all of it from one message of the venue. Immutable.
 *
 * @param instrument what is traded
 * @param orderId the venue's id
 * @param clientOrderId the owner's id; empty for none
 * @param orderListId the list it belongs to; -1 for none
 * @param side {@code BID} buys
 * @param type in the venue's words
 * @param timeInForce in the venue's words; empty where the type says it
 * @param quantity what is wanted in all
 * @param price the limit; zero for none
 * @param stopPrice the price that triggers it; zero for none
 * @param status what it is
 * @param filled the size filled so far
 * @param changedAt when it became so
 * @param executionId the number of what made it so; 0 where unknown
 */
public record OrderState(
        Instrument instrument,
        long orderId,
        String clientOrderId,
        long orderListId,
        Side side,
        String type,
        String timeInForce,
        BigDecimal quantity,
        BigDecimal price,
        BigDecimal stopPrice,
        OrderStatus status,
        BigDecimal filled,
        VenueTime changedAt,
        long executionId) {
    // More filled comes later; so does a final state, then what leaves the wait for another order,
    // then the later time, then the larger number. What is final stays.

    /** Whether another state of this order comes after this one. */
    public boolean isFollowedBy(OrderState other) {
        if (status.isFinal()) {
            return false;
        }
        int more = other.filled.compareTo(filled);
        if (more != 0) {
            return more > 0;
        }
        if (other.status.isFinal()) {
            return true;
        }
        boolean waits = status == OrderStatus.PENDING_NEW;
        boolean otherWaits = other.status == OrderStatus.PENDING_NEW;
        if (waits != otherWaits) {
            return waits;
        }
        int later = Long.compare(other.changedAt.toNs(), changedAt.toNs());
        return later != 0 ? later > 0 : other.executionId > executionId;
    }

    /** Whether both cannot belong to one order: a final state with less filled than another has. */
    public boolean contradicts(OrderState other) {
        int more = other.filled.compareTo(filled);
        boolean isOtherFinal = other.status.isFinal();
        return (status.isFinal() && more > 0)
                || (isOtherFinal && more < 0)
                || (status.isFinal() && isOtherFinal && status != other.status);
    }

    /** Whether what is wanted, what is filled and the status are the same. */
    public boolean isAsFarAs(OrderState other) {
        return status == other.status
                && filled.compareTo(other.filled) == 0
                && quantity.compareTo(other.quantity) == 0
                && price.compareTo(other.price) == 0;
    }

    /** {@code BUY 1.5 BTCUSDT at 100 is NEW, 0 filled (order 7)}: for people. */
    public String describe() {
        return "%s %s %s at %s is %s, %s filled (order %d)"
                .formatted(
                        side == Side.BID ? "BUY" : "SELL",
                        quantity.toPlainString(),
                        instrument.symbol(),
                        price.toPlainString(),
                        status,
                        filled.toPlainString(),
                        orderId);
    }
}
