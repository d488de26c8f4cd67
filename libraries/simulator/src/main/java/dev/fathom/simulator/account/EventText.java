package dev.fathom.simulator.account;

import dev.fathom.simulator.account.AccountEvent.OrderEvent;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;

/** The venue's private events as text. */
public final class EventText {
    private EventText() {}

    /**
     * An event without the envelope around it.
     *
     * @param nowUs when it is told, microseconds since 1970 UTC
     * @param unit from microseconds to the unit of the connection
     */
    public static String of(AccountEvent event, long nowUs, LongUnaryOperator unit) {
        long now = unit.applyAsLong(nowUs);
        return switch (event) {
            case OrderEvent it -> report(it, now, unit);
            case AccountEvent.PositionEvent it ->
                    "{\"e\":\"outboundAccountPosition\",\"E\":%d,\"u\":%d,\"B\":%s}"
                            .formatted(now, unit.applyAsLong(it.timeUs()), balances(it.balances()));
            case AccountEvent.BalanceEvent it ->
                    "{\"e\":\"balanceUpdate\",\"E\":%d,\"a\":\"%s\",\"d\":\"%s\",\"T\":%d}"
                            .formatted(
                                    now,
                                    it.asset(),
                                    it.delta().toPlainString(),
                                    unit.applyAsLong(it.timeUs()));
        };
    }

    /** The name of an event. */
    public static String name(AccountEvent event) {
        return switch (event) {
            case OrderEvent _ -> "executionReport";
            case AccountEvent.PositionEvent _ -> "outboundAccountPosition";
            case AccountEvent.BalanceEvent _ -> "balanceUpdate";
        };
    }

    /** The symbol of the order that an event is of; empty if it is of none. */
    public static String symbol(AccountEvent event) {
        return event instanceof OrderEvent it ? it.order().terms().symbol() : "";
    }

    /** What the last event of a subscription says. */
    public static String terminated(long time) {
        return "{\"e\":\"eventStreamTerminated\",\"E\":" + time + "}";
    }

    /** What a listen key that has expired is told with. */
    public static String listenKeyExpired(String key, long time) {
        return "{\"e\":\"listenKeyExpired\",\"E\":" + time + ",\"listenKey\":\"" + key + "\"}";
    }

    private static String balances(Map<String, Balance> balances) {
        return balances.entrySet().stream()
                .map(it ->
                        "{\"a\":\"%s\",\"f\":\"%s\",\"l\":\"%s\"}"
                                .formatted(
                                        it.getKey(),
                                        it.getValue().free().toPlainString(),
                                        it.getValue().locked().toPlainString()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String report(OrderEvent event, long now, LongUnaryOperator unit) {
        OrderState order = event.order();
        OrderTerms terms = order.terms();
        StringBuilder out = new StringBuilder(640).append("{\"e\":\"executionReport\"");
        number(out, "E", now);
        text(out, "s", terms.symbol());
        text(out, "c", event.requestId());
        text(out, "S", OrderRules.word(terms.side()));
        text(out, "o", terms.type().name());
        text(out, "f", terms.timeInForce().name());
        text(out, "q", terms.quantity());
        text(out, "p", terms.price());
        text(out, "P", Money.ZERO);
        text(out, "F", Money.ZERO);
        number(out, "g", -1);
        text(out, "C", event.originalId());
        text(out, "x", event.execution().name());
        text(out, "X", order.status().name());
        text(out, "r", event.reason());
        number(out, "i", order.id());
        text(out, "l", event.fill().map(Fill::quantity).orElse(Money.ZERO));
        text(out, "z", order.executed());
        text(out, "L", event.fill().map(Fill::price).orElse(Money.ZERO));
        text(out, "n", event.fill().map(it -> it.commission().toPlainString()).orElse("0"));
        raw(out, "N", event.fill().map(it -> "\"" + it.commissionAsset() + "\"").orElse("null"));
        number(out, "T", unit.applyAsLong(order.updatedUs()));
        number(out, "t", event.fill().map(Fill::tradeId).orElse(-1L));
        number(out, "I", event.executionId());
        raw(out, "w", Boolean.toString(!order.status().isFinal()));
        raw(out, "m", Boolean.toString(event.fill().map(Fill::maker).orElse(false)));
        raw(out, "M", Boolean.toString(event.fill().isPresent()));
        number(out, "O", unit.applyAsLong(order.createdUs()));
        text(out, "Z", order.executedQuote());
        text(out, "Y", event.fill().map(Fill::quote).orElse(Money.ZERO));
        text(out, "Q", Money.ZERO);
        if (event.execution() != Execution.REJECTED) {
            number(out, "W", unit.applyAsLong(order.createdUs()));
        }
        text(out, "V", "NONE");
        event.expiry().ifPresent(why -> text(out, "eR", why));
        return out.append('}').toString();
    }

    private static void text(StringBuilder out, String key, BigDecimal value) {
        text(out, key, value.toPlainString());
    }

    private static void text(StringBuilder out, String key, String value) {
        raw(out, key, "\"" + value + "\"");
    }

    private static void number(StringBuilder out, String key, long value) {
        raw(out, key, Long.toString(value));
    }

    private static void raw(StringBuilder out, String key, String value) {
        out.append(",\"").append(key).append("\":").append(value);
    }
}
