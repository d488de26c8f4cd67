package dev.fathom.simulator.account;

import dev.fathom.simulator.account.SearchRules.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the orders and fills that a request means. Owned by the venue's thread. */
final class OrderSearch {
    private final Account account;
    private final Map<String, ? extends TradingPlace> places;
    private final SearchRules rules;

    OrderSearch(Account account, Map<String, ? extends TradingPlace> places, SearchRules rules) {
        this.account = account;
        this.places = places;
        this.rules = rules;
    }

    /** The symbol that has to be named. */
    String symbol(Params params) throws AccountRefusal {
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

    /** The order named by {@code orderId} or by its own name, open or not. */
    OrderState order(Params params) throws AccountRefusal {
        String symbol = symbol(params);
        Optional<Long> id = params.number("orderId");
        Optional<String> name = params.get("origClientOrderId");
        requireOne(id.isPresent() || name.isPresent());
        List<OrderState> all = account.truth().orders(symbol);
        return all.reversed().stream()
                .filter(it -> rules.shows(it, account.nowUs()))
                .filter(it -> id.isEmpty() || it.id() == id.get())
                .filter(it -> name.isEmpty() || it.terms().clientId().equals(name.get()))
                .findFirst()
                .orElseThrow(() -> new AccountRefusal(-2013, "Order does not exist."));
    }

    /** The open order that the parameters with these names mean. */
    OrderState open(Params params, String idName, String ownName) throws AccountRefusal {
        String symbol = symbol(params);
        Optional<Long> id = params.number(idName);
        Optional<String> name = params.get(ownName);
        requireOne(id.isPresent() || name.isPresent());
        return account.openOrders().stream()
                .filter(it -> it.terms().symbol().equals(symbol))
                .filter(it -> id.isEmpty() || it.id() == id.get())
                .filter(it -> name.isEmpty() || it.terms().clientId().equals(name.get()))
                .findFirst()
                .orElseThrow(OrderSearch::unknown);
    }

    private static void requireOne(boolean any) throws AccountRefusal {
        if (!any) {
            throw new AccountRefusal(
                    -1102,
                    "Param 'origClientOrderId' or 'orderId' must be sent, but both were"
                            + " empty/null!");
        }
    }

    static AccountRefusal unknown() {
        return new AccountRefusal(-2011, "Unknown order sent.");
    }

    /** Orders of a symbol, oldest first, {@code most} at most. */
    List<OrderState> allOrders(Params params, int most) throws AccountRefusal {
        String symbol = symbol(params);
        Optional<Long> from = params.number("orderId");
        Window window = rules.window(params, from.isPresent(), SearchRules.WEEK_MS - 1, nowMs());
        List<OrderState> found =
                account.truth().orders(symbol).stream()
                        .filter(it -> rules.shows(it, account.nowUs()))
                        .filter(it -> from.isEmpty() || it.id() >= from.get())
                        .filter(it -> window.holds(it.createdUs()))
                        .toList();
        return cut(found, Math.min(most, params.limit()), isForwards(params, from));
    }

    /** Fills of a symbol, oldest first. */
    List<Fill> fills(Params params) throws AccountRefusal {
        String symbol = symbol(params);
        Set<String> given = new TreeSet<>();
        for (String name : List.of("orderId", "startTime", "endTime", "fromId")) {
            params.number(name).ifPresent(_ -> given.add(name));
        }
        rules.checkFills(given);
        Optional<Long> order = params.number("orderId");
        Optional<Long> from = params.number("fromId");
        Window window =
                rules.window(
                        params,
                        from.isPresent() || order.isPresent(),
                        SearchRules.WEEK_MS,
                        nowMs());
        List<Fill> found =
                account.truth().fills(symbol).stream()
                        .filter(it -> order.isEmpty() || it.orderId() == order.get())
                        .filter(it -> from.isEmpty() || it.tradeId() >= from.get())
                        .filter(it -> window.holds(it.timeUs()))
                        .toList();
        return cut(found, params.limit(), isForwards(params, from));
    }

    private long nowMs() {
        return AccountDocuments.ms(account.nowUs());
    }

    static boolean isForwards(Params params, Optional<Long> from) throws AccountRefusal {
        return from.isPresent() || params.number("startTime").isPresent();
    }

    static <T> List<T> cut(List<T> all, int limit, boolean oldest) {
        return oldest
                ? all.subList(0, Math.min(limit, all.size()))
                : all.subList(Math.max(0, all.size() - limit), all.size());
    }
}
