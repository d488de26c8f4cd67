package dev.fathom.simulator.account;

/** What a trader does at one kind of venue of its own. */
sealed interface Habits permits SpotHabits, FuturesHabits, UpdateHabits {
    /** Places something. */
    default void place(Trader trader, TradingPlace place) throws AccountRefusal {
        trader.place(trader.order(place));
    }

    /**
     * Asks for something else than an open order does.
     *
     * @param kind 75 to 95, what is to be asked for
     */
    void change(Trader trader, TradingPlace place, OrderState order, int kind)
            throws AccountRefusal;

    /** Does something that is about no order. */
    void other(TradingPlace place);

    /**
     * A name for an order.
     *
     * @param random any number
     * @param count how many names there were before
     */
    default String name(long random, long count) {
        return "sim" + Long.toString(random, 36) + "x" + count;
    }
}
