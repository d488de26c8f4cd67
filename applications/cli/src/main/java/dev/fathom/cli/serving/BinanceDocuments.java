package dev.fathom.cli.serving;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.cli.serving.Held.Digits;
import dev.fathom.feed.Book;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.market.Traded;
import dev.fathom.simulator.BinanceProtocol;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Answers of Binance's REST, out of what a replay knows. Immutable. */
record BinanceDocuments(BinanceProtocol protocol) {
    private static final ObjectMapper JSON = new ObjectMapper();
    // A symbol does not tell where the one ends and the other begins.
    private static final List<String> QUOTES =
            List.of(
                    "FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USDP", "USDS", "BIDR", "IDRT", "BVND",
                    "BKRW", "AEUR", "EURI", "USD1", "BTC", "ETH", "BNB", "TRX", "XRP", "DOGE",
                    "EUR", "GBP", "AUD", "TRY", "BRL", "RUB", "UAH", "NGN", "ZAR", "PLN", "RON",
                    "ARS", "JPY", "MXN", "CZK", "IDR", "DAI", "PAX", "VAI", "USD", "SOL");
    private static final long NEVER_DELIVERED = 4133404800000L;

    /** The known levels of a book, at most so many a side. */
    String depth(Book book, int levels) {
        BookView view = book.levels();
        ObjectNode depth = JSON.createObjectNode().put("lastUpdateId", view.lastId());
        if (protocol == BinanceProtocol.COIN_M) {
            String symbol = book.instrument().symbol();
            depth.put("symbol", symbol).put("pair", pair(symbol));
        }
        if (protocol.isFutures()) {
            long time = TimeUnit.NANOSECONDS.toMillis(book.venueTime().toNs());
            depth.put("E", time).put("T", time);
        }
        side(depth.putArray("bids"), view, Side.BID, levels);
        side(depth.putArray("asks"), view, Side.ASK, levels);
        return depth.toString();
    }

    private static void side(ArrayNode into, BookView view, Side side, int levels) {
        for (int i = 0; i < Math.min(levels, view.knownLevels(side)); i++) {
            into.addArray().add(view.priceText(side, i)).add(view.sizeText(side, i));
        }
    }

    String time(long ns) {
        return "{\"serverTime\":" + TimeUnit.NANOSECONDS.toMillis(ns) + "}";
    }

    String trades(List<Trade> trades) {
        ArrayNode rows = JSON.createArrayNode();
        for (Trade trade : trades) {
            BigDecimal product = trade.exactPrice().multiply(trade.exactSize());
            ObjectNode row =
                    rows.addObject()
                            .put("id", trade.id())
                            .put("price", trade.priceText())
                            .put("qty", trade.sizeText());
            // The futures in coins count contracts; what they are worth is not known here.
            if (protocol != BinanceProtocol.COIN_M) {
                row.put("quoteQty", product.stripTrailingZeros().toPlainString());
            }
            row.put("time", millis(trade)).put("isBuyerMaker", isBuyerMaker(trade));
            if (!protocol.isFutures()) {
                row.put("isBestMatch", true);
            }
        }
        return rows.toString();
    }

    String aggregates(List<AggregateTrade> trades) {
        ArrayNode rows = JSON.createArrayNode();
        for (AggregateTrade trade : trades) {
            ObjectNode row =
                    rows.addObject()
                            .put("a", trade.id())
                            .put("p", trade.exactPrice().toPlainString())
                            .put("q", trade.exactSize().toPlainString())
                            .put("f", trade.firstTradeId())
                            .put("l", trade.lastTradeId())
                            .put("T", millis(trade))
                            .put("m", isBuyerMaker(trade));
            if (!protocol.isFutures()) {
                row.put("M", true);
            }
        }
        return rows.toString();
    }

    static long millis(Traded trade) {
        return TimeUnit.NANOSECONDS.toMillis(trade.venueTime().toNs());
    }

    private static boolean isBuyerMaker(Traded trade) {
        return trade.takerSide() == TakerSide.SELL;
    }

    /** The least that clients ask for, with names and steps as far as a recording shows them. */
    String exchangeInfo(Map<String, Digits> symbols, long ns) {
        ObjectNode info =
                JSON.createObjectNode()
                        .put("timezone", "UTC")
                        .put("serverTime", TimeUnit.NANOSECONDS.toMillis(ns));
        info.putArray("rateLimits")
                .addObject()
                .put("rateLimitType", "REQUEST_WEIGHT")
                .put("interval", "MINUTE")
                .put("intervalNum", 1)
                .put("limit", protocol.isFutures() ? 2400 : 6000);
        info.putArray("exchangeFilters");
        ArrayNode list = info.putArray("symbols");
        symbols.forEach((symbol, digits) -> symbol(list.addObject(), symbol, digits));
        return info.toString();
    }

    private void symbol(ObjectNode into, String symbol, Digits digits) {
        String pair = pair(symbol);
        String quote = quote(pair);
        String base = pair.substring(0, pair.length() - quote.length());
        into.put("symbol", symbol)
                .put(protocol == BinanceProtocol.COIN_M ? "contractStatus" : "status", "TRADING")
                .put("baseAsset", base)
                .put("quoteAsset", quote)
                .put("baseAssetPrecision", 8)
                .put("quotePrecision", 8);
        if (protocol.isFutures()) {
            boolean perpetual = symbol.equals(pair) || symbol.endsWith("_PERP");
            into.put("pair", pair)
                    .put("contractType", perpetual ? "PERPETUAL" : "CURRENT_QUARTER")
                    .put("deliveryDate", NEVER_DELIVERED)
                    .put("marginAsset", protocol == BinanceProtocol.COIN_M ? base : quote)
                    .put("pricePrecision", digits.price())
                    .put("quantityPrecision", digits.size());
        } else {
            into.put("quoteAssetPrecision", 8)
                    .put("isSpotTradingAllowed", true)
                    .put("isMarginTradingAllowed", false);
            into.putArray("permissionSets").addArray().add("SPOT");
        }
        into.putArray("orderTypes").add("LIMIT").add("MARKET");
        ArrayNode filters = into.putArray("filters");
        filters.addObject().put("filterType", "PRICE_FILTER").put("tickSize", step(digits.price()));
        filters.addObject().put("filterType", "LOT_SIZE").put("stepSize", step(digits.size()));
    }

    private static String step(int places) {
        return BigDecimal.ONE.movePointLeft(places).toPlainString();
    }

    private static String pair(String symbol) {
        return symbol.split("_", 2)[0];
    }

    private static String quote(String pair) {
        return QUOTES.stream()
                .filter(it -> pair.endsWith(it) && pair.length() > it.length())
                .findFirst()
                .orElse(pair.substring(Math.max(0, pair.length() - 3)));
    }
}
