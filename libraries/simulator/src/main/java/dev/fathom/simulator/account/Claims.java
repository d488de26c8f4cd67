package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What open orders of spot may still cost, in the asset that each gives. Of two orders of which one
 * trades at most only the dearer counts. Owned by the venue's thread.
 */
final class Claims {
    private final Map<Group, Map<Long, BigDecimal>> all = new HashMap<>();

    /** The orders of an OCO, or one by itself. */
    private record Group(long listId, long orderId) {
        static Group of(OrderState order) {
            return order.role().isOneOfTwo()
                    ? new Group(order.role().listId(), -1)
                    : new Group(-1, order.id());
        }
    }

    /** An order stands otherwise than before; returns by how much more is claimed. */
    BigDecimal change(OrderState order) {
        Group group = Group.of(order);
        Map<Long, BigDecimal> of = all.computeIfAbsent(group, _ -> new HashMap<>());
        BigDecimal before = dearest(of);
        if (order.executed().signum() > 0) {
            // The other one is at its end, though that may not have been told yet.
            of.clear();
        }
        of.put(order.id(), claim(order));
        if (order.status().isFinal()) {
            of.remove(order.id());
        }
        if (of.isEmpty()) {
            all.remove(group);
        }
        return dearest(of).subtract(before);
    }

    private static BigDecimal dearest(Map<Long, BigDecimal> claims) {
        return claims.values().stream().reduce(Money.ZERO, BigDecimal::max);
    }

    /** What waits for another order claims nothing. A market order pays as it goes. */
    private static BigDecimal claim(OrderState order) {
        OrderTerms terms = order.terms();
        if (order.status() == OrderStatus.PENDING_NEW) {
            return Money.ZERO;
        }
        return terms.side() == BookSide.BID
                ? Money.reserve(terms.price(), order.remaining())
                : order.remaining();
    }
}
