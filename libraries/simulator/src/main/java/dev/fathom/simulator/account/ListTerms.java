package dev.fathom.simulator.account;

import dev.fathom.simulator.account.OrderList.Contingency;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Orders that are to be placed as a list. Immutable.
 *
 * @param contingency how they depend
 * @param clientId the owner's name for the list
 * @param orders as in {@link OrderList#orders}
 */
record ListTerms(Contingency contingency, String clientId, List<OrderTerms> orders) {
    /** Two orders of which one at most trades, the one at the lower price first. */
    static ListTerms oco(String clientId, OrderTerms below, OrderTerms above) {
        return new ListTerms(Contingency.OCO, clientId, List.of(below, above));
    }

    /** An order, and one that waits until it is filled. */
    static ListTerms oto(String clientId, OrderTerms working, OrderTerms pending) {
        return new ListTerms(Contingency.OTO, clientId, List.of(working, pending));
    }

    boolean isOco() {
        return contingency == Contingency.OCO;
    }

    /**
     * Whether one of the two has to be reached from above, the other from below, if it is known.
     */
    boolean isAround(Optional<BigDecimal> last) {
        BigDecimal low = mark(orders.getFirst());
        BigDecimal high = mark(orders.getLast());
        return low.compareTo(high) < 0
                && last.filter(it -> it.compareTo(low) <= 0 || it.compareTo(high) >= 0).isEmpty();
    }

    /** The price that has to be reached. */
    private static BigDecimal mark(OrderTerms terms) {
        return terms.type().waits() ? terms.stopPrice() : terms.price();
    }
}
