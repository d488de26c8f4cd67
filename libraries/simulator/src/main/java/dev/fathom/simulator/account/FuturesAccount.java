package dev.fathom.simulator.account;

import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** An account of futures. Owned by the venue's thread. */
public final class FuturesAccount implements VenueAccount {
    private final Map<String, ? extends TradingPlace> places;
    private final FuturesFamily family;
    private final FuturesHoldings holdings;
    private final Account account;
    private final FuturesApi api;

    /**
     * An account without orders and positions.
     *
     * @param clockUs the venue's clock, microseconds since 1970 UTC
     * @param places the markets of now by symbol; may change
     */
    public FuturesAccount(
            FuturesFamily family,
            AccountOptions options,
            LongSupplier clockUs,
            Map<String, ? extends TradingPlace> places,
            AccountListener listener) {
        this.family = family;
        this.places = places;
        holdings = new FuturesHoldings(options, places);
        account = new Account(clockUs, places, holdings, OrderWords.FUTURES, listener);
        api = new FuturesApi(family, account, holdings, places);
    }

    /** Which contracts it has. */
    public FuturesFamily family() {
        return family;
    }

    /** What it is asked for. */
    public FuturesApi api() {
        return api;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public EventText text() {
        return new FuturesEventText(family, places);
    }

    @Override
    public Trader trader(RandomGenerator random) {
        return new Trader(account, places, random, new FuturesHabits(account, holdings, random));
    }
}
