package dev.fathom.account;

import java.util.List;

/** What a venue answered to an {@link Ask}. Immutable. */
public sealed interface AccountAnswer {
    /**
     * Orders, in the order of their ids.
     *
     * @param rows what each is
     * @param isFull true when there are as many as a page can have
     */
    record Orders(List<OrderReport> rows, boolean isFull) implements AccountAnswer {
        /** Copies the list. */
        public Orders {
            rows = List.copyOf(rows);
        }
    }

    /**
     * Fills, in the order of their ids.
     *
     * @param rows each of them
     * @param isFull true when there are as many as a page can have
     */
    record Fills(List<Fill> rows, boolean isFull) implements AccountAnswer {
        /** Copies the list. */
        public Fills {
            rows = List.copyOf(rows);
        }
    }

    /**
     * All balances; what is not among them is at zero.
     *
     * @param position what there is
     */
    record AllBalances(AccountPosition position) implements AccountAnswer {}

    /** There is no such order. */
    record NoOrder() implements AccountAnswer {}
}
