package dev.fathom.simulator.account;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The venue's requests about the account, by the names they have in the WebSocket API; REST gives
 * them others. Whoever asks has been let through before. Owned by the venue's thread.
 */
public final class AccountApi {
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
                    Map.entry("POST orderList/oco", "orderList.place.oco"),
                    Map.entry("POST order/oco", "orderList.place"),
                    Map.entry("POST orderList/oto", "orderList.place.oto"),
                    Map.entry("DELETE orderList", "orderList.cancel"),
                    Map.entry("GET orderList", "orderList.status"),
                    Map.entry("GET openOrderList", "openOrderLists.status"),
                    Map.entry("GET allOrderList", "allOrderLists"));

    private final Account account;
    private final AccountOptions options;
    private final OrderSearch search;
    private final OrderNames names = new OrderNames();
    private final TermsReader reader;
    private final ListApi lists;
    private final ListSearch listSearch;

    /** Answers about {@code account}. */
    AccountApi(
            Account account, AccountOptions options, InstrumentChoice choice, OrderSearch search) {
        this.account = account;
        this.options = options;
        this.search = search;
        reader = new TermsReader(choice, names);
        lists = new ListApi(account, names, reader);
        listSearch = new ListSearch(account);
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
            case "order.status", "orderList.status", "order.amend.keepPriority" -> 4;
            case "myTrades" -> parameters.containsKey("orderId") ? 5 : 20;
            case "openOrderLists.status" -> 6;
            case "order.place",
                    "order.cancel",
                    "order.cancelReplace",
                    "openOrders.cancelAll",
                    "orderList.place",
                    "orderList.place.oco",
                    "orderList.place.oto",
                    "orderList.cancel" ->
                    0;
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
            case "openOrders.status" -> AccountDocuments.orders(search.openOrders(params, false));
            case "openOrders.cancelAll" -> cancelAll(params);
            case "order.status" -> AccountDocuments.order(search.order(params));
            case "order.place" -> {
                OrderTerms terms = reader.order(params);
                yield placed(account.place(terms), params);
            }
            case "order.cancel" -> {
                String name = params.clientId("newClientOrderId").orElseGet(names::next);
                yield AccountDocuments.cancelled(
                        account.cancel(search.open(params, "orderId", "origClientOrderId"), name),
                        name);
            }
            case "order.test" -> {
                account.rules().check(reader.order(params), account.openOrders());
                yield "{}";
            }
            case "order.cancelReplace" -> cancelReplace(params);
            case "order.amend.keepPriority" -> amend(params);
            case "allOrders" -> AccountDocuments.orders(search.allOrders(params, Page.LONG));
            case "myTrades" -> AccountDocuments.trades(search.fills(params, Page.LONG));
            case "orderList.place" -> lists.placeOldOco(params);
            case "orderList.place.oco" -> lists.placeOco(params);
            case "orderList.place.oto" -> lists.placeOto(params);
            case "orderList.cancel" -> lists.cancel(params);
            case "orderList.status" -> listSearch.status(params);
            case "openOrderLists.status" -> listSearch.open();
            case "allOrderLists" -> listSearch.all(params);
            default -> throw new IllegalArgumentException("no method " + method);
        };
    }

    private String cancelAll(Params params) throws AccountRefusal {
        List<OrderState> open = search.openOrders(params, true);
        if (open.isEmpty()) {
            throw OrderSearch.unknown();
        }
        List<String> rows = new ArrayList<>();
        for (OrderList list : account.openLists()) {
            if (open.stream().anyMatch(it -> it.role().listId() == list.id())) {
                rows.add(lists.cancel(list, names.next()));
            }
        }
        for (OrderState order : search.openOrders(params, true)) {
            String name = names.next();
            rows.add(AccountDocuments.cancelled(account.cancel(order, name), name));
        }
        return AccountDocuments.list(rows, it -> it);
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

    private String cancelReplace(Params params) throws AccountRefusal {
        String mode = params.required("cancelReplaceMode");
        if (!mode.equals("STOP_ON_FAILURE")) {
            throw new AccountRefusal(
                    -1130, "Data sent for parameter 'cancelReplaceMode' is not valid.");
        }
        OrderTerms terms = reader.order(params);
        OrderState old = search.open(params, "cancelOrderId", "cancelOrigClientOrderId");
        String name = params.clientId("cancelNewClientOrderId").orElseGet(names::next);
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
        OrderState order = search.open(params, "orderId", "origClientOrderId");
        String name = params.clientId("newClientOrderId").orElse(order.terms().clientId());
        OrderState less = account.amend(order, quantity, name);
        return "{\"transactTime\":%d,\"executionId\":%d,\"amendedOrder\":%s}"
                .formatted(
                        AccountDocuments.ms(less.updatedUs()),
                        account.truth().order(less.id()).getLast().executionId(),
                        AccountDocuments.order(less));
    }
}
