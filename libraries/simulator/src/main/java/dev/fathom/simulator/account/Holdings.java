package dev.fathom.simulator.account;

import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the account has, and what orders and trades do to it. Owned by the venue's thread. */
sealed interface Holdings permits SpotHoldings, FuturesHoldings {
    /** What there is of each asset. */
    Map<String, Balance> balances();

    /**
     * Lets an order be placed, or stand in the place of another.
     *
     * @throws AccountRefusal if there is not enough for it
     */
    void afford(TradingPlace place, OrderTerms terms, Optional<OrderState> instead)
            throws AccountRefusal;

    /** An order has come, changed or ended; what it may cost is set aside or given back. */
    void reserve(TradingPlace place, Optional<OrderState> before, OrderState after);

    /** An order has traded. */
    Booking book(TradingPlace place, OrderState after, TruthTrade trade, boolean maker);

    /**
     * A trade in the books.
     *
     * @param told what is told before the order's own event
     */
    record Booking(Fill fill, List<AccountEvent> told) {}

    /**
     * Something comes in, or goes out.
     *
     * @throws IllegalArgumentException if more is to go out than is free
     */
    AccountEvent transfer(String asset, BigDecimal delta, long nowUs);

    /** What is told last, when all that belongs together has happened. */
    Optional<AccountEvent> last(long nowUs);

    /** Refuses to give what is not there. */
    static void requireFree(String asset, BigDecimal free, BigDecimal delta) {
        if (free.add(delta).signum() < 0) {
            throw new IllegalArgumentException(
                    "only " + free + " " + asset + " are free, not " + delta);
        }
    }
}
