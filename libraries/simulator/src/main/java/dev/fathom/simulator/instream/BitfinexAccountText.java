package dev.fathom.simulator.instream;

import dev.fathom.simulator.account.AccountEvent;
import dev.fathom.simulator.account.AccountEvent.BalanceEvent;
import dev.fathom.simulator.account.AccountEvent.OrderEvent;
import dev.fathom.simulator.account.AccountEvent.PositionEvent;
import dev.fathom.simulator.account.AccountTruth;
import dev.fathom.simulator.account.Execution;
import dev.fathom.simulator.account.Fill;
import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What the owner of an account at Bitfinex is told, in the order of a recorded session: both
 * wallets, {@code te}, the order, the wallet of the fee, {@code tu}. An order that ends in the
 * moment of its coming is told by {@code oc} alone. Owned by the venue's loop.
 */
final class BitfinexAccountText {
    private final AccountTruth truth;
    private final Map<String, Board> boards;
    private final Map<String, BigDecimal> totals = new HashMap<>();

    /**
     * Text about an account of which nothing was told yet.
     *
     * @param boards by the symbol on the wire
     */
    BitfinexAccountText(AccountTruth truth, Map<String, Board> boards) {
        this.truth = truth;
        this.boards = boards;
        truth.balances().forEach((asset, it) -> totals.put(asset, it.total()));
    }

    /** What is told of events that belong together; the truth already shows them. */
    List<PrivateMessage> of(List<AccountEvent> events) {
        List<PrivateMessage> told = new ArrayList<>();
        Set<Long> briefly = endedAtOnce(events);
        for (AccountEvent event : events) {
            switch (event) {
                case OrderEvent it -> add(it, briefly.contains(it.order().id()), told);
                case BalanceEvent it -> add(it, told);
                case PositionEvent it -> check(it);
                case AccountEvent.ListEvent _, AccountEvent.LockEvent _, AccountEvent.OfFutures _ ->
                        throw new IllegalStateException("does not happen here: " + event);
            }
        }
        return told;
    }

    private static Set<Long> endedAtOnce(List<AccountEvent> events) {
        Set<Long> come = new HashSet<>();
        Set<Long> gone = new HashSet<>();
        for (AccountEvent event : events) {
            if (event instanceof OrderEvent it) {
                if (it.execution() == Execution.NEW) {
                    come.add(it.order().id());
                }
                if (it.order().status().isFinal()) {
                    gone.add(it.order().id());
                }
            }
        }
        gone.retainAll(come);
        return gone;
    }

    private void add(OrderEvent event, boolean endsAtOnce, List<PrivateMessage> told) {
        String symbol = event.order().terms().symbol();
        String orderType = type(event);
        boolean tells = !endsAtOnce || orderType.equals("oc");
        if (event.fill().isEmpty()) {
            if (tells) {
                told.add(order(orderType, symbol, event));
            }
            return;
        }
        Fill fill = event.fill().get();
        InstrumentSpec instrument = Objects.requireNonNull(boards.get(symbol)).instrument();
        BigDecimal base = BitfinexRows.signed(fill.side(), fill.quantity());
        BigDecimal quote = BitfinexRows.signed(fill.side(), fill.quote()).negate();
        told.add(wallet(instrument.baseAsset(), base, fill, event));
        told.add(wallet(instrument.quoteAsset(), quote, fill, event));
        told.add(trade("te", fill, event));
        if (tells) {
            told.add(order(orderType, symbol, event));
        }
        told.add(wallet(fill.commissionAsset(), fill.commission().negate(), fill, event));
        told.add(trade("tu", fill, event));
    }

    private static String type(OrderEvent event) {
        if (event.order().status().isFinal()) {
            return "oc";
        }
        return event.execution() == Execution.NEW ? "on" : "ou";
    }

    private PrivateMessage order(String type, String symbol, OrderEvent event) {
        List<OrderEvent> past =
                truth.order(event.order().id()).stream()
                        .filter(it -> it.executionId() <= event.executionId())
                        .toList();
        return PrivateMessage.trading(type, symbol, BitfinexRows.order(past));
    }

    private static PrivateMessage trade(String type, Fill fill, OrderEvent event) {
        return PrivateMessage.trading(
                type,
                fill.symbol(),
                BitfinexRows.trade(fill, event.order().terms(), type.equals("tu")));
    }

    private PrivateMessage wallet(String asset, BigDecimal change, Fill fill, OrderEvent event) {
        String price = BitfinexRows.number(fill.price());
        return wallet(
                asset,
                change,
                "\"Exchange %s at %s\"".formatted(BitfinexRows.number(fill.quantity()), price),
                "{\"reason\":\"TRADE\",\"order_id\":%d,\"trade_price\":\"%s\",\"trade_amount\":\"%s\",\"order_cid\":%s}"
                        .formatted(
                                fill.orderId(),
                                price,
                                BitfinexRows.number(
                                        BitfinexRows.signed(fill.side(), fill.quantity())),
                                event.order().terms().clientId()));
    }

    private PrivateMessage wallet(
            String asset, BigDecimal change, String description, String meta) {
        BigDecimal total = totals.merge(asset, change, BigDecimal::add);
        return PrivateMessage.wallet(asset, BitfinexRows.wallet(asset, total, description, meta));
    }

    private void add(BalanceEvent event, List<PrivateMessage> told) {
        String text =
                "Transferred %s %s"
                        .formatted(BitfinexRows.number(event.delta().abs()), event.asset());
        told.add(
                PrivateMessage.notify(
                        "[%d,\"wallet_transfer\",null,null,null,null,\"SUCCESS\",\"%s\"]"
                                .formatted(BitfinexRows.ms(event.timeUs()), text)));
        told.add(wallet(event.asset(), event.delta(), "\"" + text + "\"", "null"));
    }

    // What was told one by one adds up to what there is.
    private void check(PositionEvent event) {
        event.balances()
                .forEach((asset, it) -> {
                    if (it.total().compareTo(totals.getOrDefault(asset, BigDecimal.ZERO)) != 0) {
                        throw new IllegalStateException(
                                "told of %s: %s, but there is %s"
                                        .formatted(asset, totals.get(asset), it));
                    }
                });
    }
}
