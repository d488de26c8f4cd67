package dev.fathom.account;

/** How a venue lists an account's past orders and fills. */
public enum Listing {
    /**
     * Those of one instrument, in the order of ids: {@link Ask.OrdersFrom}, {@link Ask.FillsFrom}.
     */
    BY_INSTRUMENT,
    /** All of a time: {@link Ask.AllOrdersBetween}, {@link Ask.AllFillsBetween}. */
    OF_ALL_BY_TIME
}
