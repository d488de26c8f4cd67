package dev.fathom.simulator.account;

import dev.fathom.simulator.account.SearchRules.Window;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the orders and fills that a request means. Owned by the venue's thread. */
final class OrderSearch {
    // Those of one symbol stay in the order of their ids.
    private static final Comparator<Fill> BY_TIME = Comparator.comparingLong(Fill::timeUs);

    private final Account account;
    private final InstrumentChoice choice;
    private final SearchRules rules;

    OrderSearch(Account account, InstrumentChoice choice, SearchRules rules) {
        this.account = account;
        this.choice = choice;
        this.rules = rules;
    }

    /** The open orders, of what is named or, unless a symbol is needed, of all. */
    List<OrderState> openOrders(Params params, boolean needed) throws AccountRefusal {
        if (!needed && !choice.isMade(params)) {
            return account.openOrders();
        }
        Set<String> symbols = needed ? Set.of(choice.one(params)) : choice.some(params);
        return account.openOrders().stream()
                .filter(it -> symbols.contains(it.terms().symbol()))
                .toList();
    }

    /** The order named by {@code orderId} or by its own name, open or not. */
    OrderState order(Params params) throws AccountRefusal {
        String symbol = choice.one(params);
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
        String symbol = choice.one(params);
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

    /** Orders of what is named, oldest first. */
    List<OrderState> allOrders(Params params, Page page) throws AccountRefusal {
        Set<String> symbols = choice.some(params);
        Optional<Long> from = params.number("orderId");
        if (from.isPresent()) {
            choice.refusePair(params);
        }
        Window window = rules.window(params, from.isPresent(), SearchRules.WEEK_MS - 1, nowMs());
        List<OrderState> found =
                symbols.stream()
                        .flatMap(it -> account.truth().orders(it).stream())
                        .sorted(Comparator.comparingLong(OrderState::id))
                        .filter(it -> rules.shows(it, account.nowUs()))
                        .filter(it -> from.isEmpty() || it.id() >= from.get())
                        .filter(it -> window.holds(it.createdUs()))
                        .toList();
        return cut(found, params.limit(page), isForwards(params, from));
    }

    /** Fills of what is named, oldest first. */
    List<Fill> fills(Params params, Page page) throws AccountRefusal {
        Set<String> symbols = choice.some(params);
        Set<String> given = new TreeSet<>();
        for (String name : List.of("orderId", "startTime", "endTime", "fromId")) {
            params.number(name).ifPresent(_ -> given.add(name));
        }
        rules.checkFills(given);
        Optional<Long> order = params.number("orderId");
        Optional<Long> from = params.number("fromId");
        if (order.isPresent() || from.isPresent()) {
            choice.refusePair(params);
        }
        Window window =
                rules.window(
                        params,
                        from.isPresent() || order.isPresent(),
                        SearchRules.WEEK_MS,
                        nowMs());
        List<Fill> found =
                symbols.stream()
                        .flatMap(it -> account.truth().fills(it).stream())
                        .sorted(BY_TIME)
                        .filter(it -> order.isEmpty() || it.orderId() == order.get())
                        .filter(it -> from.isEmpty() || it.tradeId() >= from.get())
                        .filter(it -> window.holds(it.timeUs()))
                        .toList();
        return cut(found, params.limit(page), isForwards(params, from));
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
