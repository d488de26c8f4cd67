package dev.fathom.account;

import java.util.List;
import java.util.Optional;

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
     * All that there is; what is not among it is at zero.
     *
     * @param balances the balances, or of futures the wallets
     * @param positions the positions; empty where the venue does not list them with the balances
     */
    record AllBalances(AccountPosition balances, Optional<List<Position>> positions)
            implements AccountAnswer {
        /** Copies the list. */
        public AllBalances {
            positions = positions.map(List::copyOf);
        }
    }

    /** What became of a list of orders. */
    record OneList(ListStatus list) implements AccountAnswer {}

    /** There is no such order, list or instrument. */
    record NotKnown() implements AccountAnswer {}
}
