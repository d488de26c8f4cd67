package dev.fathom.simulator.account;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The venue's requests about the account, by the names they have in the WebSocket API; REST gives
 * them others. Whoever asks has been let through before. Owned by the venue's thread.
 */
public final class AccountApi {
    private static final long DAY_MS = 24 * 60 * 60 * 1000L;

    /** The methods, by their names in REST. */
    private static final Map<String, String> BY_REST =
            Map.ofEntries(
                    Map.entry("GET account", "account.status"),
                    Map.entry("GET openOrders", "openOrders.status"),
                    Map.entry("DELETE openOrders", "openOrders.cancelAll"),
                    Map.entry("GET order", "order.status"),
                    Map.entry("POST order", "order.place"),
                    Map.entry("DELETE order", "order.cancel"),
                    Map.entry("POST order/test", "order.test"),
                    Map.entry("POST order/cancelReplace", "order.cancelReplace"),
                    Map.entry("PUT order/amend/keepPriority", "order.amend.keepPriority"),
                    Map.entry("GET allOrders", "allOrders"),
                    Map.entry("GET myTrades", "myTrades"),
                    Map.entry("GET openOrderList", "openOrderLists.status"),
                    Map.entry("GET allOrderList", "allOrderLists"));

    private final Account account;
    private final AccountOptions options;
    private final Map<String, ? extends TradingPlace> places;
    private long named;

    /** Answers about {@code account}. */
    public AccountApi(
            Account account, AccountOptions options, Map<String, ? extends TradingPlace> places) {
        this.account = account;
        this.options = options;
        this.places = places;
    }

    /** The method behind a REST request such as {@code GET} {@code openOrders}. */
    public static Optional<String> method(String verb, String endpoint) {
        return Optional.ofNullable(BY_REST.get(verb + " " + endpoint));
    }

    /** Whether there is a method of this name. */
    public static boolean knows(String method) {
        return BY_REST.containsValue(method);
    }

    /**
     * What a request costs; placing and cancelling is free, as their number is limited otherwise.
     */
    public static int weight(String method, Map<String, String> parameters) {
        return switch (method) {
            case "account.status", "allOrders", "allOrderLists" -> 20;
            case "openOrders.status" -> parameters.containsKey("symbol") ? 6 : 80;
            case "order.status", "order.amend.keepPriority" -> 4;
            case "myTrades" -> parameters.containsKey("orderId") ? 5 : 20;
            case "openOrderLists.status" -> 6;
            case "order.place", "order.cancel", "order.cancelReplace", "openOrders.cancelAll" -> 0;
            default -> 1;
        };
    }

    /**
     * The answer to a method that this {@link #knows}.
     *
     * @throws AccountRefusal if the venue refuses it
     */
    public String answer(String method, Map<String, String> parameters) throws AccountRefusal {
        Params params = new Params(parameters);
        return switch (method) {
            case "account.status" ->
                    AccountDocuments.account(
                            options,
                            account.truth(),
                            params.get("omitZeroBalances").orElse("false").equals("true"));
            case "openOrders.status" -> AccountDocuments.orders(openOrders(params, false));
            case "openOrders.cancelAll" -> cancelAll(params);
            case "order.status" -> AccountDocuments.order(order(params));
            case "order.place" -> {
                OrderTerms terms = terms(params);
                yield placed(account.place(terms), params);
            }
            case "order.cancel" -> {
                String name = params.clientId("newClientOrderId").orElseGet(this::name);
                yield AccountDocuments.cancelled(account.cancel(open(params, ""), name), name);
            }
            case "order.test" -> {
                new OrderRules(places).check(terms(params), account.openOrders());
                yield "{}";
            }
            case "order.cancelReplace" -> cancelReplace(params);
            case "order.amend.keepPriority" -> amend(params);
            case "allOrders" -> AccountDocuments.orders(allOrders(params, 1000));
            case "myTrades" -> AccountDocuments.trades(myTrades(params));
            case "openOrderLists.status", "allOrderLists" -> "[]";
            default -> throw new IllegalArgumentException("no method " + method);
        };
    }

    private String name() {
        return "auto" + Long.toString(7_000_000_000_000L + 104_729 * named++, 36);
    }

    private String symbol(Params params) throws AccountRefusal {
        String symbol = params.required("symbol");
        if (!places.containsKey(symbol)) {
            throw new AccountRefusal(-1121, "Invalid symbol.");
        }
        return symbol;
    }

    /** The open orders, of one symbol or, unless one is needed, of all. */
    List<OrderState> openOrders(Params params, boolean needed) throws AccountRefusal {
        if (!needed && params.get("symbol").isEmpty()) {
            return account.openOrders();
        }
        String symbol = symbol(params);
        return account.openOrders().stream()
                .filter(it -> it.terms().symbol().equals(symbol))
                .toList();
    }

    private String cancelAll(Params params) throws AccountRefusal {
        List<OrderState> open = openOrders(params, true);
        if (open.isEmpty()) {
            throw unknownOrder();
        }
        List<String> rows = new ArrayList<>();
        for (OrderState order : open) {
            String name = name();
            rows.add(AccountDocuments.cancelled(account.cancel(order, name), name));
        }
        return AccountDocuments.list(rows, it -> it);
    }

    private OrderTerms terms(Params params) throws AccountRefusal {
        String symbol = symbol(params);
        String side = params.required("side");
        if (!side.equals("BUY") && !side.equals("SELL")) {
            throw new AccountRefusal(-1117, "Invalid side.");
        }
        OrderType type = params.word("type", OrderType.values(), -1116, "Invalid orderType.");
        boolean market = type == OrderType.MARKET;
        if (market && params.get("quoteOrderQty").isPresent()) {
            throw new AccountRefusal(
                    -2010, "Quote order qty market orders are not support for this symbol.");
        }
        if (market && params.get("price").isPresent()) {
            throw unneeded("price");
        }
        if (type != OrderType.LIMIT && params.get("timeInForce").isPresent()) {
            throw unneeded("timeInForce");
        }
        return new OrderTerms(
                symbol,
                side.equals("BUY") ? BookSide.BID : BookSide.ASK,
                type,
                type == OrderType.LIMIT
                        ? params.word(
                                "timeInForce", TimeInForce.values(), -1115, "Invalid timeInForce.")
                        : TimeInForce.GTC,
                market ? Money.ZERO : params.amount("price"),
                params.amount("quantity"),
                params.clientId("newClientOrderId").orElseGet(this::name));
    }

    private static AccountRefusal unneeded(String name) {
        return new AccountRefusal(-1106, "Parameter '" + name + "' sent when not required.");
    }

    private String placed(OrderState order, Params params) throws AccountRefusal {
        String usual = order.terms().type() == OrderType.LIMIT_MAKER ? "ACK" : "FULL";
        String form = params.get("newOrderRespType").orElse(usual);
        if (!Set.of("ACK", "RESULT", "FULL").contains(form)) {
            throw new AccountRefusal(-1100, "Invalid newOrderRespType.");
        }
        List<Fill> fills =
                account.truth().order(order.id()).stream()
                        .flatMap(it -> it.fill().stream())
                        .toList();
        return AccountDocuments.placed(order, fills, form);
    }

    /** The order named by {@code orderId} or by its own name, open or not. */
    OrderState order(Params params) throws AccountRefusal {
        String symbol = symbol(params);
        Optional<Long> id = params.number("orderId");
        Optional<String> name = params.get("origClientOrderId");
        requireOne(id.isPresent() || name.isPresent());
        List<OrderState> all = account.truth().orders(symbol);
        return all.reversed().stream()
                .filter(it -> id.isEmpty() || it.id() == id.get())
                .filter(it -> name.isEmpty() || it.terms().clientId().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> new AccountRefusal(-2013, "Order does not exist."));
    }

    /** The open order so named; in a replacement the names have other names. */
    private OrderState open(Params params, String prefix) throws AccountRefusal {
        String symbol = symbol(params);
        Optional<Long> id = params.number(prefix.isEmpty() ? "orderId" : "cancelOrderId");
        Optional<String> name =
                params.get(prefix.isEmpty() ? "origClientOrderId" : "cancelOrigClientOrderId");
        requireOne(id.isPresent() || name.isPresent());
        return account.openOrders().stream()
                .filter(it -> it.terms().symbol().equals(symbol))
                .filter(it -> id.isEmpty() || it.id() == id.get())
                .filter(it -> name.isEmpty() || it.terms().clientId().equals(name.get()))
                .findFirst()
                .orElseThrow(AccountApi::unknownOrder);
    }

    private static void requireOne(boolean any) throws AccountRefusal {
        if (!any) {
            throw new AccountRefusal(
                    -1102,
                    "Param 'origClientOrderId' or 'orderId' must be sent, but both were"
                            + " empty/null!");
        }
    }

    private static AccountRefusal unknownOrder() {
        return new AccountRefusal(-2011, "Unknown order sent.");
    }

    private String cancelReplace(Params params) throws AccountRefusal {
        String mode = params.required("cancelReplaceMode");
        if (!mode.equals("STOP_ON_FAILURE")) {
            throw new AccountRefusal(
                    -1130, "Data sent for parameter 'cancelReplaceMode' is not valid.");
        }
        OrderTerms terms = terms(params);
        OrderState old = open(params, "cancel");
        String name = params.clientId("cancelNewClientOrderId").orElseGet(this::name);
        OrderState placed = account.replace(old, name, terms);
        OrderState gone = account.truth().order(old.id()).getLast().order();
        return "{\"cancelResult\":\"SUCCESS\",\"newOrderResult\":\"SUCCESS\",\"cancelResponse\":"
                + AccountDocuments.cancelled(gone, name)
                + ",\"newOrderResponse\":"
                + placed(placed, params)
                + "}";
    }

    private String amend(Params params) throws AccountRefusal {
        BigDecimal quantity = params.amount("newQty");
        OrderState order = open(params, "");
        String name = params.clientId("newClientOrderId").orElse(order.terms().clientId());
        OrderState less = account.amend(order, quantity, name);
        return "{\"transactTime\":%d,\"executionId\":%d,\"amendedOrder\":%s}"
                .formatted(
                        AccountDocuments.ms(less.updatedUs()),
                        account.truth().order(less.id()).getLast().executionId(),
                        AccountDocuments.order(less));
    }

    /** Orders of a symbol, oldest first, {@code most} at most. */
    List<OrderState> allOrders(Params params, int most) throws AccountRefusal {
        String symbol = symbol(params);
        Optional<Long> from = params.number("orderId");
        Window window = window(params);
        List<OrderState> found =
                account.truth().orders(symbol).stream()
                        .filter(it -> from.isEmpty() || it.id() >= from.get())
                        .filter(it -> window.holds(it.createdUs()))
                        .toList();
        return cut(
                found,
                Math.min(most, params.limit()),
                from.isPresent() || window.startMs.isPresent());
    }

    /** Fills of a symbol, oldest first. */
    List<Fill> myTrades(Params params) throws AccountRefusal {
        String symbol = symbol(params);
        Set<String> given = new TreeSet<>();
        for (String name : List.of("orderId", "startTime", "endTime", "fromId")) {
            params.number(name).ifPresent(_ -> given.add(name.toLowerCase(Locale.ROOT)));
        }
        boolean allowed =
                given.size() < 2
                        || given.equals(Set.of("starttime", "endtime"))
                        || given.equals(Set.of("orderid", "fromid"));
        if (!allowed) {
            throw new AccountRefusal(-1128, "Combination of optional parameters invalid.");
        }
        Window window = window(params);
        Optional<Long> order = params.number("orderId");
        Optional<Long> from = params.number("fromId");
        List<Fill> found =
                account.truth().fills(symbol).stream()
                        .filter(it -> order.isEmpty() || it.orderId() == order.get())
                        .filter(it -> from.isEmpty() || it.tradeId() >= from.get())
                        .filter(it -> window.holds(it.timeUs()))
                        .toList();
        return cut(found, params.limit(), from.isPresent() || window.startMs.isPresent());
    }

    private static <T> List<T> cut(List<T> all, int limit, boolean oldest) {
        return oldest
                ? all.subList(0, Math.min(limit, all.size()))
                : all.subList(Math.max(0, all.size() - limit), all.size());
    }

    private record Window(Optional<Long> startMs, Optional<Long> endMs) {
        boolean holds(long us) {
            long ms = AccountDocuments.ms(us);
            return ms >= startMs.orElse(Long.MIN_VALUE) && ms <= endMs.orElse(Long.MAX_VALUE);
        }
    }

    private static Window window(Params params) throws AccountRefusal {
        Window window = new Window(params.number("startTime"), params.number("endTime"));
        if (window.startMs.isPresent()
                && window.endMs.isPresent()
                && window.endMs.get() - window.startMs.get() > DAY_MS) {
            throw new AccountRefusal(-1127, "More than 24 hours between startTime and endTime.");
        }
        return window;
    }
}
