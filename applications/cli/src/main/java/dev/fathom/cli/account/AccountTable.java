package dev.fathom.cli.account;

import dev.fathom.account.AccountEvent;
import dev.fathom.account.AccountPosition;
import dev.fathom.account.Balance;
import dev.fathom.account.EarlyFill;
import dev.fathom.account.Fill;
import dev.fathom.account.ListStatus;
import dev.fathom.account.OrderReport;
import dev.fathom.account.OrderState;
import dev.fathom.account.OrderUpdate;
import dev.fathom.account.Position;
import java.math.BigDecimal;

/** Columns: time, event, symbol, side, quantity, price, filled, order, what it is now. */
final class AccountTable implements AccountFormat {
    private static final String ROW = "%-23s %-8s %-12s %-4s %18s %16s %18s %13s  %s";

    private boolean isBegun;

    @Override
    public String event(AccountEvent event, BigDecimal filled) {
        String rows =
                switch (event) {
                    case EarlyFill _ -> "";
                    case Fill it ->
                            row(
                                    event,
                                    it.instrument().symbol(),
                                    Words.side(it.side()),
                                    Words.plain(it.quantity()),
                                    Words.plain(it.price()),
                                    Words.plain(filled),
                                    Long.toString(it.orderId()),
                                    "fee " + Words.fee(it) + Words.found(it));
                    case OrderUpdate it -> order(it, it.state(), Words.reason(it));
                    case OrderReport it -> order(it, it.state(), Words.found(it));
                    case AccountPosition it -> balances(it);
                    case AccountEvent it ->
                            "%-23s %-8s %s\n"
                                    .formatted(Words.time(it), Words.kind(it), Words.other(it));
                };
        return rows.isEmpty() ? "" : head() + rows;
    }

    private String order(AccountEvent event, OrderState it, String more) {
        return row(
                event,
                it.instrument().symbol(),
                Words.side(it.side()),
                Words.plain(it.quantity()),
                Words.price(it),
                Words.plain(it.filled()),
                Long.toString(it.orderId()),
                it.status() + Words.stop(it) + more);
    }

    private static String balances(AccountPosition it) {
        StringBuilder rows = new StringBuilder();
        for (Balance balance : it.balances()) {
            rows.append(
                    row(
                            it,
                            balance.asset(),
                            "",
                            Words.plain(balance.free()),
                            "",
                            "",
                            "",
                            "free"
                                    + (balance.locked().signum() == 0
                                            ? ""
                                            : ", " + Words.plain(balance.locked()) + " locked")
                                    + Words.found(it)));
        }
        return rows.toString();
    }

    private static String row(AccountEvent event, String... columns) {
        return line(Words.time(event), Words.kind(event), columns);
    }

    private static String line(String time, String kind, String... columns) {
        Object[] all = new Object[2 + columns.length];
        all[0] = time;
        all[1] = kind;
        System.arraycopy(columns, 0, all, 2, columns.length);
        return ROW.formatted(all).stripTrailing() + "\n";
    }

    private String head() {
        if (isBegun) {
            return "";
        }
        isBegun = true;
        return line(
                "time (UTC)",
                "event",
                "symbol",
                "side",
                "quantity",
                "price",
                "filled",
                "order",
                "now");
    }

    @Override
    public String summary(Holds now) {
        StringBuilder text =
                new StringBuilder("%-12s %24s %24s\n".formatted("asset", "free", "locked"));
        for (Balance it : now.balances()) {
            text.append(
                    "%-12s %24s %24s\n"
                            .formatted(
                                    it.asset(), Words.plain(it.free()), Words.plain(it.locked())));
        }
        text.append(
                now.positions().isEmpty() ? "" : "\n%-12s %24s\n".formatted("position", "amount"));
        for (Position it : now.positions()) {
            text.append("%-12s %24s\n".formatted(Words.contract(it), Words.plain(it.amount())));
        }
        text.append(
                "\n%-12s %-4s %18s %16s %18s %13s  %s\n"
                        .formatted(
                                "open order",
                                "side",
                                "quantity",
                                "price",
                                "filled",
                                "order",
                                "is"));
        for (OrderState it : now.openOrders()) {
            text.append(
                    "%-12s %-4s %18s %16s %18s %13d  %s\n"
                            .formatted(
                                    it.instrument().symbol(),
                                    Words.side(it.side()),
                                    Words.plain(it.quantity()),
                                    Words.price(it),
                                    Words.plain(it.filled()),
                                    it.orderId(),
                                    it.status() + Words.stop(it)));
        }
        text.append(now.openLists().isEmpty() ? "" : "\nopen list\n");
        for (ListStatus it : now.openLists()) {
            text.append(Words.members(it)).append('\n');
        }
        return text.append('\n').toString();
    }
}
