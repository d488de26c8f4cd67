package dev.fathom.account;

import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import java.util.List;

/**
 * What became of a list of orders that depend on each other.
 *
 * @param instrument what is traded
 * @param listId the venue's id of the list
 * @param contingency how they depend, such as {@code OCO}
 * @param change what happened, such as {@code EXEC_STARTED}
 * @param status what the list is after it: {@code EXECUTING}, {@code ALL_DONE} or {@code REJECT}
 * @param rejectReason {@code NONE} unless rejected
 * @param clientListId the owner's id of the list
 * @param transactionTime when it happened
 * @param orders the orders of the list
 */
public record ListStatus(
        Instrument instrument,
        long listId,
        String contingency,
        String change,
        String status,
        String rejectReason,
        String clientListId,
        VenueTime transactionTime,
        List<Member> orders,
        Origin origin,
        Details details)
        implements AccountEvent {
    /** Copies the orders. */
    public ListStatus {
        orders = List.copyOf(orders);
    }

    /** True when the list is at its end. */
    public boolean isFinal() {
        return status.equals("ALL_DONE") || status.equals("REJECT");
    }

    /** An order of a list. */
    public record Member(
            Instrument instrument, long orderId, String clientOrderId, Details details) {}
}
