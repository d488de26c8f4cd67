package dev.fathom.simulator.account;

/** How an order stands, in the venue's words. */
public enum OrderStatus {
    PENDING_NEW,
    NEW,
    PARTIALLY_FILLED,
    FILLED,
    CANCELED,
    REJECTED,
    EXPIRED;

    /** Whether nothing can happen to the order any more. */
    public boolean isFinal() {
        return this != PENDING_NEW && this != NEW && this != PARTIALLY_FILLED;
    }
}
