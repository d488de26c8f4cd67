package dev.fathom.simulator.account;

import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** An account of spot, which margin shows once more. Owned by the venue's thread. */
public final class SpotAccount implements VenueAccount {
    private final Map<String, ? extends TradingPlace> places;
    private final SpotHoldings holdings;
    private final Account account;
    private final AccountApi api;
    private final MarginApi margin;

    /**
     * An account without orders.
     *
     * @param clockUs the venue's clock, microseconds since 1970 UTC
     * @param places the markets of now by symbol; may change
     */
    public SpotAccount(
            AccountOptions options,
            LongSupplier clockUs,
            Map<String, ? extends TradingPlace> places,
            AccountListener listener) {
        this.places = places;
        holdings = new SpotHoldings(options, places);
        account = new Account(clockUs, places, holdings, OrderWords.SPOT, listener);
        InstrumentChoice choice = new InstrumentChoice(places, false);
        OrderSearch search = new OrderSearch(account, choice, SearchRules.SPOT);
        api = new AccountApi(account, options, choice, search);
        margin = new MarginApi(account, search, places);
    }

    /** What spot is asked for. */
    public AccountApi api() {
        return api;
    }

    /** What margin is asked for. */
    public MarginApi margin() {
        return margin;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public EventText text() {
        return new SpotEventText();
    }

    @Override
    public Trader trader(RandomGenerator random) {
        return new Trader(account, places, random, new SpotHabits(account, holdings, random));
    }
}
