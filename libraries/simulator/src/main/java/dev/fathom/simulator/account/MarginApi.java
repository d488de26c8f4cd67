package dev.fathom.simulator.account;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * What margin is asked for, by the names in REST. It is the account of spot seen as one of margin,
 * which owes nothing. Whoever asks has been let through before. Owned by the venue's thread.
 */
public final class MarginApi {
    private static final Page ORDERS = new Page(500, 500);
    private static final int MOST_SYMBOLS = 5;

    private final Account account;
    private final OrderSearch search;
    private final ListSearch lists;
    private final Map<String, ? extends TradingPlace> places;

    /** Answers about {@code account}. */
    MarginApi(Account account, OrderSearch search, Map<String, ? extends TradingPlace> places) {
        this.account = account;
        this.search = search;
        lists = new ListSearch(account);
        this.places = places;
    }

    /** Whether there is a request of this name. */
    public static boolean knows(String endpoint) {
        return switch (endpoint) {
            case "openOrders",
                    "order",
                    "allOrders",
                    "orderList",
                    "myTrades",
                    "account",
                    "isolated/account" ->
                    true;
            default -> false;
        };
    }

    /** What a request costs. */
    public static int weight(String endpoint) {
        return endpoint.equals("allOrders") ? 200 : 10;
    }

    /**
     * The answer to a request that this {@link #knows}.
     *
     * @throws AccountRefusal if the venue refuses it
     */
    public String answer(String endpoint, Map<String, String> parameters) throws AccountRefusal {
        Params params = new Params(parameters);
        return switch (endpoint) {
            case "openOrders" -> {
                boolean isolated = isolated(params);
                yield rows(search.openOrders(params, isolated), AccountDocuments::order, isolated);
            }
            case "order" -> row(AccountDocuments.order(search.order(params)), isolated(params));
            case "orderList" -> row(lists.status(params), isolated(params));
            case "allOrders" ->
                    rows(
                            search.allOrders(params, ORDERS),
                            AccountDocuments::order,
                            isolated(params));
            case "myTrades" ->
                    rows(
                            search.fills(params, Page.LONG),
                            AccountDocuments::trade,
                            isolated(params));
            case "account" -> MarginDocuments.cross(account.truth());
            case "isolated/account" ->
                    MarginDocuments.isolated(account.truth(), chosen(params), all(params));
            default -> throw new IllegalArgumentException("no request " + endpoint);
        };
    }

    private static boolean isolated(Params params) throws AccountRefusal {
        return switch (params.get("isIsolated").orElse("false").toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new AccountRefusal(
                            -1130, "Data sent for parameter 'isIsolated' is not valid.");
        };
    }

    private static <T> String rows(Collection<T> all, Function<T, String> row, boolean isolated) {
        return AccountDocuments.list(all, it -> row(row.apply(it), isolated));
    }

    /** The same row with what margin adds to it. */
    private static String row(String spot, boolean isolated) {
        return spot.substring(0, spot.length() - 1) + ",\"isIsolated\":" + isolated + "}";
    }

    private static boolean all(Params params) {
        return params.get("symbols").orElse("").isEmpty();
    }

    private List<TradingPlace> chosen(Params params) throws AccountRefusal {
        if (all(params)) {
            return List.copyOf(places.values());
        }
        String[] symbols = params.get("symbols").orElse("").split(",", -1);
        if (symbols.length > MOST_SYMBOLS) {
            throw new AccountRefusal(-1130, "Data sent for parameter 'symbols' is not valid.");
        }
        List<TradingPlace> chosen = new ArrayList<>();
        for (String symbol : symbols) {
            TradingPlace place = places.get(symbol);
            if (place == null) {
                throw new AccountRefusal(-1121, "Invalid symbol.");
            }
            chosen.add(place);
        }
        return chosen;
    }
}
