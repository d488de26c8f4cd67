package dev.fathom.venue.binance;

import dev.fathom.venue.Endpoints;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What differs between the kinds of account at Binance. Addresses and weights as in
 * binance/binance-spot-api-docs, binance-us/binance-us-api-docs and the pages of margin and futures
 * on developers.binance.com (2026). Immutable.
 *
 * @param id the id of this kind of account
 * @param title the name that people use
 * @param market where it trades
 * @param endpoints its environments
 * @param stream how its events are had
 * @param paths where its REST is
 * @param pages how many rows its lists have at most
 * @param also what goes with each request beside what is asked
 */
record BinanceAccountMarket(
        String id,
        String title,
        BinanceVenue market,
        List<Endpoints> endpoints,
        Stream stream,
        Paths paths,
        Pages pages,
        Map<String, String> also) {
    /** How the events of an account are had. */
    enum Stream {
        /** By a signature on the WebSocket API. */
        API,
        /** By a listen token on the WebSocket API. */
        LISTEN_TOKEN,
        /** By a listen key in the path. */
        LISTEN_KEY,
        /** By a listen key in the query of the private address. */
        PRIVATE_LISTEN_KEY
    }

    /**
     * A path and what a request there costs.
     *
     * @param path after the host
     * @param weight of the request budget
     */
    record Path(String path, int weight) {}

    /**
     * Where what is asked is.
     *
     * @param list of orders that depend on each other; empty where there are none
     * @param grants listen keys or tokens
     */
    record Paths(
            Path openOrders,
            Path order,
            Path allOrders,
            Path fills,
            Path fillsOfOrder,
            Path account,
            Optional<Path> list,
            Path grants) {}

    /**
     * How many rows a full page has. A list never has more, whatever is asked for.
     *
     * @param orders of orders
     * @param fills of fills
     */
    record Pages(int orders, int fills) {}

    private static final Pages LONG_PAGES = new Pages(1000, 1000);
    private static final Pages MARGIN_PAGES = new Pages(500, 500);
    private static final Pages COIN_M_PAGES = new Pages(100, 1000);

    private static final Paths SPOT =
            new Paths(
                    new Path("/api/v3/openOrders", 80),
                    new Path("/api/v3/order", 4),
                    new Path("/api/v3/allOrders", 20),
                    new Path("/api/v3/myTrades", 20),
                    new Path("/api/v3/myTrades", 5),
                    new Path("/api/v3/account", 20),
                    Optional.of(new Path("/api/v3/orderList", 4)),
                    new Path("/api/v3/userDataStream", 2));

    private static final Paths MARGIN =
            new Paths(
                    new Path("/sapi/v1/margin/openOrders", 10),
                    new Path("/sapi/v1/margin/order", 10),
                    new Path("/sapi/v1/margin/allOrders", 200),
                    new Path("/sapi/v1/margin/myTrades", 10),
                    new Path("/sapi/v1/margin/myTrades", 10),
                    new Path("/sapi/v1/margin/account", 10),
                    Optional.of(new Path("/sapi/v1/margin/orderList", 10)),
                    new Path("/sapi/v1/userListenToken", 1));

    private static final Path ISOLATED_ACCOUNT = new Path("/sapi/v1/margin/isolated/account", 10);

    static BinanceAccountMarket spot() {
        return new BinanceAccountMarket(
                "binance",
                "Binance spot",
                BinanceVenue.spot(),
                List.of(
                        at("live", "wss://ws-api.binance.com:443", "https://api.binance.com"),
                        at(
                                "testnet",
                                "wss://ws-api.testnet.binance.vision:443",
                                "https://testnet.binance.vision")),
                Stream.API,
                SPOT,
                LONG_PAGES,
                Map.of());
    }

    static BinanceAccountMarket us() {
        return new BinanceAccountMarket(
                "binance-us",
                "Binance.US",
                BinanceVenue.us(),
                List.of(at("live", "wss://stream.binance.us:9443", "https://api.binance.us")),
                Stream.LISTEN_KEY,
                SPOT,
                LONG_PAGES,
                Map.of());
    }

    static BinanceAccountMarket margin() {
        return new BinanceAccountMarket(
                "binance-margin",
                "Binance cross margin",
                BinanceVenue.spot(),
                List.of(at("live", "wss://ws-api.binance.com:443", "https://api.binance.com")),
                Stream.LISTEN_TOKEN,
                MARGIN,
                MARGIN_PAGES,
                Map.of());
    }

    static BinanceAccountMarket usdM() {
        return new BinanceAccountMarket(
                "binance-futures",
                "Binance USD-M futures",
                BinanceVenue.usdM(),
                BinanceVenue.usdM().endpoints(),
                Stream.PRIVATE_LISTEN_KEY,
                futures("/fapi", "/v3", 5, 5),
                LONG_PAGES,
                Map.of());
    }

    static BinanceAccountMarket coinM() {
        return new BinanceAccountMarket(
                "binance-delivery",
                "Binance COIN-M futures",
                BinanceVenue.coinM(),
                BinanceVenue.coinM().endpoints(),
                Stream.LISTEN_KEY,
                futures("/dapi", "/v1", 20, 20),
                COIN_M_PAGES,
                Map.of());
    }

    private static Paths futures(String base, String accountVersion, int orders, int fills) {
        return new Paths(
                new Path(base + "/v1/openOrders", 40),
                new Path(base + "/v1/order", 1),
                new Path(base + "/v1/allOrders", orders),
                new Path(base + "/v1/userTrades", fills),
                new Path(base + "/v1/userTrades", fills),
                new Path(base + accountVersion + "/account", 5),
                Optional.empty(),
                new Path(base + "/v1/listenKey", 1));
    }

    private static Endpoints at(String name, String webSocket, String rest) {
        return new Endpoints(name, URI.create(webSocket), URI.create(rest));
    }

    /** The same on hosts whose events come another way. */
    BinanceAccountMarket by(Stream other) {
        return new BinanceAccountMarket(id, title, market, endpoints, other, paths, pages, also);
    }

    /** The isolated margin account of a symbol. */
    BinanceAccountMarket isolated(String symbol) {
        Paths isolated =
                new Paths(
                        paths.openOrders,
                        paths.order,
                        paths.allOrders,
                        paths.fills,
                        paths.fillsOfOrder,
                        ISOLATED_ACCOUNT,
                        paths.list,
                        paths.grants);
        return new BinanceAccountMarket(
                id,
                "Binance margin of " + symbol,
                market,
                endpoints,
                stream,
                isolated,
                pages,
                new TreeMap<>(Map.of("isIsolated", "TRUE", "symbol", symbol)));
    }

    boolean isFutures() {
        return paths.account.path().matches("/[fd]api/.*");
    }

    boolean isMargin() {
        return stream == Stream.LISTEN_TOKEN;
    }
}
