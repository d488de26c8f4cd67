package dev.fathom.account;

/** What an order is at some moment. */
public enum OrderStatus {
    /** Waits for another order of its list. */
    PENDING_NEW(false),
    /** Accepted, nothing filled. */
    NEW(false),
    /** A part is filled, the rest is still wanted. */
    PARTIALLY_FILLED(false),
    /** A cancellation is under way. */
    PENDING_CANCEL(false),
    /** All of it is filled. */
    FILLED(true),
    /** Withdrawn; a part may have been filled. */
    CANCELED(true),
    /** Not accepted. */
    REJECTED(true),
    /** Ended by its own terms or by the venue; a part may have been filled. */
    EXPIRED(true),
    /** Ended because it would have met an order of the same owner. */
    EXPIRED_IN_MATCH(true),
    /** A word that this program does not know; {@link Details#unknown} keeps it. */
    OTHER(false);

    private final boolean isFinal;

    OrderStatus(boolean isFinal) {
        this.isFinal = isFinal;
    }

    /** True when an order never leaves this state. */
    public boolean isFinal() {
        return isFinal;
    }
}
