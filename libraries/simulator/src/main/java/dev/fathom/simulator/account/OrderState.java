package dev.fathom.simulator.account;

import java.math.BigDecimal;

/**
 * An order as it stands at one moment. Immutable.
 *
 * @param id the venue's name for it, unique over all symbols
 * @param terms what it asks for now
 * @param status how it stands
 * @param executed quantity filled so far, with scale 8
 * @param executedQuote what those fills cost, with scale 8; of inverse contracts in the base asset,
 *     with scale 16
 * @param createdUs when it came, by the venue's clock, microseconds since 1970 UTC
 * @param updatedUs when it last changed, likewise
 */
public record OrderState(
        long id,
        OrderTerms terms,
        OrderStatus status,
        BigDecimal executed,
        BigDecimal executedQuote,
        long createdUs,
        long updatedUs) {
    /** The same asking for something else since. */
    OrderState asking(OrderTerms other, long nowUs) {
        return new OrderState(id, other, status, executed, executedQuote, createdUs, nowUs);
    }

    /** The same with another status since. */
    OrderState as(OrderStatus other, long nowUs) {
        return new OrderState(id, terms, other, executed, executedQuote, createdUs, nowUs);
    }

    /** What may still trade. */
    public BigDecimal remaining() {
        return terms.quantity().subtract(executed);
    }
}
