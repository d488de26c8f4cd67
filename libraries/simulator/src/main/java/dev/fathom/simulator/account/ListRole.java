package dev.fathom.simulator.account;

/**
 * What an order is in a list. Immutable.
 *
 * @param listId the list's id; -1 for none
 * @param isOneOfTwo whether one of the two orders of the list trades at most
 */
public record ListRole(long listId, boolean isOneOfTwo) {
    /** That of an order by itself. */
    static final ListRole NONE = new ListRole(-1, false);
}
