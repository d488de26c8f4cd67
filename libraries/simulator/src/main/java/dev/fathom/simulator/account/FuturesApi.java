package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/**
 * What an account of USD-M futures is asked for, by verb and path in REST. Whoever asks has been
 * let through before. Owned by the venue's thread.
 */
public final class FuturesApi {
    private static final int MOST_LEVERAGE = 125;

    private static final Map<String, Integer> WEIGHTS =
            Map.ofEntries(
                    Map.entry("GET /fapi/v1/openOrders", 40),
                    Map.entry("GET /fapi/v1/openOrder", 1),
                    Map.entry("GET /fapi/v1/order", 1),
                    Map.entry("GET /fapi/v1/allOrders", 5),
                    Map.entry("GET /fapi/v1/userTrades", 5),
                    Map.entry("GET /fapi/v3/account", 5),
                    Map.entry("GET /fapi/v2/balance", 5),
                    Map.entry("GET /fapi/v3/balance", 5),
                    Map.entry("GET /fapi/v2/positionRisk", 5),
                    Map.entry("GET /fapi/v3/positionRisk", 5),
                    Map.entry("GET /fapi/v1/positionSide/dual", 30),
                    Map.entry("GET /fapi/v1/openAlgoOrders", 40),
                    Map.entry("GET /fapi/v1/allAlgoOrders", 5),
                    Map.entry("POST /fapi/v1/order", 0),
                    Map.entry("PUT /fapi/v1/order", 1),
                    Map.entry("DELETE /fapi/v1/order", 1),
                    Map.entry("DELETE /fapi/v1/allOpenOrders", 1),
                    Map.entry("POST /fapi/v1/leverage", 1));

    private final Account account;
    private final FuturesHoldings holdings;
    private final OrderSearch search;
    private final FuturesDocuments documents;
    private final OrderNames names = new OrderNames();

    /** Answers about {@code account}, which has these holdings. */
    FuturesApi(
            Account account,
            FuturesHoldings holdings,
            OrderSearch search,
            Map<String, ? extends TradingPlace> places) {
        this.account = account;
        this.holdings = holdings;
        this.search = search;
        documents = new FuturesDocuments(holdings, account.truth(), places);
    }

    /** Whether there is such a request. */
    public static boolean knows(String verb, String path) {
        return WEIGHTS.containsKey(verb + " " + path);
    }

    /** What a request that this {@link #knows} costs. */
    public static int weight(String verb, String path, Map<String, String> parameters) {
        boolean cheaper = path.endsWith("/openOrders") || path.endsWith("/openAlgoOrders");
        return cheaper && parameters.containsKey("symbol")
                ? 1
                : WEIGHTS.getOrDefault(verb + " " + path, 1);
    }

    /**
     * The answer to a request that this {@link #knows}.
     *
     * @throws AccountRefusal if the venue refuses it
     */
    public String answer(String verb, String path, Map<String, String> parameters)
            throws AccountRefusal {
        Params params = new Params(parameters);
        return switch (verb + " " + path) {
            case "GET /fapi/v1/openOrders" ->
                    FuturesDocuments.orders(search.openOrders(params, false));
            case "GET /fapi/v1/openOrder" -> FuturesDocuments.order(open(params));
            case "GET /fapi/v1/order" -> FuturesDocuments.order(search.order(params));
            case "GET /fapi/v1/allOrders" ->
                    FuturesDocuments.orders(search.allOrders(params, 1000));
            case "GET /fapi/v1/userTrades" ->
                    AccountDocuments.list(search.fills(params), FuturesDocuments::fill);
            case "GET /fapi/v3/account" -> documents.account();
            case "GET /fapi/v2/balance", "GET /fapi/v3/balance" -> documents.balances();
            case "GET /fapi/v2/positionRisk", "GET /fapi/v3/positionRisk" -> positions(params);
            case "GET /fapi/v1/positionSide/dual" -> "{\"dualSidePosition\":false}";
            case "GET /fapi/v1/openAlgoOrders", "GET /fapi/v1/allAlgoOrders" -> "[]";
            case "POST /fapi/v1/order" -> place(params);
            case "PUT /fapi/v1/order" -> modify(params);
            case "DELETE /fapi/v1/order" ->
                    FuturesDocuments.order(account.cancel(open(params), names.next()));
            case "DELETE /fapi/v1/allOpenOrders" -> cancelAll(params);
            case "POST /fapi/v1/leverage" -> leverage(params);
            default -> throw new IllegalArgumentException("no request " + verb + " " + path);
        };
    }

    private OrderState open(Params params) throws AccountRefusal {
        return search.open(params, "orderId", "origClientOrderId");
    }

    private String positions(Params params) throws AccountRefusal {
        return documents.positions(params.get("symbol").isPresent() ? search.symbol(params) : "");
    }

    private String place(Params params) throws AccountRefusal {
        String form = params.get("newOrderRespType").orElse("ACK");
        if (!Set.of("ACK", "RESULT").contains(form)) {
            throw new AccountRefusal(
                    -1130, "Data sent for parameter 'newOrderRespType' is not valid.");
        }
        OrderState then = account.place(terms(params));
        // An acknowledgement shows the order as it came, whatever has happened since.
        return FuturesDocuments.order(
                form.equals("ACK") ? account.truth().order(then.id()).getFirst().order() : then);
    }

    private OrderTerms terms(Params params) throws AccountRefusal {
        String symbol = search.symbol(params);
        BookSide side = params.side();
        if (!params.get("positionSide").orElse("BOTH").equals("BOTH")) {
            throw new AccountRefusal(-4061, "Order's position side does not match user's setting.");
        }
        if (!params.get("reduceOnly").orElse("false").equals("false")) {
            throw new AccountRefusal(-2022, "ReduceOnly Order is rejected.");
        }
        OrderType type =
                params.word(
                        "type",
                        new OrderType[] {OrderType.LIMIT, OrderType.MARKET},
                        -1116,
                        "Invalid orderType.");
        boolean market = type == OrderType.MARKET;
        if (market && params.get("price").isPresent()) {
            throw AccountRefusal.unneeded("price");
        }
        if (market && params.get("timeInForce").isPresent()) {
            throw AccountRefusal.unneeded("timeInForce");
        }
        boolean rests = !market && params.required("timeInForce").equals("GTX");
        return new OrderTerms(
                symbol,
                side,
                rests ? OrderType.LIMIT_MAKER : type,
                market || rests
                        ? TimeInForce.GTC
                        : params.word(
                                "timeInForce", TimeInForce.values(), -1115, "Invalid timeInForce."),
                market ? Money.ZERO : params.amount("price"),
                params.amount("quantity"),
                params.clientId("newClientOrderId").orElseGet(names::next));
    }

    private String modify(Params params) throws AccountRefusal {
        BookSide side = params.side();
        BigDecimal price = params.amount("price");
        BigDecimal quantity = params.amount("quantity");
        OrderState order = open(params);
        if (side != order.terms().side()) {
            throw new AccountRefusal(-1117, "Invalid side.");
        }
        return FuturesDocuments.order(
                account.modify(order, order.terms().modified(price, quantity)));
    }

    private String cancelAll(Params params) throws AccountRefusal {
        for (OrderState order : search.openOrders(params, true)) {
            account.cancel(order, names.next());
        }
        return "{\"code\":200,\"msg\":\"The operation of cancel all open order is done.\"}";
    }

    private String leverage(Params params) throws AccountRefusal {
        String symbol = search.symbol(params);
        params.required("leverage");
        long times = params.number("leverage").orElse(0L);
        if (times < 1 || times > MOST_LEVERAGE) {
            throw new AccountRefusal(-4028, "Leverage " + times + " is not valid");
        }
        account.happened(holdings.leverage(symbol, (int) times, account.nowUs()));
        return "{\"leverage\":%d,\"maxNotionalValue\":\"1000000000\",\"symbol\":\"%s\"}"
                .formatted(times, symbol);
    }
}
