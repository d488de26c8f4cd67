package dev.fathom.simulator.account;

import java.math.BigDecimal;
import java.util.Map;

/** What the two families of Binance's futures do otherwise. */
public enum FuturesFamily {
    /** Paid in dollars. */
    USD_M("/fapi/", true, Map.of("allOrders", 5, "userTrades", 5, "balance", 5, "positionRisk", 5)),
    /** Contracts of some dollars each, paid in the coin. */
    COIN_M(
            "/dapi/",
            false,
            Map.of("allOrders", 20, "userTrades", 20, "balance", 1, "positionRisk", 1));

    private static final Map<String, Integer> WEIGHTS =
            Map.of(
                    "openOrders",
                    40,
                    "account",
                    5,
                    "positionSide/dual",
                    30,
                    "openAlgoOrders",
                    40,
                    "allAlgoOrders",
                    5);

    private final String base;
    private final boolean tellsKeyAgain;
    private final Map<String, Integer> own;

    FuturesFamily(String base, boolean tellsKeyAgain, Map<String, Integer> own) {
        this.base = base;
        this.tellsKeyAgain = tellsKeyAgain;
        this.own = own;
    }

    /** What its paths begin with. */
    public String base() {
        return base;
    }

    /** Whether a listen key that is prolonged is told again. */
    public boolean tellsKeyAgain() {
        return tellsKeyAgain;
    }

    /** What a list or document costs by its name. */
    int weight(String name) {
        return own.getOrDefault(name, WEIGHTS.getOrDefault(name, 1));
    }

    /** Adds the members that a row of an order has here alone. */
    JsonText cost(JsonText row, OrderState order, String pair) {
        return switch (this) {
            case USD_M ->
                    row.plain("cumQty", order.executed()).plain("cumQuote", order.executedQuote());
            case COIN_M ->
                    row.text("pair", pair).plain("cumBase", Money.cut(order.executedQuote()));
        };
    }

    /** Adds the members that a row of a fill has here alone. */
    JsonText worth(JsonText row, BigDecimal worth, String pair, String asset) {
        return switch (this) {
            case USD_M -> row.plain("quoteQty", worth);
            case COIN_M ->
                    row.text("pair", pair).text("marginAsset", asset).plain("baseQty", worth);
        };
    }
}
