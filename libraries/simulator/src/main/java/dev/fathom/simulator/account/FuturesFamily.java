package dev.fathom.simulator.account;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/** What the two families of Binance's futures do otherwise. */
public enum FuturesFamily {
    /** Paid in dollars. */
    USD_M(
            "/fapi/",
            Map.of("allOrders", 5, "userTrades", 5, "balance", 5, "positionRisk", 5),
            Page.LONG,
            Page.LONG),
    /** Contracts of some dollars each, paid in the coin. */
    COIN_M(
            "/dapi/",
            Map.of("allOrders", 20, "userTrades", 20, "balance", 1, "positionRisk", 1),
            new Page(50, 100),
            new Page(50, 1000));

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

    private static final Set<String> NEWER = Set.of("account", "balance", "positionRisk");
    private static final Set<String> ALGO = Set.of("openAlgoOrders", "allAlgoOrders");

    private final String base;
    private final Map<String, Integer> own;
    private final Page orders;
    private final Page fills;

    FuturesFamily(String base, Map<String, Integer> own, Page orders, Page fills) {
        this.base = base;
        this.own = own;
        this.orders = orders;
        this.fills = fills;
    }

    /** What its paths begin with. */
    public String base() {
        return base;
    }

    /** Whether a listen key that is prolonged is told again. */
    public boolean tellsKeyAgain() {
        return this == USD_M;
    }

    /** Whether a fill is told by a short event too. */
    boolean tellsFillsTwice() {
        return this == USD_M;
    }

    /** Whether lists may be asked of all contracts of a pair. */
    boolean knowsPairs() {
        return this == COIN_M;
    }

    /** Whether a request of this name is found under a version such as {@code v1}. */
    boolean has(String name, String version) {
        return switch (this) {
            case USD_M ->
                    NEWER.contains(name)
                            ? version.equals("v2") || version.equals("v3")
                            : version.equals("v1");
            case COIN_M -> version.equals("v1") && !ALGO.contains(name);
        };
    }

    /** What a list or document costs by its name, for one symbol or for all that may be meant. */
    int weight(String name, boolean ofOne) {
        if (ofOne && (name.equals("openOrders") || name.equals("openAlgoOrders"))) {
            return 1;
        }
        int weight = own.getOrDefault(name, WEIGHTS.getOrDefault(name, 1));
        boolean isOfPair = this == COIN_M && !ofOne;
        return isOfPair && (name.equals("allOrders") || name.equals("userTrades"))
                ? 2 * weight
                : weight;
    }

    /** The rows of a list of orders. */
    Page orders() {
        return orders;
    }

    /** The rows of a list of fills. */
    Page fills() {
        return fills;
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
