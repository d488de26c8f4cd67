package dev.fathom.venue.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.AccountPosition;
import dev.fathom.account.Balance;
import dev.fathom.account.Detail;
import dev.fathom.account.Details;
import dev.fathom.account.EarlyFill;
import dev.fathom.account.Execution;
import dev.fathom.account.Fill;
import dev.fathom.account.OrderReport;
import dev.fathom.account.OrderState;
import dev.fathom.account.OrderUpdate;
import dev.fathom.book.Side;
import dev.fathom.market.VenueTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes events back as the message they came in, from their plain names alone, with tables of its
 * own: what the decoder lost is missing then.
 */
final class AccountRowJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int ORDER_FIELDS = 32;
    private static final int TRADE_FIELDS = 12;
    private static final int WALLET_FIELDS = 7;

    private static final String ORDER =
            """
            groupId=1 createdAt=4 originalType=9 goodTill=10 flags=12 statusText=13
            averagePrice=17 trailingPrice=18 auxiliaryPrice=19 isNotified=23 isHidden=24
            parentOrderId=25 routing=28 meta=31
            """;
    private static final String TRADE = "orderType=6 orderPrice=7 clientOrderId=11";
    private static final String WALLET =
            "wallet=0 available=4 unsettledInterest=3 description=5 meta=6";

    private AccountRowJson() {}

    /** The message {@code [0, TYPE, PAYLOAD]} of some events; the type decides snapshot or not. */
    static ArrayNode message(List<AccountEvent> events, boolean isSnapshot) {
        ArrayNode message = JsonNodeFactory.instance.arrayNode().add(0);
        AccountEvent first = events.getFirst();
        switch (first) {
            case OrderReport _ -> {
                message.add("os");
                ArrayNode rows = message.addArray();
                for (AccountEvent event : events) {
                    OrderReport report = (OrderReport) event;
                    rows.add(order(report.state(), report.details()));
                }
            }
            case OrderUpdate it -> {
                message.add(
                        it.status().isFinal()
                                ? "oc"
                                : it.execution() == Execution.NEW ? "on" : "ou");
                message.add(order(it.state(), it.details()));
            }
            case Fill it -> message.add("tu").add(fill(it));
            case EarlyFill it -> message.add("te").add(earlyFill(it));
            case AccountPosition it when isSnapshot -> {
                message.add("ws");
                ArrayNode rows = message.addArray();
                it.balances().forEach(balance -> rows.add(wallet(balance)));
            }
            case AccountPosition it -> message.add("wu").add(wallet(it.balances().getFirst()));
            case AccountEvent.Unknown it ->
                    message.add(it.type())
                            .add(json(it.details().unknown().getOrDefault("payload", "null")));
            default -> throw new AssertionError(first);
        }
        return message;
    }

    private static ArrayNode row(int fields) {
        ArrayNode row = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < fields; i++) {
            row.addNull();
        }
        return row;
    }

    private static ArrayNode order(OrderState it, Details details) {
        ArrayNode row = row(ORDER_FIELDS);
        int sign = it.side() == Side.BID ? 1 : -1;
        row.set(0, it.orderId());
        if (!it.clientOrderId().isEmpty()) {
            row.set(2, Long.parseLong(it.clientOrderId()));
        }
        row.set(3, it.instrument().symbol());
        row.set(5, it.changedAt().value());
        row.set(6, signed(sign, it.quantity().subtract(it.filled())));
        row.set(7, signed(sign, it.quantity()));
        row.set(8, it.type());
        row.set(16, it.stopPrice().signum() != 0 ? it.stopPrice() : it.price());
        if (it.type().endsWith("STOP LIMIT")) {
            row.set(19, it.price());
        }
        put(row, details, ORDER);
        return row;
    }

    private static BigDecimal signed(int sign, BigDecimal size) {
        return sign < 0 ? size.negate() : size;
    }

    private static ArrayNode fill(Fill it) {
        ArrayNode row = row(TRADE_FIELDS);
        trade(row, it.tradeId(), it.instrument().symbol(), it.time(), it.orderId());
        row.set(4, signed(it.side() == Side.BID ? 1 : -1, it.quantity()));
        row.set(5, it.price());
        row.set(8, it.isMaker() ? 1 : -1);
        row.set(9, it.commission().negate());
        row.set(10, it.commissionAsset());
        put(row, it.details(), TRADE);
        return row;
    }

    private static ArrayNode earlyFill(EarlyFill it) {
        ArrayNode row = row(TRADE_FIELDS);
        trade(row, it.tradeId(), it.instrument().symbol(), it.transactionTime(), it.orderId());
        row.set(4, signed(it.side() == Side.BID ? 1 : -1, it.lastQuantity()));
        row.set(5, it.lastPrice());
        row.set(7, it.price());
        row.set(8, it.isMaker() ? 1 : -1);
        row.set(11, Long.parseLong(it.clientOrderId()));
        put(row, it.details(), TRADE);
        return row;
    }

    private static void trade(
            ArrayNode row, long tradeId, String symbol, VenueTime time, long orderId) {
        row.set(0, tradeId);
        row.set(1, symbol);
        row.set(2, time.value());
        row.set(3, orderId);
    }

    private static ArrayNode wallet(Balance it) {
        ArrayNode row = row(WALLET_FIELDS);
        row.set(1, it.asset().substring(it.asset().indexOf(':') + 1));
        row.set(2, it.free().add(it.locked()));
        put(row, it.details(), WALLET);
        return row;
    }

    private static void put(ArrayNode row, Details details, String table) {
        Set<String> written = new HashSet<>();
        for (String pair : table.strip().split("\\s+")) {
            String[] nameAndPlace = pair.split("=");
            int place = Integer.parseInt(nameAndPlace[1]);
            details.known()
                    .forEach((detail, value) -> {
                        if (detail.name().equals(nameAndPlace[0])) {
                            row.set(place, node(detail, value));
                            written.add(detail.name());
                        }
                    });
        }
        for (Map.Entry<Detail<?>, Object> known : details.known().entrySet()) {
            if (!written.contains(known.getKey().name())
                    && !known.getKey().equals(Detail.ACCOUNT_SEQUENCE)) {
                throw new AssertionError("no place for " + known);
            }
        }
        details.unknown().forEach((place, json) -> row.set(Integer.parseInt(place), json(json)));
    }

    private static JsonNode node(Detail<?> detail, Object value) {
        if (detail.equals(Detail.META)) {
            return json((String) value);
        }
        if (detail.equals(Detail.CLIENT_ORDER_ID)) {
            return JsonNodeFactory.instance.numberNode(Long.parseLong((String) value));
        }
        return switch (value) {
            case Boolean it -> JsonNodeFactory.instance.numberNode(it ? 1 : 0);
            case VenueTime it -> JsonNodeFactory.instance.numberNode(it.value());
            default -> MAPPER.valueToTree(value);
        };
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
