package dev.fathom.simulator.account;

/** What kind of order, in the venue's words. */
public enum OrderType {
    /** Trades up to its price and rests there, if its time in force lets it. */
    LIMIT,
    /** Only ever rests; refused where it would trade at once. */
    LIMIT_MAKER,
    /** Trades at whatever price there is. */
    MARKET
}
