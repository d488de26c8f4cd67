package dev.fathom.account;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One order as far as it is known, and its fills. Owned by one thread. */
final class TrackedOrder {
    private final Map<Long, Fill> fills = new HashMap<>();
    private BigDecimal sum = BigDecimal.ZERO;
    private @Nullable OrderState state;

    /** The newest state; empty while only fills of the order are known. */
    Optional<OrderState> state() {
        return Optional.ofNullable(state);
    }

    /** The sizes of its fills together. */
    BigDecimal sum() {
        return sum;
    }

    /** True when its fills make up what the venue says is filled. */
    boolean isWhole() {
        OrderState known = state;
        return known != null && sum.compareTo(known.filled()) == 0;
    }

    /** The fill of a trade. */
    Optional<Fill> fill(long tradeId) {
        return Optional.ofNullable(fills.get(tradeId));
    }

    /** Takes a state if it comes after the one that is known. */
    boolean advance(OrderState next) {
        OrderState known = state;
        if (known != null && !known.isFollowedBy(next)) {
            return false;
        }
        state = next;
        return true;
    }

    /** Takes a fill that is not known. */
    void add(Fill fill) {
        fills.put(fill.tradeId(), fill);
        sum = sum.add(fill.quantity());
    }
}
