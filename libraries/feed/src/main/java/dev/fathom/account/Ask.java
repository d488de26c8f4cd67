package dev.fathom.account;

import dev.fathom.market.Instrument;

/** Something to ask a venue about an account. Immutable. */
public sealed interface Ask {
    /** All orders that are open. */
    record OpenOrders() implements Ask {}

    /** All balances. */
    record AllBalances() implements Ask {}

    /** What one order is, open or not. */
    record OneOrder(Instrument instrument, long orderId) implements Ask {}

    /** A request for a page of orders, open or not. */
    sealed interface ManyOrders extends Ask {
        /** Of which instrument. */
        Instrument instrument();
    }

    /**
     * Orders from an order id on, in the order of ids.
     *
     * @param fromId the first order id to tell
     */
    record OrdersFrom(Instrument instrument, long fromId) implements ManyOrders {}

    /**
     * Orders made in a time, at most a day, in the order of ids.
     *
     * @param fromMs milliseconds since 1970 UTC, inclusive
     * @param toMs milliseconds since 1970 UTC, inclusive
     */
    record OrdersBetween(Instrument instrument, long fromMs, long toMs) implements ManyOrders {}

    /** A request for a page of fills. */
    sealed interface Fills extends Ask {
        /** Of which instrument. */
        Instrument instrument();
    }

    /**
     * The fills of one order.
     *
     * @param fromId the first trade id to tell
     */
    record FillsOfOrder(Instrument instrument, long orderId, long fromId) implements Fills {}

    /**
     * Fills from a trade id on, in the order of ids.
     *
     * @param fromId the first trade id to tell
     */
    record FillsFrom(Instrument instrument, long fromId) implements Fills {}

    /**
     * Fills of a time, at most a day, in the order of ids.
     *
     * @param fromMs milliseconds since 1970 UTC, inclusive
     * @param toMs milliseconds since 1970 UTC, inclusive
     */
    record FillsBetween(Instrument instrument, long fromMs, long toMs) implements Fills {}
}
