package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;

/**
 * What an order asks for. Immutable.
 *
 * @param symbol upper case
 * @param side buyers are on {@link BookSide#BID}
 * @param type its kind
 * @param timeInForce of an order with a limit; {@link TimeInForce#GTC} for the others
 * @param price with scale 8; zero for one without a limit
 * @param stopPrice what a trade must reach before it works, with scale 8; zero for none
 * @param quantity with scale 8
 * @param clientId the owner's name for it; unique among the open orders
 */
public record OrderTerms(
        String symbol,
        BookSide side,
        OrderType type,
        TimeInForce timeInForce,
        BigDecimal price,
        BigDecimal stopPrice,
        BigDecimal quantity,
        String clientId) {
    /** An order that waits for no price. */
    OrderTerms(
            String symbol,
            BookSide side,
            OrderType type,
            TimeInForce timeInForce,
            BigDecimal price,
            BigDecimal quantity,
            String clientId) {
        this(symbol, side, type, timeInForce, price, Money.ZERO, quantity, clientId);
    }

    /** The same at another price and with another quantity. */
    OrderTerms modified(BigDecimal otherPrice, BigDecimal otherQuantity) {
        return new OrderTerms(
                symbol, side, type, timeInForce, otherPrice, stopPrice, otherQuantity, clientId);
    }

    /** The same with another quantity under another name. */
    OrderTerms amended(BigDecimal lower, String name) {
        return new OrderTerms(symbol, side, type, timeInForce, price, stopPrice, lower, name);
    }

    /** Whether it waits for a price and a trade at this one is it. */
    boolean isTriggeredBy(BigDecimal traded) {
        int above = traded.compareTo(stopPrice);
        return type.waits() && (type.waitsForRise(side) ? above >= 0 : above <= 0);
    }
}
