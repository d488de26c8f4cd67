package dev.fathom.account;

import java.math.BigDecimal;

/**
 * What an account has of one asset. Immutable.
 *
 * @param asset such as {@code BTC}; where an account has several wallets, those beside the usual
 *     one stand before it: {@code margin:BTC}
 * @param free what can be used; of futures the whole wallet
 * @param locked what open orders hold; zero for futures
 */
public record Balance(String asset, BigDecimal free, BigDecimal locked, Details details) {
    /** Nothing of an asset. */
    static Balance none(String asset) {
        return new Balance(asset, BigDecimal.ZERO, BigDecimal.ZERO, Details.NONE);
    }
}
