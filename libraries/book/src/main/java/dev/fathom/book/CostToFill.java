package dev.fathom.book;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What a taker would pay or get for a size against the levels of a view. Immutable.
 *
 * @param takerSide {@code BID} buys from the asks, {@code ASK} sells to the bids
 * @param wanted the size asked for
 * @param filled the size found, at most the one asked for
 * @param cost the sum of price times size over what was filled, in the quote currency
 */
public record CostToFill(Side takerSide, BigDecimal wanted, BigDecimal filled, BigDecimal cost) {

    /** Whether the levels held the whole size. */
    public boolean isComplete() {
        return filled.compareTo(wanted) == 0;
    }

    /** Cost by size filled; empty if nothing was. */
    public Optional<Ratio> averagePrice() {
        return filled.signum() == 0 ? Optional.empty() : Optional.of(Ratio.of(cost, filled));
    }
}
