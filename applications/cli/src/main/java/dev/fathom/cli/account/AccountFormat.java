package dev.fathom.cli.account;

import dev.fathom.account.Account;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.Balance;
import dev.fathom.account.ListStatus;
import dev.fathom.account.OrderState;
import dev.fathom.account.Position;
import java.math.BigDecimal;
import java.util.List;

/** How an account's events are written. Owned by one thread. */
public interface AccountFormat {
    /**
     * An event, with the ends of its lines.
     *
     * @param filled the sizes of all fills of the order that it is about; zero if it is of none
     */
    String event(AccountEvent event, BigDecimal filled);

    /** What the account has and wants at one moment, with the ends of its lines. */
    String summary(Holds now);

    /**
     * What an account has and wants at one moment. Immutable.
     *
     * @param balances those that are not zero
     * @param positions in futures, those that are not zero
     * @param openOrders the orders that may still trade
     * @param openLists the lists of orders that are not done
     */
    record Holds(
            List<Balance> balances,
            List<Position> positions,
            List<OrderState> openOrders,
            List<ListStatus> openLists) {
        /** Copies the lists. */
        public Holds {
            balances = List.copyOf(balances);
            positions = List.copyOf(positions);
            openOrders = List.copyOf(openOrders);
            openLists = List.copyOf(openLists);
        }

        /** How many things these are. */
        int size() {
            return balances.size() + positions.size() + openOrders.size() + openLists.size();
        }

        /** What it has and wants now. */
        public static Holds of(Account account) {
            return new Holds(
                    account.balances().all().stream()
                            .filter(it -> it.free().signum() != 0 || it.locked().signum() != 0)
                            .toList(),
                    account.positions().open(),
                    account.orders().open(),
                    account.orders().openLists());
        }
    }
}
