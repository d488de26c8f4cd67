package dev.fathom.simulator.account;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts with eight decimals, as the venue keeps them. */
final class Money {
    static final int SCALE = 8;
    static final BigDecimal ZERO = BigDecimal.ZERO.setScale(SCALE);

    private Money() {}

    static BigDecimal ofUnits(long units) {
        return BigDecimal.valueOf(units, SCALE);
    }

    /** What a trade costs: the product cut to eight decimals. */
    static BigDecimal quote(BigDecimal price, BigDecimal quantity) {
        return price.multiply(quantity).setScale(SCALE, RoundingMode.DOWN);
    }

    /** What must be set aside for such a trade: never less than it will cost. */
    static BigDecimal reserve(BigDecimal price, BigDecimal quantity) {
        return price.multiply(quantity).setScale(SCALE, RoundingMode.UP);
    }

    static BigDecimal commission(BigDecimal received, BigDecimal rate) {
        return received.multiply(rate).setScale(SCALE, RoundingMode.HALF_UP);
    }
}
