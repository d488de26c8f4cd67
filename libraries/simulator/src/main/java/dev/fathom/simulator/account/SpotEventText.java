package dev.fathom.simulator.account;

import dev.fathom.simulator.account.AccountEvent.BalanceEvent;
import dev.fathom.simulator.account.AccountEvent.ListEvent;
import dev.fathom.simulator.account.AccountEvent.LockEvent;
import dev.fathom.simulator.account.AccountEvent.OrderEvent;
import dev.fathom.simulator.account.AccountEvent.PositionEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** The private events of spot. */
final class SpotEventText implements EventText {
    @Override
    public List<Told> told(AccountEvent event, long nowUs) {
        return switch (event) {
            case OrderEvent it ->
                    List.of(
                            new Told(
                                    "executionReport",
                                    it.order().terms().symbol(),
                                    unit -> report(it, nowUs, unit)));
            case ListEvent it ->
                    List.of(
                            new Told(
                                    "listStatus",
                                    it.list().symbol(),
                                    unit -> listStatus(it.list(), nowUs, unit)));
            case PositionEvent it ->
                    List.of(
                            new Told(
                                    "outboundAccountPosition",
                                    "",
                                    unit -> balances(it, nowUs, unit)));
            case BalanceEvent it ->
                    List.of(
                            new Told(
                                    "balanceUpdate",
                                    "",
                                    unit ->
                                            change(
                                                    "balanceUpdate",
                                                    it.asset(),
                                                    it.delta(),
                                                    unit.applyAsLong(it.timeUs()),
                                                    unit.applyAsLong(nowUs))));
            case LockEvent it ->
                    List.of(
                            new Told(
                                    "externalLockUpdate",
                                    "",
                                    unit ->
                                            change(
                                                    "externalLockUpdate",
                                                    it.asset(),
                                                    it.delta(),
                                                    unit.applyAsLong(it.timeUs()),
                                                    unit.applyAsLong(nowUs))));
            case AccountEvent.OfFutures _ -> List.of();
        };
    }

    private static String change(String name, String asset, BigDecimal delta, long time, long now) {
        return JsonText.event(name)
                .number("E", now)
                .text("a", asset)
                .text("d", delta)
                .number("T", time)
                .end();
    }

    private static String balances(PositionEvent event, long nowUs, LongUnaryOperator unit) {
        return JsonText.event("outboundAccountPosition")
                .number("E", unit.applyAsLong(nowUs))
                .number("u", unit.applyAsLong(event.timeUs()))
                .raw(
                        "B",
                        AccountDocuments.list(
                                event.balances().entrySet(),
                                it ->
                                        new JsonText()
                                                .text("a", it.getKey())
                                                .text("f", it.getValue().free())
                                                .text("l", it.getValue().locked())
                                                .end()))
                .end();
    }

    private static String listStatus(OrderList list, long nowUs, LongUnaryOperator unit) {
        return JsonText.event("listStatus")
                .number("E", unit.applyAsLong(nowUs))
                .text("s", list.symbol())
                .number("g", list.id())
                .text("c", list.contingency().name())
                .text("l", list.change().name())
                .text("L", list.status())
                .text("r", "NONE")
                .text("C", list.clientId())
                .number("T", unit.applyAsLong(list.updatedUs()))
                .raw(
                        "O",
                        AccountDocuments.list(
                                list.orders(),
                                it ->
                                        new JsonText()
                                                .text("s", list.symbol())
                                                .number("i", it.orderId())
                                                .text("c", it.clientId())
                                                .end()))
                .end();
    }

    private static String report(OrderEvent event, long nowUs, LongUnaryOperator unit) {
        OrderState order = event.order();
        OrderTerms terms = order.terms();
        JsonText out =
                JsonText.event("executionReport")
                        .number("E", unit.applyAsLong(nowUs))
                        .text("s", terms.symbol())
                        .text("c", event.requestId())
                        .text("S", OrderRules.word(terms.side()))
                        .text("o", terms.type().name())
                        .text("f", terms.timeInForce().name())
                        .text("q", terms.quantity())
                        .text("p", terms.price())
                        .text("P", terms.stopPrice())
                        .text("F", Money.ZERO)
                        .number("g", order.role().listId())
                        .text("C", event.originalId())
                        .text("x", event.execution().name())
                        .text("X", order.status().name())
                        .text("r", event.reason())
                        .number("i", order.id())
                        .text("l", event.fill().map(Fill::quantity).orElse(Money.ZERO))
                        .text("z", order.executed())
                        .text("L", event.fill().map(Fill::price).orElse(Money.ZERO))
                        .text(
                                "n",
                                event.fill().map(it -> it.commission().toPlainString()).orElse("0"))
                        .raw(
                                "N",
                                event.fill()
                                        .map(it -> "\"" + it.commissionAsset() + "\"")
                                        .orElse("null"))
                        .number("T", unit.applyAsLong(order.updatedUs()))
                        .number("t", event.fill().map(Fill::tradeId).orElse(-1L))
                        .number("I", event.executionId())
                        .flag("w", order.isWorking())
                        .flag("m", event.fill().map(Fill::maker).orElse(false))
                        .flag("M", event.fill().isPresent())
                        .number("O", unit.applyAsLong(order.createdUs()))
                        .text("Z", order.executedQuote())
                        .text("Y", event.fill().map(Fill::quote).orElse(Money.ZERO))
                        .text("Q", Money.ZERO);
        if (order.workingUs() >= 0) {
            out.number("W", unit.applyAsLong(order.workingUs()));
        }
        out.text("V", "NONE");
        event.expiry().ifPresent(why -> out.text("eR", why.name()));
        return out.end();
    }
}
