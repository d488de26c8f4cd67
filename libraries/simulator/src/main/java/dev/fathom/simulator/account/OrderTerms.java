package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;

/**
 * What an order asks for. Immutable.
 *
 * @param symbol upper case
 * @param side buyers are on {@link BookSide#BID}
 * @param type its kind
 * @param timeInForce of a limit order; {@link TimeInForce#GTC} for the others
 * @param price with scale 8; zero for a market order
 * @param quantity with scale 8
 * @param clientId the owner's name for it; unique among the open orders
 */
public record OrderTerms(
        String symbol,
        BookSide side,
        OrderType type,
        TimeInForce timeInForce,
        BigDecimal price,
        BigDecimal quantity,
        String clientId) {
    /** The same at another price and with another quantity. */
    OrderTerms modified(BigDecimal otherPrice, BigDecimal otherQuantity) {
        return new OrderTerms(symbol, side, type, timeInForce, otherPrice, otherQuantity, clientId);
    }

    /** The same with another quantity under another name. */
    OrderTerms amended(BigDecimal lower, String name) {
        return new OrderTerms(symbol, side, type, timeInForce, price, lower, name);
    }
}
