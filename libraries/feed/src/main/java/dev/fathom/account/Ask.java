package dev.fathom.account;

import dev.fathom.market.Instrument;

/** Something to ask a venue about an account. Immutable. */
public sealed interface Ask {
    /** A request about one instrument. */
    sealed interface OfInstrument extends Ask {
        /** Which one. */
        Instrument instrument();
    }

    /** All orders that are open. */
    record OpenOrders() implements Ask {}

    /** All balances, and where they are listed with them all positions. */
    record AllBalances() implements Ask {}

    /**
     * What one order is.
     *
     * @param isOpen whether the venue listed it among the open ones just now; some have two lists
     */
    record OneOrder(Instrument instrument, long orderId, boolean isOpen) implements OfInstrument {}

    /** What became of a list of orders that depend on each other. */
    record OneList(Instrument instrument, long listId) implements OfInstrument {}

    /** A request for a page of orders, open or not. */
    sealed interface ManyOrders extends Ask {}

    /**
     * Orders from an order id on, in the order of ids.
     *
     * @param fromId the first order id to tell
     */
    record OrdersFrom(Instrument instrument, long fromId) implements ManyOrders, OfInstrument {}

    /**
     * Orders made in a time, at most a day, in the order of ids.
     *
     * @param fromMs milliseconds since 1970 UTC, inclusive
     * @param toMs milliseconds since 1970 UTC, inclusive
     */
    record OrdersBetween(Instrument instrument, long fromMs, long toMs)
            implements ManyOrders, OfInstrument {}

    /**
     * Orders of all instruments that ended in a time.
     *
     * @param fromMs milliseconds since 1970 UTC, inclusive
     * @param toMs milliseconds since 1970 UTC, inclusive
     */
    record AllOrdersBetween(long fromMs, long toMs) implements ManyOrders {}

    /** A request for a page of fills. */
    sealed interface Fills extends Ask {}

    /**
     * The fills of one order.
     *
     * @param fromId the first trade id to tell
     */
    record FillsOfOrder(Instrument instrument, long orderId, long fromId)
            implements Fills, OfInstrument {}

    /**
     * Fills from a trade id on, in the order of ids.
     *
     * @param fromId the first trade id to tell
     */
    record FillsFrom(Instrument instrument, long fromId) implements Fills, OfInstrument {}

    /**
     * Fills of a time, at most a day, in the order of ids.
     *
     * @param fromMs milliseconds since 1970 UTC, inclusive
     * @param toMs milliseconds since 1970 UTC, inclusive
     */
    record FillsBetween(Instrument instrument, long fromMs, long toMs)
            implements Fills, OfInstrument {}

    /**
     * Fills of all instruments of a time.
     *
     * @param fromMs milliseconds since 1970 UTC, inclusive
     * @param toMs milliseconds since 1970 UTC, inclusive
     */
    record AllFillsBetween(long fromMs, long toMs) implements Fills {}
}
