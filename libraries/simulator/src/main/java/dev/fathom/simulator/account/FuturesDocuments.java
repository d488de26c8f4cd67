package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The answers of futures as text. Times are milliseconds. */
final class FuturesDocuments {
    private static final String TOTALS_OF = "USDT";

    private final FuturesFamily family;
    private final FuturesHoldings holdings;
    private final AccountTruth truth;
    private final Map<String, ? extends TradingPlace> places;

    FuturesDocuments(
            FuturesFamily family,
            FuturesHoldings holdings,
            AccountTruth truth,
            Map<String, ? extends TradingPlace> places) {
        this.family = family;
        this.holdings = holdings;
        this.truth = truth;
        this.places = places;
    }

    String order(OrderState it) {
        OrderTerms terms = it.terms();
        InstrumentSpec instrument = instrument(terms.symbol());
        JsonText row =
                new JsonText()
                        .number("orderId", it.id())
                        .text("symbol", terms.symbol())
                        .text("status", it.status().name())
                        .text("clientOrderId", terms.clientId())
                        .plain("price", terms.price())
                        .plain("avgPrice", FuturesWords.average(it, Contract.of(instrument)))
                        .plain("origQty", terms.quantity())
                        .plain("executedQty", it.executed());
        return family.cost(row, it, instrument.pair())
                .text("timeInForce", FuturesWords.timeInForce(terms))
                .text("type", FuturesWords.type(terms))
                .text("origType", FuturesWords.type(terms))
                .text("side", OrderRules.word(terms.side()))
                .text("positionSide", "BOTH")
                .flag("reduceOnly", false)
                .flag("closePosition", false)
                .text("stopPrice", "0")
                .text("workingType", "CONTRACT_PRICE")
                .flag("priceProtect", false)
                .text("priceMatch", "NONE")
                .text("selfTradePreventionMode", "NONE")
                .number("goodTillDate", 0)
                .number("time", AccountDocuments.ms(it.createdUs()))
                .number("updateTime", AccountDocuments.ms(it.updatedUs()))
                .end();
    }

    String orders(Collection<OrderState> orders) {
        return AccountDocuments.list(orders, this::order);
    }

    String fill(Fill it) {
        InstrumentSpec instrument = instrument(it.symbol());
        boolean buyer = OrderRules.word(it.side()).equals("BUY");
        JsonText row =
                new JsonText()
                        .text("symbol", it.symbol())
                        .number("id", it.tradeId())
                        .number("orderId", it.orderId())
                        .text("side", OrderRules.word(it.side()))
                        .text("positionSide", "BOTH")
                        .plain("price", it.price())
                        .plain("qty", it.quantity());
        return family.worth(row, it.quote(), instrument.pair(), instrument.marginAsset())
                .text("realizedPnl", it.profit())
                .text("commission", it.commission())
                .text("commissionAsset", it.commissionAsset())
                .number("time", AccountDocuments.ms(it.timeUs()))
                .flag("buyer", buyer)
                .flag("maker", it.maker())
                .end();
    }

    /** What an asset has and what of it is busy. */
    private record Sums(
            BigDecimal wallet, BigDecimal profit, BigDecimal positions, BigDecimal orders) {
        BigDecimal margin() {
            return positions.add(orders);
        }

        BigDecimal whole() {
            return wallet.add(profit);
        }
    }

    private Sums sums(String asset) {
        BigDecimal profit = Money.ZERO;
        BigDecimal positions = Money.ZERO;
        BigDecimal orders = Money.ZERO;
        for (TradingPlace place : places.values()) {
            if (place.instrument().marginAsset().equals(asset)) {
                Position position = holdings.position(place.instrument().symbol());
                profit = profit.add(holdings.unrealised(position));
                positions = positions.add(holdings.positionMargin(position));
                orders = orders.add(holdings.orderMargin(position.symbol()));
            }
        }
        BigDecimal wallet = holdings.balances().getOrDefault(asset, Balance.NONE).total();
        return new Sums(wallet, profit, positions, orders);
    }

    String account() {
        JsonText whole = family == FuturesFamily.USD_M ? totals() : new JsonText();
        return whole.raw("assets", AccountDocuments.list(holdings.balances().keySet(), this::asset))
                .raw("positions", AccountDocuments.list(held(), this::held))
                .end();
    }

    private JsonText totals() {
        Sums sums = sums(TOTALS_OF);
        String zero = Money.ZERO.toPlainString();
        return new JsonText()
                .text("totalInitialMargin", sums.margin())
                .text("totalMaintMargin", zero)
                .text("totalWalletBalance", sums.wallet())
                .text("totalUnrealizedProfit", sums.profit())
                .text("totalMarginBalance", sums.whole())
                .text("totalPositionInitialMargin", sums.positions())
                .text("totalOpenOrderInitialMargin", sums.orders())
                .text("totalCrossWalletBalance", sums.wallet())
                .text("totalCrossUnPnl", sums.profit())
                .text("availableBalance", holdings.available(TOTALS_OF))
                .text("maxWithdrawAmount", holdings.available(TOTALS_OF));
    }

    private String asset(String name) {
        Sums sums = sums(name);
        return new JsonText()
                .text("asset", name)
                .text("walletBalance", sums.wallet())
                .text("unrealizedProfit", sums.profit())
                .text("marginBalance", sums.whole())
                .text("maintMargin", Money.ZERO)
                .text("initialMargin", sums.margin())
                .text("positionInitialMargin", sums.positions())
                .text("openOrderInitialMargin", sums.orders())
                .text("crossWalletBalance", sums.wallet())
                .text("crossUnPnl", sums.profit())
                .text("availableBalance", holdings.available(name))
                .text("maxWithdrawAmount", holdings.available(name))
                .number("updateTime", updatedMs())
                .end();
    }

    /** What there is a position in, or an order; the coin's family lists every contract. */
    private List<Position> held() {
        List<Position> held = new ArrayList<>();
        for (String symbol : places.keySet()) {
            Position position = holdings.position(symbol);
            if (family == FuturesFamily.COIN_M
                    || position.amount().signum() != 0
                    || holdings.orderMargin(symbol).signum() != 0) {
                held.add(position);
            }
        }
        return held;
    }

    private String held(Position it) {
        return new JsonText()
                .text("symbol", it.symbol())
                .text("positionSide", "BOTH")
                .plain("positionAmt", it.amount())
                .text("unrealizedProfit", holdings.unrealised(it))
                .text("isolatedMargin", "0")
                .text("notional", value(it))
                .text("isolatedWallet", "0")
                .text(
                        "initialMargin",
                        holdings.positionMargin(it).add(holdings.orderMargin(it.symbol())))
                .text("maintMargin", "0")
                .number("updateTime", updatedMs())
                .end();
    }

    String balances() {
        return AccountDocuments.list(
                holdings.balances().keySet(),
                it -> {
                    Sums sums = sums(it);
                    return new JsonText()
                            .text("accountAlias", "SimFut")
                            .text("asset", it)
                            .text("balance", sums.wallet())
                            .text("crossWalletBalance", sums.wallet())
                            .text("crossUnPnl", sums.profit())
                            .text("availableBalance", holdings.available(it))
                            .text("maxWithdrawAmount", holdings.available(it))
                            .flag("marginAvailable", true)
                            .number("updateTime", updatedMs())
                            .end();
                });
    }

    /** All that are held, with their prices. */
    String positions() {
        return AccountDocuments.list(held(), this::risk);
    }

    /** Those of some symbols, with their prices. */
    String positions(Set<String> symbols) {
        return AccountDocuments.list(symbols.stream().map(holdings::position).toList(), this::risk);
    }

    private String risk(Position it) {
        return new JsonText()
                .text("symbol", it.symbol())
                .text("positionSide", "BOTH")
                .plain("positionAmt", it.amount())
                .plain("entryPrice", it.entryPrice())
                .plain("breakEvenPrice", it.entryPrice())
                .text("markPrice", Money.middle(placeOf(it)))
                .text("unRealizedProfit", holdings.unrealised(it))
                .text("liquidationPrice", "0")
                .text("isolatedMargin", "0")
                .text("notional", value(it))
                .text("marginAsset", placeOf(it).instrument().marginAsset())
                .text("isolatedWallet", "0")
                .text("leverage", Integer.toString(holdings.leverage(it.symbol())))
                .text("marginType", "cross")
                .text(
                        "initialMargin",
                        holdings.positionMargin(it).add(holdings.orderMargin(it.symbol())))
                .text("maintMargin", "0")
                .text("positionInitialMargin", holdings.positionMargin(it))
                .text("openOrderInitialMargin", holdings.orderMargin(it.symbol()))
                .number("adl", 0)
                .text("bidNotional", "0")
                .text("askNotional", "0")
                .number("updateTime", updatedMs())
                .end();
    }

    private BigDecimal value(Position it) {
        TradingPlace place = placeOf(it);
        return Contract.of(place.instrument()).worth(Money.middle(place), it.amount());
    }

    private InstrumentSpec instrument(String symbol) {
        TradingPlace place = places.get(symbol);
        if (place == null) {
            throw new IllegalStateException("an order of " + symbol + ", not traded here");
        }
        return place.instrument();
    }

    private TradingPlace placeOf(Position it) {
        TradingPlace place = places.get(it.symbol());
        if (place == null) {
            throw new IllegalStateException("a position in " + it.symbol() + ", not traded here");
        }
        return place;
    }

    private long updatedMs() {
        return AccountDocuments.ms(truth.updatedUs());
    }
}
