package dev.fathom.cli.account;

import dev.fathom.account.AccountEvent;
import dev.fathom.account.AccountPosition;
import dev.fathom.account.AlgoOrderUpdate;
import dev.fathom.account.Balance;
import dev.fathom.account.Detail;
import dev.fathom.account.EarlyFill;
import dev.fathom.account.Fill;
import dev.fathom.account.FuturesAccount;
import dev.fathom.account.ListStatus;
import dev.fathom.account.MarginCall;
import dev.fathom.account.OrderReport;
import dev.fathom.account.OrderState;
import dev.fathom.account.OrderStatus;
import dev.fathom.account.OrderUpdate;
import dev.fathom.account.Position;
import dev.fathom.book.Side;
import dev.fathom.market.TradeSource;
import dev.fathom.market.VenueTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** What text and table say in the same words. Pure. */
final class Words {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private Words() {}

    static String side(Side side) {
        return side == Side.BID ? "BUY" : "SELL";
    }

    static String plain(BigDecimal number) {
        return number.toPlainString();
    }

    /** When it happened; where the venue does not say, when it came. */
    static String time(AccountEvent event) {
        VenueTime at =
                switch (event) {
                    case OrderUpdate it -> it.transactionTime();
                    case OrderReport it -> it.state().changedAt();
                    case Fill it -> it.time();
                    case AccountPosition it -> it.updatedAt();
                    case FuturesAccount it -> it.transactionTime();
                    case ListStatus it -> it.transactionTime();
                    case AlgoOrderUpdate it -> it.transactionTime();
                    case AccountEvent.BalanceChange it -> it.clearedAt();
                    case AccountEvent.ExternalLock it -> it.transactionTime();
                    case AccountEvent.FuturesConfiguration it -> it.transactionTime();
                    case AccountEvent.TriggerReject it -> it.transactionTime();
                    case EarlyFill it -> it.transactionTime();
                    case MarginCall _,
                            AccountEvent.MarginLevel _,
                            AccountEvent.LiabilityChange _,
                            AccountEvent.StreamEnded _,
                            AccountEvent.Unknown _ ->
                            event.origin().eventTime();
                };
        long ns = at.isKnown() ? at.toNs() : event.origin().receivedAtNs();
        return TIME.format(
                Instant.ofEpochSecond(
                        Math.floorDiv(ns, 1_000_000_000L), Math.floorMod(ns, 1_000_000_000L)));
    }

    /** Says where a thing was found, if the stream did not tell it. */
    static String found(AccountEvent event) {
        return event.origin().source() == TradeSource.REST ? " (found by request)" : "";
    }

    static String price(OrderState order) {
        return order.price().signum() == 0 ? order.type() : plain(order.price());
    }

    /** The price that an order waits for, if it waits for one. */
    static String stop(OrderState order) {
        return order.stopPrice().signum() == 0 ? "" : ", stop " + plain(order.stopPrice());
    }

    static String fee(Fill fill) {
        return plain(fill.commission())
                + (fill.commissionAsset().isEmpty() ? "" : " " + fill.commissionAsset());
    }

    /** Why an order ended, where it did not by itself. */
    static String reason(OrderUpdate update) {
        String rejected = update.details().get(Detail.REJECT_REASON).orElse("NONE");
        String expired = update.details().get(Detail.EXPIRY_REASON).orElse("");
        if (!rejected.equals("NONE")) {
            return ", " + rejected;
        }
        if (update.status() == OrderStatus.EXPIRED && expired.isEmpty()) {
            expired = update.details().get(Detail.STATUS_TEXT).orElse("");
        }
        return expired.isEmpty() || expired.equals("0") ? "" : ", " + expired;
    }

    static String balance(Balance balance) {
        return "%s %s free, %s locked"
                .formatted(balance.asset(), plain(balance.free()), plain(balance.locked()));
    }

    /** What a rarer event tells. */
    static String other(AccountEvent event) {
        return switch (event) {
            case AccountPosition it ->
                    it.balances().stream().map(Words::balance).collect(Collectors.joining("; "));
            case FuturesAccount it ->
                    it.reason()
                            + ": "
                            + it.wallets().stream()
                                    .map(w -> w.asset() + " " + plain(w.balance()))
                                    .collect(Collectors.joining("; "))
                            + positions("; ", it.positions());
            case AccountEvent.BalanceChange it -> it.asset() + " by " + plain(it.delta());
            case AccountEvent.ExternalLock it ->
                    it.asset() + " locked elsewhere: " + plain(it.delta());
            case ListStatus it -> "%s: %s, %s".formatted(list(it), it.change(), it.status());
            case AlgoOrderUpdate it ->
                    "%s %s %s %s at %s: %s, conditional order %d"
                            .formatted(
                                    side(it.side()),
                                    plain(it.quantity()),
                                    it.instrument().symbol(),
                                    it.type(),
                                    plain(it.triggerPrice()),
                                    it.status(),
                                    it.algoId());
            case MarginCall it -> "near liquidation" + positions(": ", it.positions());
            case AccountEvent.MarginLevel it -> it.status() + ", level " + plain(it.level());
            case AccountEvent.LiabilityChange it ->
                    "%s %s: owed %s, interest %s"
                            .formatted(
                                    it.type(),
                                    it.asset(),
                                    plain(it.principal()),
                                    plain(it.interest()));
            case AccountEvent.TriggerReject it ->
                    "conditional order %d of %s: %s"
                            .formatted(it.orderId(), it.instrument().symbol(), it.reason());
            case AccountEvent.StreamEnded it -> it.cause().toString();
            case AccountEvent.Unknown it -> it.type() + " " + it.details();
            case OrderUpdate _,
                    OrderReport _,
                    Fill _,
                    EarlyFill _,
                    AccountEvent.FuturesConfiguration _ ->
                    event.details().toString();
        };
    }

    private static String list(ListStatus it) {
        return "%s list %d of %s"
                .formatted(it.contingency(), it.listId(), it.instrument().symbol());
    }

    /** A list and which orders depend on each other. */
    static String members(ListStatus it) {
        return list(it)
                + it.orders().stream()
                        .map(order -> Long.toString(order.orderId()))
                        .collect(Collectors.joining(", ", ": orders ", ""));
    }

    private static String positions(String before, List<Position> positions) {
        if (positions.isEmpty()) {
            return "";
        }
        return before + positions.stream().map(Words::position).collect(Collectors.joining("; "));
    }

    static String position(Position it) {
        return contract(it) + " " + plain(it.amount());
    }

    /** What a position is in. */
    static String contract(Position it) {
        return it.instrument().symbol() + (it.side().equals(Position.BOTH) ? "" : " " + it.side());
    }

    /** The word for a kind of event. */
    static String kind(AccountEvent event) {
        return switch (event) {
            case Fill _ -> "FILL";
            case OrderUpdate _, OrderReport _ -> "ORDER";
            case AccountPosition _ -> "BALANCE";
            case FuturesAccount _ -> "ACCOUNT";
            case AccountEvent.BalanceChange _ -> "TRANSFER";
            case AccountEvent.ExternalLock _ -> "LOCK";
            case ListStatus _ -> "LIST";
            case AlgoOrderUpdate _ -> "TRIGGER";
            case MarginCall _, AccountEvent.MarginLevel _ -> "MARGIN";
            case AccountEvent.LiabilityChange _ -> "LIABILITY";
            case AccountEvent.TriggerReject _ -> "REJECTED";
            case AccountEvent.FuturesConfiguration _ -> "SETTING";
            case AccountEvent.StreamEnded _ -> "STREAM";
            case EarlyFill _, AccountEvent.Unknown _ -> "OTHER";
        };
    }
}
