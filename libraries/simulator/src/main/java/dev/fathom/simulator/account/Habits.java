package dev.fathom.simulator.account;

/** What a trader does at one kind of venue besides placing and cancelling. */
sealed interface Habits permits SpotHabits, FuturesHabits {
    /**
     * Asks for something else than an open order does.
     *
     * @param kind 75 to 95, what is to be asked for
     */
    void change(Trader trader, TradingPlace place, OrderState order, int kind)
            throws AccountRefusal;

    /** Does something that is about no order. */
    void other(TradingPlace place);
}
