package dev.fathom.simulator.account;

/** What happened to an order, in the words of spot. */
public enum Execution {
    /** It was accepted, has begun to wait for its price, or has begun to work. */
    NEW,
    /** It was cancelled by its owner. */
    CANCELED,
    /** It asks for something else now; on spot for less, with its place in the queue kept. */
    REPLACED,
    /** It was refused after the order it was to replace had been cancelled. */
    REJECTED,
    /** Some or all of it traded. */
    TRADE,
    /** Its time in force or the venue ended it. */
    EXPIRED
}
