package dev.fathom.simulator.account;

import java.math.BigDecimal;

/**
 * What the account has of one asset. Immutable.
 *
 * @param free may be spent, with scale 8
 * @param locked is promised to open orders, with scale 8
 */
public record Balance(BigDecimal free, BigDecimal locked) {
    /** Nothing. */
    static final Balance NONE = new Balance(Money.ZERO, Money.ZERO);

    /** Free and locked together. */
    public BigDecimal total() {
        return free.add(locked);
    }

    Balance plus(BigDecimal amount) {
        return new Balance(free.add(amount), locked);
    }

    /** Moves {@code amount}, which may be negative, from free to locked. */
    Balance locking(BigDecimal amount) {
        return new Balance(free.subtract(amount), locked.add(amount));
    }
}
