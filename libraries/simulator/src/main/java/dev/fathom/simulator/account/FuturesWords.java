package dev.fathom.simulator.account;

import java.math.BigDecimal;

/** What futures say otherwise than spot. */
final class FuturesWords {
    private FuturesWords() {}

    /** The type of an order: one that only rests is a limit order like any other. */
    static String type(OrderTerms terms) {
        return terms.type() == OrderType.LIMIT_MAKER ? "LIMIT" : terms.type().name();
    }

    static String timeInForce(OrderTerms terms) {
        return terms.type() == OrderType.LIMIT_MAKER ? "GTX" : terms.timeInForce().name();
    }

    static String execution(Execution execution) {
        return switch (execution) {
            case REPLACED -> "AMENDMENT";
            case NEW, CANCELED, REJECTED, TRADE, EXPIRED -> execution.name();
        };
    }

    /** The number of a reason. */
    static String expiry(Expiry why) {
        return switch (why) {
            case UNFILLED_IOC_QUANTITY_EXPIRED -> "2";
            case EXCHANGE_CANCELED -> "7";
            case INSUFFICIENT_LIQUIDITY -> "9";
            case UNFILLED_FOK_ORDER_EXPIRED -> "10";
            case OCO_TRIGGER, OTO_PHASE_ONE_EXPIRED, REJECTED ->
                    throw new IllegalArgumentException("a reason of spot: " + why);
        };
    }

    /** The average price of what has been filled; zero for nothing. */
    static BigDecimal average(OrderState order, Contract contract) {
        return order.executed().signum() == 0
                ? BigDecimal.ZERO
                : contract.average(order.executedQuote(), order.executed());
    }
}
