package dev.fathom.simulator.account;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The venue's answers about the account as text. Times are milliseconds. */
final class AccountDocuments {
    private static final long UID = 354_937_868;

    private AccountDocuments() {}

    static String account(AccountOptions options, AccountTruth truth, boolean omitZero) {
        Map<String, Balance> balances = truth.balances();
        if (omitZero) {
            balances.values().removeIf(it -> it.total().signum() == 0);
        }
        return """
        {"makerCommission":%d,"takerCommission":%d,"buyerCommission":0,"sellerCommission":0,\
        "commissionRates":{"maker":"%s","taker":"%s","buyer":"0.00000000","seller":"0.00000000"},\
        "canTrade":true,"canWithdraw":false,"canDeposit":false,"brokered":false,\
        "requireSelfTradePrevention":false,"preventSor":false,"updateTime":%d,"accountType":"SPOT",\
        "balances":%s,"permissions":["SPOT"],"uid":%d}\
        """
                .formatted(
                        points(options.makerFee()),
                        points(options.takerFee()),
                        options.makerFee().setScale(Money.SCALE).toPlainString(),
                        options.takerFee().setScale(Money.SCALE).toPlainString(),
                        ms(truth.updatedUs()),
                        list(
                                balances.entrySet(),
                                it ->
                                        "{\"asset\":\"%s\",\"free\":\"%s\",\"locked\":\"%s\"}"
                                                .formatted(
                                                        it.getKey(),
                                                        it.getValue().free().toPlainString(),
                                                        it.getValue().locked().toPlainString())),
                        UID);
    }

    private static long points(BigDecimal rate) {
        return rate.movePointRight(4).longValue();
    }

    static String orders(List<OrderState> orders) {
        return list(orders, AccountDocuments::order);
    }

    static String order(OrderState it) {
        return """
        {"symbol":"%s","orderId":%d,"orderListId":%d,"clientOrderId":"%s",%s,\
        "stopPrice":"%s","icebergQty":"0.00000000","time":%d,"updateTime":%d,"isWorking":%b,\
        "workingTime":%d,"origQuoteOrderQty":"0.00000000","selfTradePreventionMode":"NONE"}\
        """
                .formatted(
                        it.terms().symbol(),
                        it.id(),
                        it.role().listId(),
                        it.terms().clientId(),
                        figures(it),
                        it.terms().stopPrice().toPlainString(),
                        ms(it.createdUs()),
                        ms(it.updatedUs()),
                        it.workingUs() >= 0,
                        workingMs(it));
    }

    /** The answer to a new order in the form asked for. */
    static String placed(OrderState it, List<Fill> fills, String form) {
        String start =
                "{\"symbol\":\"%s\",\"orderId\":%d,\"orderListId\":%d,\"clientOrderId\":\"%s\",\"transactTime\":%d"
                        .formatted(
                                it.terms().symbol(),
                                it.id(),
                                it.role().listId(),
                                it.terms().clientId(),
                                ms(it.updatedUs()));
        if (form.equals("ACK")) {
            return start + "}";
        }
        String result =
                start
                        + ","
                        + figures(it)
                        + stopPrice(it)
                        + ",\"origQuoteOrderQty\":\"0.00000000\",\"workingTime\":"
                        + workingMs(it)
                        + ",\"selfTradePreventionMode\":\"NONE\"";
        return form.equals("RESULT")
                ? result + "}"
                : result + ",\"fills\":" + list(fills, AccountDocuments::part) + "}";
    }

    private static String part(Fill it) {
        return "{\"price\":\"%s\",\"qty\":\"%s\",\"commission\":\"%s\",\"commissionAsset\":\"%s\",\"tradeId\":%d}"
                .formatted(
                        it.price().toPlainString(),
                        it.quantity().toPlainString(),
                        it.commission().toPlainString(),
                        it.commissionAsset(),
                        it.tradeId());
    }

    /** The answer to a cancel, which had a name of its own. */
    static String cancelled(OrderState it, String requestId) {
        return """
        {"symbol":"%s","origClientOrderId":"%s","orderId":%d,"orderListId":%d,"clientOrderId":"%s",\
        "transactTime":%d,%s%s,"origQuoteOrderQty":"0.00000000","selfTradePreventionMode":"NONE"}\
        """
                .formatted(
                        it.terms().symbol(),
                        it.terms().clientId(),
                        it.id(),
                        it.role().listId(),
                        requestId,
                        ms(it.updatedUs()),
                        figures(it),
                        stopPrice(it));
    }

    private static long workingMs(OrderState it) {
        return it.workingUs() >= 0 ? ms(it.workingUs()) : -1;
    }

    /** What is added for an order that waits for a price, or did. */
    private static String stopPrice(OrderState it) {
        return it.terms().type().waits()
                ? ",\"stopPrice\":\"" + it.terms().stopPrice().toPlainString() + "\""
                : "";
    }

    private static String figures(OrderState it) {
        OrderTerms terms = it.terms();
        return """
        "price":"%s","origQty":"%s","executedQty":"%s","cummulativeQuoteQty":"%s","status":"%s",\
        "timeInForce":"%s","type":"%s","side":"%s"\
        """
                .formatted(
                        terms.price().toPlainString(),
                        terms.quantity().toPlainString(),
                        it.executed().toPlainString(),
                        it.executedQuote().toPlainString(),
                        it.status(),
                        terms.timeInForce(),
                        terms.type(),
                        OrderRules.word(terms.side()));
    }

    static String trades(List<Fill> fills) {
        return list(fills, AccountDocuments::trade);
    }

    static String trade(Fill it) {
        boolean buyer = OrderRules.word(it.side()).equals("BUY");
        return """
        {"symbol":"%s","id":%d,"orderId":%d,"orderListId":%d,"price":"%s","qty":"%s","quoteQty":"%s",\
        "commission":"%s","commissionAsset":"%s","time":%d,"isBuyer":%b,"isMaker":%b,"isBestMatch":true}\
        """
                .formatted(
                        it.symbol(),
                        it.tradeId(),
                        it.orderId(),
                        it.listId(),
                        it.price().toPlainString(),
                        it.quantity().toPlainString(),
                        it.quote().toPlainString(),
                        it.commission().toPlainString(),
                        it.commissionAsset(),
                        ms(it.timeUs()),
                        buyer,
                        it.maker());
    }

    static <T> String list(Collection<T> items, Function<T, String> row) {
        return items.stream().map(row).collect(Collectors.joining(",", "[", "]"));
    }

    static long ms(long us) {
        return Math.floorDiv(us, 1000);
    }
}
