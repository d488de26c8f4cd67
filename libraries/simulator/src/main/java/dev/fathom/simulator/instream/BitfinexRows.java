package dev.fathom.simulator.instream;

import dev.fathom.simulator.account.AccountEvent.OrderEvent;
import dev.fathom.simulator.account.Balance;
import dev.fathom.simulator.account.Fill;
import dev.fathom.simulator.account.OrderState;
import dev.fathom.simulator.account.OrderTerms;
import dev.fathom.simulator.account.OrderType;
import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/**
 * The rows of an account at Bitfinex, which are the same in messages and in answers. Pure.
 * "Orders", "Trades" and "Wallets" of docs.bitfinex.com (2026).
 */
final class BitfinexRows {
    private static final int POST_ONLY = 4096;

    private BitfinexRows() {}

    /**
     * An order after something has happened to it.
     *
     * @param past all that has happened to it so far, oldest first
     */
    static String order(List<OrderEvent> past) {
        OrderState order = past.getLast().order();
        OrderTerms terms = order.terms();
        BigDecimal average =
                order.executed().signum() == 0
                        ? BigDecimal.ZERO
                        : order.executedQuote().divide(order.executed(), MathContext.DECIMAL32);
        return "[%d,null,%s,\"%s\",%d,%d,%s,%s,\"%s\",null,null,null,%d,\"%s\",null,null,%s,%s,0,0,null,null,null,0,0,null,null,null,\"API>BFX\",null,null,null]"
                .formatted(
                        order.id(),
                        terms.clientId(),
                        terms.symbol(),
                        ms(order.createdUs()),
                        ms(order.updatedUs()),
                        number(signed(terms.side(), order.remaining())),
                        number(signed(terms.side(), terms.quantity())),
                        type(terms),
                        terms.type() == OrderType.LIMIT_MAKER ? POST_ONLY : 0,
                        status(past),
                        number(terms.price()),
                        number(average));
    }

    private static String type(OrderTerms terms) {
        if (terms.type() == OrderType.MARKET) {
            return "EXCHANGE MARKET";
        }
        return switch (terms.timeInForce()) {
            case GTC -> "EXCHANGE LIMIT";
            case IOC -> "EXCHANGE IOC";
            case FOK -> "EXCHANGE FOK";
        };
    }

    /** How an order stands, in prose: what it is, and what it was before. */
    private static String status(List<OrderEvent> past) {
        List<Fill> fills = past.stream().flatMap(it -> it.fill().stream()).toList();
        String filled = fills.isEmpty() ? "" : "PARTIALLY FILLED" + step(fills.getLast());
        OrderEvent last = past.getLast();
        return switch (last.order().status()) {
            case NEW -> "ACTIVE";
            case PARTIALLY_FILLED -> filled;
            case FILLED ->
                    "EXECUTED"
                            + step(fills.getLast())
                            + (fills.size() == 1
                                    ? ""
                                    : ": was PARTIALLY FILLED" + step(fills.get(fills.size() - 2)));
            case CANCELED -> was("CANCELED", filled);
            case EXPIRED -> was(reason(last), filled);
            case PENDING_NEW, REJECTED ->
                    throw new IllegalStateException("does not happen here: " + last.order());
        };
    }

    private static String was(String now, String before) {
        return before.isEmpty() ? now : now + " was: " + before;
    }

    private static String reason(OrderEvent ended) {
        return switch (ended.expiry().orElseThrow()) {
            case UNFILLED_IOC_QUANTITY_EXPIRED -> "IOC CANCELED";
            case UNFILLED_FOK_ORDER_EXPIRED -> "FILLORKILL CANCELED";
            case INSUFFICIENT_LIQUIDITY -> "RSN_BOOK_SLIP";
            case EXCHANGE_CANCELED -> "RSN_PAUSE";
            case OCO_TRIGGER, OTO_PHASE_ONE_EXPIRED, REJECTED ->
                    throw new IllegalStateException("does not happen here: " + ended);
        };
    }

    private static String step(Fill fill) {
        return " @ %s(%s)"
                .formatted(number(fill.price()), number(signed(fill.side(), fill.quantity())));
    }

    /**
     * A trade.
     *
     * @param fee whether it is known yet
     */
    static String trade(Fill fill, OrderTerms terms, boolean fee) {
        return "[%d,\"%s\",%d,%d,%s,%s,\"%s\",%s,%d,%s,%s]"
                .formatted(
                        fill.tradeId(),
                        fill.symbol(),
                        ms(fill.timeUs()),
                        fill.orderId(),
                        number(signed(fill.side(), fill.quantity())),
                        number(fill.price()),
                        type(terms),
                        // Not the order's price, whatever the name of the field says.
                        number(fill.price()),
                        fill.maker() ? 1 : -1,
                        fee
                                ? number(fill.commission().negate())
                                        + ",\""
                                        + fill.commissionAsset()
                                        + "\""
                                : "null,null",
                        terms.clientId());
    }

    /** A wallet whose available amount is computed later. */
    static String wallet(String asset, BigDecimal total, String description, String meta) {
        return wallet(asset, total, Optional.empty(), description, meta);
    }

    /** A wallet with all that is known of it. */
    static String wallet(String asset, Balance balance) {
        return wallet(asset, balance.total(), Optional.of(balance.free()), "null", "null");
    }

    private static String wallet(
            String asset,
            BigDecimal total,
            Optional<BigDecimal> available,
            String description,
            String meta) {
        return "[\"exchange\",\"%s\",%s,0,%s,%s,%s]"
                .formatted(
                        asset,
                        number(total),
                        available.map(BitfinexRows::number).orElse("null"),
                        description,
                        meta);
    }

    static BigDecimal signed(BookSide side, BigDecimal amount) {
        return side == BookSide.BID ? amount : amount.negate();
    }

    static String number(BigDecimal number) {
        return JavaScriptNumber.text(number);
    }

    static long ms(long us) {
        return Math.floorDiv(us, 1000);
    }
}
