package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an account of futures is asked for, by verb and path in REST. Whoever asks has been let
 * through before. Owned by the venue's thread.
 */
public final class FuturesApi {
    private static final int MOST_LEVERAGE = 125;

    private static final Pattern VERSIONED = Pattern.compile("(v[0-9])/(.+)");
    private static final Set<String> READ =
            Set.of(
                    "openOrders",
                    "openOrder",
                    "order",
                    "allOrders",
                    "userTrades",
                    "account",
                    "balance",
                    "positionRisk",
                    "positionSide/dual",
                    "openAlgoOrders",
                    "allAlgoOrders");
    private static final Set<String> DONE =
            Set.of(
                    "POST order",
                    "PUT order",
                    "DELETE order",
                    "DELETE allOpenOrders",
                    "POST leverage");

    private final FuturesFamily family;
    private final Account account;
    private final FuturesHoldings holdings;
    private final InstrumentChoice choice;
    private final OrderSearch search;
    private final FuturesDocuments documents;
    private final OrderNames names = new OrderNames();

    /** Answers about {@code account}, which has these holdings. */
    FuturesApi(
            FuturesFamily family,
            Account account,
            FuturesHoldings holdings,
            Map<String, ? extends TradingPlace> places) {
        this.family = family;
        this.account = account;
        this.holdings = holdings;
        choice = new InstrumentChoice(places, family.knowsPairs());
        search = new OrderSearch(account, choice, SearchRules.FUTURES);
        documents = new FuturesDocuments(family, holdings, account.truth(), places);
    }

    // What the request is for; empty where the path is none of this family.
    private String name(String path) {
        if (!path.startsWith(family.base())) {
            return "";
        }
        Matcher parts = VERSIONED.matcher(path.substring(family.base().length()));
        return parts.matches() && family.has(parts.group(2), parts.group(1)) ? parts.group(2) : "";
    }

    /** Whether there is such a request. */
    public boolean knows(String verb, String path) {
        String name = name(path);
        return verb.equals("GET") ? READ.contains(name) : DONE.contains(verb + " " + name);
    }

    /** What a request that this {@link #knows} costs. */
    public int weight(String verb, String path, Map<String, String> parameters) {
        String name = name(path);
        if (verb.equals("POST") && name.equals("order")) {
            return 0;
        }
        return verb.equals("GET") ? family.weight(name, parameters.containsKey("symbol")) : 1;
    }

    /**
     * The answer to a request that this {@link #knows}.
     *
     * @throws AccountRefusal if the venue refuses it
     */
    public String answer(String verb, String path, Map<String, String> parameters)
            throws AccountRefusal {
        Params params = new Params(parameters);
        return switch (verb + " " + name(path)) {
            case "GET openOrders" -> documents.orders(search.openOrders(params, false));
            case "GET openOrder" -> documents.order(open(params));
            case "GET order" -> documents.order(search.order(params));
            case "GET allOrders" -> documents.orders(search.allOrders(params, family.orders()));
            case "GET userTrades" ->
                    AccountDocuments.list(search.fills(params, family.fills()), documents::fill);
            case "GET account" -> documents.account();
            case "GET balance" -> documents.balances();
            case "GET positionRisk" -> positions(params);
            case "GET positionSide/dual" -> "{\"dualSidePosition\":false}";
            case "GET openAlgoOrders", "GET allAlgoOrders" -> "[]";
            case "POST order" -> place(params);
            case "PUT order" -> modify(params);
            case "DELETE order" -> documents.order(account.cancel(open(params), names.next()));
            case "DELETE allOpenOrders" -> cancelAll(params);
            case "POST leverage" -> leverage(params);
            default -> throw new IllegalArgumentException("no request " + verb + " " + path);
        };
    }

    private OrderState open(Params params) throws AccountRefusal {
        return search.open(params, "orderId", "origClientOrderId");
    }

    private String positions(Params params) throws AccountRefusal {
        return choice.isMade(params)
                ? documents.positions(choice.some(params))
                : documents.positions();
    }

    private String place(Params params) throws AccountRefusal {
        String form = params.get("newOrderRespType").orElse("ACK");
        if (!Set.of("ACK", "RESULT").contains(form)) {
            throw new AccountRefusal(
                    -1130, "Data sent for parameter 'newOrderRespType' is not valid.");
        }
        OrderState then = account.place(terms(params));
        // An acknowledgement shows the order as it came, whatever has happened since.
        return documents.order(
                form.equals("ACK") ? account.truth().order(then.id()).getFirst().order() : then);
    }

    private OrderTerms terms(Params params) throws AccountRefusal {
        String symbol = choice.one(params);
        BookSide side = params.side("side");
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
        BookSide side = params.side("side");
        BigDecimal price = params.amount("price");
        BigDecimal quantity = params.amount("quantity");
        OrderState order = open(params);
        if (side != order.terms().side()) {
            throw new AccountRefusal(-1117, "Invalid side.");
        }
        return documents.order(account.modify(order, order.terms().modified(price, quantity)));
    }

    private String cancelAll(Params params) throws AccountRefusal {
        for (OrderState order : search.openOrders(params, true)) {
            account.cancel(order, names.next());
        }
        return "{\"code\":200,\"msg\":\"The operation of cancel all open order is done.\"}";
    }

    private String leverage(Params params) throws AccountRefusal {
        String symbol = choice.one(params);
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
