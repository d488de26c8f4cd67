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

    static CostToFill of(Side takerSide, BigDecimal wanted, Ladder ladder) {
        BigDecimal left = wanted;
        BigDecimal cost = BigDecimal.ZERO;
        for (int i = 0; i < ladder.count() && left.signum() > 0; i++) {
            BigDecimal taken = left.min(ladder.exactSize(i));
            cost = cost.add(ladder.exactPrice(i).multiply(taken));
            left = left.subtract(taken);
        }
        return new CostToFill(takerSide, wanted, wanted.subtract(left), cost);
    }

    /** Whether the levels held the whole size. */
    public boolean isComplete() {
        return filled.compareTo(wanted) == 0;
    }

    /** Cost by size filled; empty if nothing was. */
    public Optional<Ratio> averagePrice() {
        return filled.signum() == 0 ? Optional.empty() : Optional.of(Ratio.of(cost, filled));
    }
}
