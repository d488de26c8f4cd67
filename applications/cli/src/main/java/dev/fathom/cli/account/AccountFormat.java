package dev.fathom.cli.account;

import dev.fathom.account.AccountEvent;
import dev.fathom.account.Balance;
import dev.fathom.account.OrderState;
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
    String summary(List<Balance> balances, List<OrderState> openOrders);
}
