package dev.fathom.venue.binance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.fathom.account.AccountAnswer;
import dev.fathom.account.AccountPosition;
import dev.fathom.account.Balance;
import dev.fathom.account.Details;
import dev.fathom.account.Fill;
import dev.fathom.account.ListStatus;
import dev.fathom.account.OrderReport;
import dev.fathom.account.OrderState;
import dev.fathom.account.OrderStatus;
import dev.fathom.account.Origin;
import dev.fathom.account.Position;
import dev.fathom.book.Side;
import dev.fathom.market.Instrument;
import dev.fathom.market.VenueTime;
import dev.fathom.venue.BadTextException;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what REST answers about an account. What has no plain name is kept with Binance's own key.
 * Immutable.
 */
record BinanceAccountAnswers(BinanceAccountMarket market) {
    // A list of which there was nothing to reject is told with this reason.
    private static final String NOT_REJECTED = "NONE";

    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

    AccountAnswer orders(byte[] body, long receivedAtNs) throws IOException, BadTextException {
        List<OrderReport> rows = new ArrayList<>();
        for (JsonNode row : list(tree(body))) {
            rows.add(order(AccountMembers.of("an order", row), receivedAtNs));
        }
        return new AccountAnswer.Orders(rows, rows.size() >= market.pages().orders());
    }

    AccountAnswer order(byte[] body, long receivedAtNs) throws IOException, BadTextException {
        AccountMembers row = AccountMembers.of("the order", tree(body));
        return new AccountAnswer.Orders(List.of(order(row, receivedAtNs)), false);
    }

    AccountAnswer list(byte[] body, long receivedAtNs) throws IOException, BadTextException {
        AccountMembers it = AccountMembers.of("the list", tree(body));
        List<ListStatus.Member> orders = new ArrayList<>();
        for (AccountMembers order : it.objects("orders")) {
            orders.add(
                    new ListStatus.Member(
                            instrument(order),
                            order.whole("orderId"),
                            order.text("clientOrderId"),
                            rest(order)));
        }
        return new AccountAnswer.OneList(
                new ListStatus(
                        instrument(it),
                        it.whole("orderListId"),
                        it.text("contingencyType"),
                        it.text("listStatusType"),
                        it.text("listOrderStatus"),
                        NOT_REJECTED,
                        it.text("listClientOrderId"),
                        it.time("transactionTime"),
                        orders,
                        Origin.rest(receivedAtNs),
                        rest(it)));
    }

    AccountAnswer fills(byte[] body, long receivedAtNs) throws IOException, BadTextException {
        List<Fill> rows = new ArrayList<>();
        for (JsonNode row : list(tree(body))) {
            rows.add(fill(AccountMembers.of("a trade", row), receivedAtNs));
        }
        return new AccountAnswer.Fills(rows, rows.size() >= market.pages().fills());
    }

    AccountAnswer account(byte[] body, long receivedAtNs) throws IOException, BadTextException {
        AccountMembers it = AccountMembers.of("the account", tree(body));
        List<Balance> balances = new ArrayList<>();
        VenueTime updatedAt = VenueTime.NONE;
        if (it.has("balances")) {
            updatedAt = it.time("updateTime");
            for (AccountMembers row : it.objects("balances")) {
                balances.add(balance(row));
            }
        } else if (it.has("userAssets")) {
            for (AccountMembers row : it.objects("userAssets")) {
                balances.add(balance(row));
            }
        } else if (market.isFutures()) {
            for (AccountMembers row : it.objects("assets")) {
                updatedAt = later(updatedAt, row.time("updateTime"));
                balances.add(
                        new Balance(
                                row.text("asset"),
                                row.decimal("walletBalance"),
                                BigDecimal.ZERO,
                                rest(row)));
            }
        } else {
            for (AccountMembers pair : it.objects("assets")) {
                balances.add(balance(pair.object("baseAsset")));
                balances.add(balance(pair.object("quoteAsset")));
            }
        }
        // The rest tells rates, rights and the number of the owner: nothing that changes by
        // trading.
        return new AccountAnswer.AllBalances(
                new AccountPosition(
                        updatedAt, balances, List.of(), Origin.rest(receivedAtNs), Details.NONE),
                market.isFutures() ? Optional.of(positions(it)) : Optional.empty());
    }

    private List<Position> positions(AccountMembers it) throws BadTextException {
        List<Position> positions = new ArrayList<>();
        for (AccountMembers row : it.objects("positions")) {
            positions.add(
                    new Position(
                            instrument(row),
                            row.text("positionSide"),
                            row.decimal("positionAmt"),
                            rest(row)));
        }
        return positions;
    }

    private static VenueTime later(VenueTime one, VenueTime other) {
        return other.toNs() > one.toNs() ? other : one;
    }

    private static Balance balance(AccountMembers row) throws BadTextException {
        return new Balance(
                row.text("asset"), row.decimal("free"), row.decimal("locked"), rest(row));
    }

    private OrderReport order(AccountMembers it, long receivedAtNs) throws BadTextException {
        OrderState state =
                new OrderState(
                        instrument(it),
                        it.whole("orderId"),
                        it.text("clientOrderId"),
                        it.has("orderListId") ? it.whole("orderListId") : -1,
                        side(it),
                        it.text("type"),
                        it.text("timeInForce"),
                        it.decimal("origQty"),
                        it.decimal("price"),
                        it.has("stopPrice") ? it.decimal("stopPrice") : BigDecimal.ZERO,
                        status(it),
                        it.decimal("executedQty"),
                        it.time("updateTime"),
                        0);
        return new OrderReport(state, Origin.rest(receivedAtNs), rest(it));
    }

    private Fill fill(AccountMembers it, long receivedAtNs) throws BadTextException {
        boolean futures = it.has("maker");
        return new Fill(
                instrument(it),
                it.whole("id"),
                it.whole("orderId"),
                it.flag(futures ? "buyer" : "isBuyer") ? Side.BID : Side.ASK,
                it.decimal("price"),
                it.decimal("qty"),
                it.decimal("commission"),
                it.text("commissionAsset"),
                it.flag(futures ? "maker" : "isMaker"),
                it.time("time"),
                Origin.rest(receivedAtNs),
                rest(it));
    }

    private Instrument instrument(AccountMembers it) throws BadTextException {
        return new Instrument(market.market().id(), it.text("symbol"));
    }

    private static Side side(AccountMembers it) throws BadTextException {
        String side = it.text("side");
        return switch (side) {
            case "BUY" -> Side.BID;
            case "SELL" -> Side.ASK;
            default -> throw BadTextException.message("side '" + side + "' is not known");
        };
    }

    private static OrderStatus status(AccountMembers it) throws BadTextException {
        return BinanceAccountDecoder.word(it, "status", OrderStatus.OTHER);
    }

    private static Details rest(AccountMembers it) {
        Details.Builder more = new Details.Builder();
        it.moveTo(more, "", Map.of());
        return more.build();
    }

    private static JsonNode tree(byte[] body) throws IOException, BadTextException {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException _) {
            // Not Jackson's words: they may quote the answer.
            throw BadTextException.message("the answer is no JSON");
        }
    }

    private static JsonNode list(JsonNode node) throws BadTextException {
        if (!node.isArray()) {
            throw BadTextException.message("the answer is no list");
        }
        return node;
    }
}
