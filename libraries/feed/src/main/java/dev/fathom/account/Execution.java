package dev.fathom.account;

/** What happened to an order. */
public enum Execution {
    /** Accepted. */
    NEW,
    /** Withdrawn by its owner. */
    CANCELED,
    /** Amended in its place in the queue (spot). */
    REPLACED,
    /** Amended (futures). */
    AMENDMENT,
    /** Not accepted. */
    REJECTED,
    /** Filled, wholly or in part. */
    TRADE,
    /** Filled by the venue's liquidation (futures). */
    CALCULATED,
    /** Ended by its own terms or by the venue. */
    EXPIRED,
    /** Would have met an order of the same owner. */
    TRADE_PREVENTION,
    /** A word that this program does not know; {@link Details#unknown} keeps it. */
    OTHER;

    /** True when an event of this kind may carry a fill. */
    public boolean isFilling() {
        return this == TRADE || this == CALCULATED;
    }
}
