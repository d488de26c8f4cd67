package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;

/**
 * A position in one contract, long and short in one. Immutable.
 *
 * @param symbol upper case
 * @param amount what is held; negative if it was sold
 * @param entryPrice the average price of what is held, rounded to eight decimals; zero for none
 * @param realised what all that was closed has brought so far, fees not counted
 */
public record Position(
        String symbol, BigDecimal amount, BigDecimal entryPrice, BigDecimal realised) {
    /** Nothing of this symbol. */
    static Position none(String symbol) {
        return new Position(symbol, Money.ZERO, Money.ZERO, Money.ZERO);
    }

    /** What it is after a trade. What is closed is closed at the entry price. */
    Position after(Contract contract, BookSide side, BigDecimal price, BigDecimal quantity) {
        BigDecimal delta = side == BookSide.BID ? quantity : quantity.negate();
        BigDecimal then = amount.add(delta);
        if (amount.signum() * delta.signum() >= 0) {
            BigDecimal entry =
                    amount.signum() == 0
                            ? price.setScale(Money.SCALE)
                            : contract.entry(amount.abs(), entryPrice, quantity, price);
            return new Position(symbol, then, entry, realised);
        }
        BigDecimal closed = quantity.min(amount.abs());
        BigDecimal entry =
                then.signum() == 0
                        ? Money.ZERO
                        : then.signum() == amount.signum() ? entryPrice : price;
        return new Position(symbol, then, entry, realised.add(profit(contract, price, closed)));
    }

    /** What it would bring to close all of it at this price. */
    BigDecimal unrealised(Contract contract, BigDecimal price) {
        return amount.signum() == 0 ? Money.ZERO : profit(contract, price, amount.abs());
    }

    private BigDecimal profit(Contract contract, BigDecimal price, BigDecimal closed) {
        BigDecimal bought = contract.profit(entryPrice, price, closed);
        return amount.signum() < 0 ? bought.negate() : bought;
    }

    /** Whether such a trade would only make it smaller. */
    boolean isReducedBy(BookSide side, BigDecimal quantity) {
        int sign = side == BookSide.BID ? 1 : -1;
        return amount.signum() == -sign && quantity.compareTo(amount.abs()) <= 0;
    }
}
