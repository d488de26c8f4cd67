package dev.fathom.simulator.account;

import java.util.List;
import java.util.stream.Stream;

/**
 * Orders that depend on each other, as the list stands at one moment. Immutable.
 *
 * @param id the venue's name for it
 * @param contingency how they depend
 * @param clientId the owner's name for it; unique among the lists that are not done
 * @param symbol of all its orders
 * @param orders in the venue's order: of an OCO the lower first, of an OTO what is waited for
 * @param change what happened to it last
 * @param createdUs when it came, by the venue's clock, microseconds since 1970 UTC
 * @param updatedUs when it last changed, likewise
 */
public record OrderList(
        long id,
        Contingency contingency,
        String clientId,
        String symbol,
        List<Member> orders,
        Change change,
        long createdUs,
        long updatedUs) {
    /** Copies the orders. */
    public OrderList {
        orders = List.copyOf(orders);
    }

    /** How two orders depend on each other, in the venue's words. */
    public enum Contingency {
        /** When one begins to work or trades, the other ends. */
        OCO,
        /** When the first is filled, the second is placed. */
        OTO
    }

    /** What happened to a list, in the venue's words. */
    public enum Change {
        /** It was accepted. */
        EXEC_STARTED,
        /** None of its orders depends on another any more. */
        ALL_DONE
    }

    /** An order of a list. */
    public record Member(long orderId, String clientId) {}

    /** How it stands, in the venue's word. */
    public String status() {
        return change == Change.ALL_DONE ? "ALL_DONE" : "EXECUTING";
    }

    /** The same at its end. */
    OrderList done(long nowUs) {
        return new OrderList(
                id, contingency, clientId, symbol, orders, Change.ALL_DONE, createdUs, nowUs);
    }

    boolean isOco() {
        return contingency == Contingency.OCO;
    }

    /** Whether the other order waits for this one. */
    boolean isAwaited(long orderId) {
        return !isOco() && orders.getFirst().orderId() == orderId;
    }

    /** The ids of its orders. */
    public Stream<Long> ids() {
        return orders.stream().map(Member::orderId);
    }

    /** The other order. */
    long otherOf(long orderId) {
        return ids().filter(it -> it != orderId).findFirst().orElseThrow();
    }
}
