package dev.fathom.simulator.account;

import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * An account of wallets whose orders keep their ids when they are given other prices and
 * quantities. Owned by the venue's thread, but for its truth.
 */
public final class WalletAccount {
    private final Map<String, ? extends TradingPlace> places;
    private final SpotHoldings holdings;
    private final Account account;

    /**
     * An account without orders.
     *
     * @param clockUs the venue's clock, microseconds since 1970 UTC
     * @param places the markets of now by symbol; may change
     */
    public WalletAccount(
            AccountOptions options,
            LongSupplier clockUs,
            Map<String, ? extends TradingPlace> places,
            AccountListener listener) {
        this.places = places;
        holdings = new SpotHoldings(options, places);
        account = new Account(clockUs, places, holdings, OrderWords.SPOT, listener);
    }

    /** The account at work. */
    public Account account() {
        return account;
    }

    /** What it does by itself. */
    public Trader trader(RandomGenerator random) {
        return new Trader(account, places, random, new UpdateHabits(account, holdings, random));
    }
}
