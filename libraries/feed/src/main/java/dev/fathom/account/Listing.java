package dev.fathom.account;

/** How a venue lists an account's past orders and fills. */
public enum Listing {
    /**
     * Those of one instrument, in the order of ids: {@link Ask.OrdersFrom}, {@link Ask.FillsFrom}.
     */
    BY_INSTRUMENT,
    /**
     * All of a time: {@link Ask.AllOrdersBetween}, {@link Ask.AllFillsBetween}. Orders that ended
     * are apart from those that are open.
     */
    OF_ALL_BY_TIME;

    /** Whether an order may be in either of two lists. */
    boolean partsEndedOrders() {
        return this == OF_ALL_BY_TIME;
    }
}
