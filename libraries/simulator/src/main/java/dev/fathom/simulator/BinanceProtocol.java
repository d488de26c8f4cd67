package dev.fathom.simulator;

import dev.fathom.simulator.account.FuturesFamily;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which of Binance's protocols a simulated venue speaks. */
public enum BinanceProtocol {
    /** Spot, also that of Binance.US: updates cover ranges of ids that touch. */
    SPOT("/api/v3/", ",\"M\":true"),
    /** USD-M futures: updates name their predecessor, streams are split over three routes. */
    USD_M("/fapi/v1/", ",\"X\":\"MARKET\""),
    /** COIN-M futures: as USD-M, without routes; quantities are contracts. */
    COIN_M("/dapi/v1/", "");

    private static final Set<Long> FUTURES_DEPTHS = Set.of(5L, 10L, 20L, 50L, 100L, 500L, 1000L);

    private static final String PRIVATE = "/private";
    private static final List<String> ROUTES = List.of("/public", "/market", PRIVATE);

    private static final Pattern PUBLIC =
            Pattern.compile("!bookTicker|[^@]*@(bookTicker|trade|depth.*|rpiDepth.*)");

    /** Where REST is. */
    final String restPath;

    /** What a trade ends with. */
    final String tradeEnd;

    BinanceProtocol(String restPath, String tradeEnd) {
        this.restPath = restPath;
        this.tradeEnd = tradeEnd;
    }

    /** True for contracts. */
    public boolean isFutures() {
        return this != SPOT;
    }

    /** Which futures these are. */
    FuturesFamily family() {
        return switch (this) {
            case USD_M -> FuturesFamily.USD_M;
            case COIN_M -> FuturesFamily.COIN_M;
            case SPOT -> throw new IllegalStateException("spot has no contracts");
        };
    }

    /** The paces of depth. */
    List<Speed> speeds() {
        return this == SPOT
                ? List.of(Speed.FAST, Speed.SLOW)
                : List.of(Speed.REAL_TIME, Speed.FAST, Speed.HALF_SECOND, Speed.QUARTER_SECOND);
    }

    /** Whether a market stream is found on a route; one asked for elsewhere stays silent. */
    boolean delivers(String route, String stream) {
        return this != USD_M
                || (!route.equals(PRIVATE) && route.equals("/market") != isPublic(stream));
    }

    /** Whether the account's events are found on a route; where there are routes, also without. */
    boolean deliversAccount(String route) {
        return route.isEmpty() || route.equals(PRIVATE);
    }

    /** Whether listen keys may stand in the parameters of an address on this route. */
    boolean takesKeys(String route) {
        return route.equals(PRIVATE);
    }

    private static boolean isPublic(String stream) {
        return PUBLIC.matcher(stream).matches();
    }

    /** The part of a path that names the route; empty without one. */
    String route(String path) {
        return this == USD_M
                ? ROUTES.stream().filter(it -> path.startsWith(it + "/")).findFirst().orElse("")
                : "";
    }

    /** What a request costs. */
    int weight(String endpoint, long depth, boolean oneSymbol) {
        if (isFutures()) {
            return switch (endpoint) {
                case "depth" -> depth <= 50 ? 2 : depth <= 100 ? 5 : depth <= 500 ? 10 : 20;
                case "aggTrades" -> 20;
                case "historicalTrades" -> 200;
                case "trades" -> 5;
                case "ticker/bookTicker" -> oneSymbol ? 2 : 5;
                default -> 1;
            };
        }
        return switch (endpoint) {
            case "depth" -> depth <= 100 ? 5 : depth <= 500 ? 25 : depth <= 1000 ? 50 : 250;
            case "exchangeInfo" -> 20;
            case "trades", "historicalTrades" -> 25;
            case "aggTrades" -> 4;
            case "ticker/bookTicker" -> oneSymbol ? 2 : 4;
            default -> 1;
        };
    }

    int usualDepth() {
        return this == SPOT ? 100 : 500;
    }

    int mostDepth() {
        return this == SPOT ? 5000 : 1000;
    }

    /** Why a snapshot with so many levels is refused; empty if it is not. */
    Optional<RestRefusal> refusedDepth(long limit) {
        return this == SPOT || FUTURES_DEPTHS.contains(limit)
                ? Optional.empty()
                : Optional.of(new RestRefusal(-4021, limit + " is not valid depth limit"));
    }
}
