package dev.fathom.simulator.account;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lists whose orders depend on each other still, and what follows when something happens to one
 * of these. Owned by the venue's thread.
 */
final class OrderLists {
    // Of an OCO, the order that waits for a price ends when the other is partly filled, and the
    // other when that price is reached. The second of an OTO is placed when the first is filled
    // whole. Whatever ends in another way takes with it what depends on it.

    private final Map<Long, OrderList> open = new LinkedHashMap<>();

    /** What follows for the other order of a list that is done. */
    sealed interface Consequence {
        /** It ends. */
        record Ends(long orderId, Expiry why) implements Consequence {}

        /** It is placed. */
        record IsPlaced(long orderId) implements Consequence {}
    }

    void add(OrderList list) {
        open.put(list.id(), list);
    }

    List<OrderList> open() {
        return List.copyOf(open.values());
    }

    /** The list of an order, while its orders depend on each other. */
    Optional<OrderList> of(OrderState order) {
        return Optional.ofNullable(open.get(order.role().listId()));
    }

    /** From now on none of its orders depends on another. */
    OrderList close(OrderList list, long nowUs) {
        open.remove(list.id());
        return list.done(nowUs);
    }

    /** What follows for the other order of its list; nothing as long as the list goes on. */
    Optional<Consequence> after(OrderState order) {
        Optional<OrderList> found = of(order);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        OrderList list = found.get();
        long other = list.otherOf(order.id());
        if (list.isOco()) {
            return hasBegun(order)
                    ? Optional.of(new Consequence.Ends(other, Expiry.OCO_TRIGGER))
                    : Optional.empty();
        }
        if (!order.status().isFinal()) {
            return Optional.empty();
        }
        return Optional.of(
                order.status() == OrderStatus.FILLED
                        ? new Consequence.IsPlaced(other)
                        : new Consequence.Ends(other, Expiry.OTO_PHASE_ONE_EXPIRED));
    }

    /** Whether the other order of an OCO has to go. */
    private static boolean hasBegun(OrderState order) {
        return order.status().isFinal()
                || order.executed().signum() > 0
                || (order.terms().type().waits() && order.isWorking());
    }
}
