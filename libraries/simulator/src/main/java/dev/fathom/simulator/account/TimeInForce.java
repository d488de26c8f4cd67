package dev.fathom.simulator.account;

/** How long an order stays, in the venue's words. */
public enum TimeInForce {
    /** Until it is filled or cancelled. */
    GTC,
    /** What cannot trade at once expires. */
    IOC,
    /** Trades whole at once, or expires untouched. */
    FOK
}
