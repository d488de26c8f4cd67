package dev.fathom.venue.binance;

import dev.fathom.account.Ask;
import dev.fathom.net.HttpRequest;
import dev.fathom.net.HttpRequest.Method;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.RestCall;
import dev.fathom.venue.binance.BinanceAccountMarket.Path;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The requests about an account, as in "Account Endpoints" of the spot documents and their like for
 * margin and futures. Immutable.
 */
record BinanceAccountCalls(BinanceAccountMarket market, BinanceSigner signer, Endpoints endpoints) {
    RestCall call(Ask ask) {
        BinanceAccountMarket.Paths paths = market.paths();
        return switch (ask) {
            case Ask.OpenOrders() -> signed(paths.openOrders(), Map.of());
            case Ask.AllBalances() -> signed(paths.account(), balances());
            case Ask.OneOrder it ->
                    signed(paths.order(), of(it.instrument().symbol(), "orderId", it.orderId()));
            case Ask.OneList it -> list(paths, it);
            case Ask.OrdersFrom it ->
                    signed(
                            paths.allOrders(),
                            ordersPage(of(it.instrument().symbol(), "orderId", it.fromId())));
            case Ask.OrdersBetween it ->
                    signed(
                            paths.allOrders(),
                            ordersPage(between(it.instrument().symbol(), it.fromMs(), it.toMs())));
            case Ask.FillsFrom it ->
                    signed(
                            paths.fills(),
                            fillsPage(of(it.instrument().symbol(), "fromId", it.fromId())));
            case Ask.FillsBetween it ->
                    signed(
                            paths.fills(),
                            fillsPage(between(it.instrument().symbol(), it.fromMs(), it.toMs())));
            case Ask.FillsOfOrder it -> {
                Map<String, String> query = of(it.instrument().symbol(), "orderId", it.orderId());
                query.put("fromId", Long.toString(it.fromId()));
                yield signed(paths.fillsOfOrder(), fillsPage(query));
            }
            case Ask.AllOrdersBetween _, Ask.AllFillsBetween _ ->
                    throw new IllegalArgumentException("Binance lists by instrument: " + ask);
        };
    }

    private RestCall list(BinanceAccountMarket.Paths paths, Ask.OneList ask) {
        Path path =
                paths.list()
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        market.title() + " has no lists of orders: " + ask));
        return signed(path, Map.of("orderListId", Long.toString(ask.listId())));
    }

    private Map<String, String> balances() {
        String symbol = market.also().get("symbol");
        return symbol == null ? Map.of() : Map.of("symbols", symbol);
    }

    private Map<String, String> ordersPage(Map<String, String> query) {
        query.put("limit", Integer.toString(market.pages().orders()));
        return query;
    }

    private Map<String, String> fillsPage(Map<String, String> query) {
        query.put("limit", Integer.toString(market.pages().fills()));
        return query;
    }

    private static Map<String, String> of(String symbol, String name, long value) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("symbol", symbol);
        query.put(name, Long.toString(value));
        return query;
    }

    private static Map<String, String> between(String symbol, long fromMs, long toMs) {
        Map<String, String> query = of(symbol, "startTime", fromMs);
        query.put("endTime", Long.toString(toMs));
        return query;
    }

    private RestCall signed(Path path, Map<String, String> query) {
        return signed(Method.GET, path, query);
    }

    /** A signed request. */
    RestCall signed(Method method, Path path, Map<String, String> query) {
        Map<String, String> all = new LinkedHashMap<>(query);
        market.also().forEach(all::putIfAbsent);
        return new RestCall(
                path.weight(),
                nowMs -> {
                    Map<String, String> timed = new LinkedHashMap<>(all);
                    timed.put("timestamp", Long.toString(nowMs));
                    return request(method, path, signer.signedQuery(text(timed)));
                });
    }

    /** A request that the key alone admits. */
    RestCall keyed(Method method, Path path, Map<String, String> query) {
        return new RestCall(path.weight(), _ -> request(method, path, text(query)));
    }

    private HttpRequest request(Method method, Path path, String query) {
        return new HttpRequest(
                method,
                URI.create(endpoints.rest() + path.path() + (query.isEmpty() ? "" : "?" + query)),
                Map.of("X-MBX-APIKEY", signer.id().reveal()),
                "");
    }

    private static String text(Map<String, String> query) {
        StringJoiner text = new StringJoiner("&");
        query.forEach((name, value) ->
                text.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return text.toString();
    }

    @Override
    public String toString() {
        return market.id() + " at " + endpoints.rest();
    }
}
