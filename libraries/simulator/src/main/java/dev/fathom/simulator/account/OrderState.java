package dev.fathom.simulator.account;

import java.math.BigDecimal;

/**
 * An order as it stands at one moment. Immutable.
 *
 * @param id the venue's name for it, unique over all symbols
 * @param role what it is in a list of orders
 * @param terms what it asks for now
 * @param status how it stands
 * @param executed quantity filled so far, with scale 8
 * @param executedQuote what those fills cost, with scale 8; of inverse contracts in the base asset,
 *     with scale 16
 * @param createdUs when it came, by the venue's clock, microseconds since 1970 UTC
 * @param updatedUs when it last changed, likewise
 * @param workingUs when it went to the book, likewise; -1 if it has not
 */
public record OrderState(
        long id,
        ListRole role,
        OrderTerms terms,
        OrderStatus status,
        BigDecimal executed,
        BigDecimal executedQuote,
        long createdUs,
        long updatedUs,
        long workingUs) {
    /** An order that has not been to the book. */
    static OrderState of(long id, ListRole role, OrderTerms terms, OrderStatus status, long nowUs) {
        return new OrderState(id, role, terms, status, Money.ZERO, Money.ZERO, nowUs, nowUs, -1);
    }

    /** The same asking for something else since. */
    OrderState asking(OrderTerms other, long nowUs) {
        return new OrderState(
                id, role, other, status, executed, executedQuote, createdUs, nowUs, workingUs);
    }

    /** The same with another status since. */
    OrderState as(OrderStatus other, long nowUs) {
        return new OrderState(
                id, role, terms, other, executed, executedQuote, createdUs, nowUs, workingUs);
    }

    /** The same at work since. */
    OrderState atWork(long nowUs) {
        return new OrderState(
                id, role, terms, OrderStatus.NEW, executed, executedQuote, createdUs, nowUs, nowUs);
    }

    /** The same after a trade. */
    OrderState traded(BigDecimal quantity, BigDecimal quote, long atUs) {
        BigDecimal all = executed.add(quantity);
        return new OrderState(
                id,
                role,
                terms,
                all.compareTo(terms.quantity()) == 0
                        ? OrderStatus.FILLED
                        : OrderStatus.PARTIALLY_FILLED,
                all,
                executedQuote.add(quote),
                createdUs,
                atUs,
                workingUs);
    }

    /** Whether it is in the book, or about to be. */
    public boolean isWorking() {
        return workingUs >= 0 && !status.isFinal();
    }

    /** What may still trade. */
    public BigDecimal remaining() {
        return terms.quantity().subtract(executed);
    }
}
