package dev.fathom.venue.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.AccountPosition;
import dev.fathom.account.Balance;
import dev.fathom.account.Detail;
import dev.fathom.account.Details;
import dev.fathom.account.Execution;
import dev.fathom.account.OrderReport;
import dev.fathom.account.OrderState;
import dev.fathom.account.OrderStatus;
import dev.fathom.account.OrderUpdate;
import dev.fathom.account.Origin;
import dev.fathom.market.VenueTime;
import dev.fathom.venue.BadTextException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the messages of an account, {@code [0, TYPE, PAYLOAD]} with the numbers and the time that
 * were asked for behind. Positions, funding and what is not known are kept whole. Owned by the
 * connection's thread.
 */
final class AccountFrames {
    /** Where what was asked for stands in a message with a payload. */
    private static final int ACCOUNT_SEQUENCE = 4;

    private static final int TIME = 5;

    private final Map<String, BigDecimal> locked = new HashMap<>();

    /**
     * The events of a message; none for a heartbeat or an empty list.
     *
     * @param receivedAtNs when it arrived, nanoseconds since 1970 UTC
     * @throws BadTextException if a row lacks what it must have
     */
    List<AccountEvent> read(JsonNode message, long receivedAtNs) throws BadTextException {
        String type = message.path(1).asText();
        JsonNode payload = message.path(2);
        if (type.equals("hb") || payload.isNull() || (payload.isArray() && payload.isEmpty())) {
            return List.of();
        }
        JsonNode sent = message.path(TIME);
        Origin origin =
                Origin.stream(
                        sent.canConvertToLong() ? VenueTime.of(sent.longValue()) : VenueTime.NONE,
                        receivedAtNs);
        Details.Builder more = new Details.Builder();
        JsonNode sequence = message.path(ACCOUNT_SEQUENCE);
        if (sequence.isIntegralNumber() && sequence.canConvertToLong()) {
            more.put(Detail.ACCOUNT_SEQUENCE, sequence.longValue());
        }
        return switch (type) {
            case "os" -> snapshot(payload, origin);
            case "on", "ou", "oc" -> List.of(order(type, payload, origin, more));
            case "te" -> List.of(AccountRows.earlyFill(AccountRow.of("te", payload), origin, more));
            case "tu" -> List.of(AccountRows.fill(AccountRow.of("tu", payload), origin, more));
            case "ws" -> List.of(wallets(payload, origin, more));
            case "wu" -> List.of(position(List.of(wallet(payload)), origin, more));
            default ->
                    List.of(
                            new AccountEvent.Unknown(
                                    type,
                                    origin,
                                    more.putUnknown("payload", payload.toString()).build()));
        };
    }

    private static List<AccountEvent> snapshot(JsonNode rows, Origin origin)
            throws BadTextException {
        List<AccountEvent> orders = new ArrayList<>();
        for (JsonNode row : rows) {
            Details.Builder more = new Details.Builder();
            OrderState state = AccountRows.order(AccountRow.of("an order", row), false, more);
            orders.add(new OrderReport(state, origin, more.build()));
        }
        return orders;
    }

    private static OrderUpdate order(String type, JsonNode row, Origin origin, Details.Builder more)
            throws BadTextException {
        OrderState it = AccountRows.order(AccountRow.of("an order", row), type.equals("oc"), more);
        Details details = more.build();
        return new OrderUpdate(
                it.instrument(),
                it.orderId(),
                it.clientOrderId(),
                it.side(),
                it.type(),
                it.timeInForce(),
                it.quantity(),
                it.price(),
                it.stopPrice(),
                execution(type, it.status(), details),
                it.status(),
                // The fill is told by itself.
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                it.filled(),
                -1,
                false,
                it.changedAt(),
                origin,
                details);
    }

    private static Execution execution(String type, OrderStatus status, Details details) {
        String text = details.get(Detail.STATUS_TEXT).orElse("");
        return switch (status) {
            case FILLED ->
                    text.startsWith("FORCED EXECUTED") ? Execution.CALCULATED : Execution.TRADE;
            case CANCELED -> Execution.CANCELED;
            case EXPIRED -> Execution.EXPIRED;
            case NEW, PARTIALLY_FILLED -> {
                if (type.equals("on")) {
                    yield Execution.NEW;
                }
                yield text.startsWith("PARTIALLY FILLED") ? Execution.TRADE : Execution.AMENDMENT;
            }
            case PENDING_NEW, PENDING_CANCEL, REJECTED, EXPIRED_IN_MATCH, OTHER -> Execution.OTHER;
        };
    }

    private AccountPosition wallets(JsonNode rows, Origin origin, Details.Builder more)
            throws BadTextException {
        List<Balance> balances = new ArrayList<>();
        for (JsonNode row : rows) {
            balances.add(wallet(row));
        }
        return position(balances, origin, more);
    }

    private Balance wallet(JsonNode row) throws BadTextException {
        return AccountRows.balance(AccountRow.of("a wallet", row), locked);
    }

    // A wallet does not say when it changed: it is what it is when the message is sent.
    private static AccountPosition position(
            List<Balance> balances, Origin origin, Details.Builder more) {
        return new AccountPosition(origin.eventTime(), balances, List.of(), origin, more.build());
    }
}
