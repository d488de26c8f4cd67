package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.math.RoundingMode;

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
    Position after(BookSide side, BigDecimal price, BigDecimal quantity) {
        BigDecimal delta = side == BookSide.BID ? quantity : quantity.negate();
        BigDecimal then = amount.add(delta);
        if (amount.signum() * delta.signum() >= 0) {
            BigDecimal cost = amount.abs().multiply(entryPrice).add(quantity.multiply(price));
            return new Position(
                    symbol,
                    then,
                    cost.divide(then.abs(), Money.SCALE, RoundingMode.HALF_UP),
                    realised);
        }
        BigDecimal closed = quantity.min(amount.abs());
        BigDecimal entry =
                then.signum() == 0
                        ? Money.ZERO
                        : then.signum() == amount.signum() ? entryPrice : price;
        return new Position(symbol, then, entry, realised.add(profit(price, closed)));
    }

    /** What it would bring to close all of it at this price. */
    BigDecimal unrealised(BigDecimal price) {
        return profit(price, amount.abs());
    }

    private BigDecimal profit(BigDecimal price, BigDecimal closed) {
        BigDecimal each = price.subtract(entryPrice);
        return (amount.signum() < 0 ? each.negate() : each)
                .multiply(closed)
                .setScale(Money.SCALE, RoundingMode.DOWN);
    }

    /** Whether such a trade would only make it smaller. */
    boolean isReducedBy(BookSide side, BigDecimal quantity) {
        int sign = side == BookSide.BID ? 1 : -1;
        return amount.signum() == -sign && quantity.compareTo(amount.abs()) <= 0;
    }
}
