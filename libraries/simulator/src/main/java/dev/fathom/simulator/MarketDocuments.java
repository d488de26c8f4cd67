package dev.fathom.simulator;

import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.truth.IdRing;
import dev.fathom.simulator.truth.TruthAggregate;
import dev.fathom.simulator.truth.TruthBook;
import dev.fathom.simulator.truth.TruthTrade;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The bodies of the venue's REST answers. */
final class MarketDocuments {
    private final VenueClock clock;
    private final int weightPerMinute;
    private final boolean takesOrders;

    MarketDocuments(VenueClock clock, int weightPerMinute, boolean takesOrders) {
        this.clock = clock;
        this.weightPerMinute = weightPerMinute;
        this.takesOrders = takesOrders;
    }

    String time() {
        return "{\"serverTime\":" + now() + "}";
    }

    String exchangeInfo(Collection<Market> markets) {
        return """
        {"timezone":"UTC","serverTime":%d,"rateLimits":[\
        {"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","intervalNum":1,"limit":%d},\
        {"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":100},\
        {"rateLimitType":"ORDERS","interval":"DAY","intervalNum":1,"limit":200000},\
        {"rateLimitType":"RAW_REQUESTS","interval":"MINUTE","intervalNum":5,"limit":300000}],\
        "exchangeFilters":[],"symbols":%s}\
        """
                .formatted(
                        now(),
                        weightPerMinute,
                        list(
                                markets,
                                it ->
                                        symbol(
                                                it.instrument(),
                                                it.status(),
                                                it.tick(),
                                                takesOrders)));
    }

    private static String symbol(
            InstrumentSpec it, String status, BigDecimal tick, boolean takesOrders) {
        return """
        {"symbol":"%s",%s,"baseAsset":"%s","baseAssetPrecision":8,"quoteAsset":"%s",\
        "quotePrecision":8,"quoteAssetPrecision":8,"baseCommissionPrecision":8,"quoteCommissionPrecision":8,\
        "orderTypes":["LIMIT","LIMIT_MAKER","MARKET"],"icebergAllowed":false,"ocoAllowed":false,\
        "otoAllowed":false,"quoteOrderQtyMarketAllowed":false,"allowTrailingStop":false,\
        "cancelReplaceAllowed":%b,"amendAllowed":%b,"pegInstructionsAllowed":false,\
        "isSpotTradingAllowed":true,"isMarginTradingAllowed":false,"filters":[\
        {"filterType":"PRICE_FILTER","minPrice":"%s","maxPrice":"%s","tickSize":"%s"},\
        {"filterType":"LOT_SIZE","minQty":"%s","maxQty":"%s","stepSize":"%s"},\
        {"filterType":"NOTIONAL","minNotional":"%s","applyMinToMarket":true,"maxNotional":"%s",\
        "applyMaxToMarket":false,"avgPriceMins":5}],\
        "permissions":[],"permissionSets":[["SPOT"]],"defaultSelfTradePreventionMode":"%s",\
        "allowedSelfTradePreventionModes":[%s]}\
        """
                .formatted(
                        it.symbol(),
                        it.contractSize()
                                .map(size -> contract(it, status, size))
                                .orElse("\"status\":\"" + status + "\""),
                        it.baseAsset(),
                        it.quoteAsset(),
                        takesOrders,
                        takesOrders,
                        plain(tick),
                        plain(it.startPrice().multiply(BigDecimal.TEN)),
                        plain(tick),
                        plain(it.stepSize()),
                        plain(it.typicalSize().multiply(BigDecimal.valueOf(100_000))),
                        plain(it.stepSize()),
                        plain(it.tickSize()),
                        plain(BigDecimal.valueOf(9_000_000)),
                        takesOrders ? "NONE" : "EXPIRE_MAKER",
                        takesOrders
                                ? "\"NONE\""
                                : "\"NONE\",\"EXPIRE_TAKER\",\"EXPIRE_MAKER\",\"EXPIRE_BOTH\"");
    }

    private static String contract(InstrumentSpec it, String status, BigDecimal size) {
        return """
        "contractStatus":"%s","contractType":"PERPETUAL","pair":"%s","contractSize":%s,\
        "marginAsset":"%s"\
        """
                .formatted(status, it.pair(), size.toPlainString(), it.marginAsset());
    }

    /** The book at some id, cut to {@code limit} levels a side. */
    String depthAt(TruthBook book, int limit) {
        return "{\"lastUpdateId\":"
                + book.id()
                + ",\"bids\":"
                + levels(book.bids(), limit)
                + ",\"asks\":"
                + levels(book.asks(), limit)
                + "}";
    }

    private static String levels(NavigableMap<BigDecimal, BigDecimal> levels, int limit) {
        return levels.entrySet().stream()
                .limit(limit)
                .map(MarketDocuments::level)
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String level(Map.Entry<BigDecimal, BigDecimal> level) {
        return "[\"" + plain(level.getKey()) + "\",\"" + plain(level.getValue()) + "\"]";
    }

    /** Trades from an id on, or the newest. */
    String trades(Market market, Optional<Long> fromId, int limit) {
        IdRing<TruthTrade> trades = market.truth().trades();
        long first = fromId.orElse(trades.lastId() - limit + 1);
        return list(trades.from(first, limit), it -> BinanceText.tradeRow(it, market.instrument()));
    }

    String aggTrades(RestRequest<Market> request) throws RestRefusal {
        IdRing<TruthAggregate> all = request.market().truth().aggregates();
        Optional<Long> fromId = request.number("fromId");
        Optional<Long> startTime = request.number("startTime");
        Optional<Long> endTime = request.number("endTime");
        int limit = request.limit(500, 1000);
        boolean byTime = startTime.isPresent() || endTime.isPresent();
        if (fromId.isPresent() && byTime) {
            throw new RestRefusal(-1128, "Combination of optional parameters invalid.");
        }
        List<TruthAggregate> found;
        if (byTime) {
            long start = startTime.orElse(0L);
            long end = endTime.orElse(Long.MAX_VALUE);
            List<TruthAggregate> within =
                    all.from(all.oldestId(), Integer.MAX_VALUE).stream()
                            .filter(it -> millis(it) >= start && millis(it) <= end)
                            .toList();
            int from = startTime.isPresent() ? 0 : Math.max(0, within.size() - limit);
            found = within.subList(from, Math.min(within.size(), from + limit));
        } else {
            found = all.from(fromId.orElse(all.lastId() - limit + 1), limit);
        }
        return list(found, it -> "{" + BinanceText.aggregate(it, WireTime.MILLISECOND) + "}");
    }

    /** One object for one symbol asked for by {@code symbol}, else a list. */
    String bookTickers(Collection<Market> markets, boolean single) {
        return single
                ? markets.iterator().next().bookTickerRow()
                : list(markets, Market::bookTickerRow);
    }

    private static long millis(TruthAggregate trade) {
        return WireTime.MILLISECOND.of(trade.timeUs());
    }

    private long now() {
        return WireTime.MILLISECOND.of(clock.us());
    }

    private static <T> String list(Collection<T> items, Function<T, String> row) {
        return items.stream().map(row).collect(Collectors.joining(",", "[", "]"));
    }

    private static String plain(BigDecimal number) {
        return number.setScale(InstrumentSpec.SCALE).toPlainString();
    }
}
