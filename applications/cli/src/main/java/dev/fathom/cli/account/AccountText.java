package dev.fathom.cli.account;

import dev.fathom.account.AccountEvent;
import dev.fathom.account.Balance;
import dev.fathom.account.EarlyFill;
import dev.fathom.account.Fill;
import dev.fathom.account.ListStatus;
import dev.fathom.account.OrderReport;
import dev.fathom.account.OrderState;
import dev.fathom.account.OrderUpdate;
import dev.fathom.account.Position;
import java.math.BigDecimal;

/**
 * A line an event, as a trader reads it: {@code FILL BUY BTCUSDT 0.5 at 61000.10, 1.0 so far, fee
 * 0.0005 BTC, taker, order 7}. Pure.
 */
final class AccountText implements AccountFormat {
    @Override
    public String event(AccountEvent event, BigDecimal filled) {
        if (event instanceof EarlyFill) {
            return "";
        }
        return "%s %s %s%s\n"
                .formatted(
                        Words.time(event),
                        Words.kind(event),
                        body(event, filled),
                        Words.found(event));
    }

    private static String body(AccountEvent event, BigDecimal filled) {
        return switch (event) {
            case Fill it ->
                    "%s %s %s at %s, %s so far, fee %s, %s, order %d"
                            .formatted(
                                    Words.side(it.side()),
                                    it.instrument().symbol(),
                                    Words.plain(it.quantity()),
                                    Words.plain(it.price()),
                                    Words.plain(filled),
                                    Words.fee(it),
                                    it.isMaker() ? "maker" : "taker",
                                    it.orderId());
            case OrderUpdate it -> order(it.state()) + Words.reason(it);
            case OrderReport it -> order(it.state());
            case AccountEvent it -> Words.other(it);
        };
    }

    private static String order(OrderState it) {
        return "%s %s %s at %s%s: %s, %s filled, order %d '%s'"
                .formatted(
                        Words.side(it.side()),
                        it.instrument().symbol(),
                        Words.plain(it.quantity()),
                        Words.price(it),
                        Words.stop(it),
                        it.status(),
                        Words.plain(it.filled()),
                        it.orderId(),
                        it.clientOrderId());
    }

    @Override
    public String summary(Holds now) {
        StringBuilder text = new StringBuilder("Balances:\n");
        for (Balance balance : now.balances()) {
            text.append("  ").append(Words.balance(balance)).append('\n');
        }
        text.append(now.positions().isEmpty() ? "" : "Positions:\n");
        for (Position position : now.positions()) {
            text.append("  ").append(Words.position(position)).append('\n');
        }
        text.append("Open orders:").append(now.openOrders().isEmpty() ? " none" : "").append('\n');
        for (OrderState order : now.openOrders()) {
            text.append("  ").append(order(order)).append('\n');
        }
        text.append(now.openLists().isEmpty() ? "" : "Open lists:\n");
        for (ListStatus list : now.openLists()) {
            text.append("  ").append(Words.members(list)).append('\n');
        }
        return text.toString();
    }
}
