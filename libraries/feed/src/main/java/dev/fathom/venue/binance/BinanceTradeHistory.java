package dev.fathom.venue.binance;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.Instrument;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.market.Traded;
import dev.fathom.market.VenueTime;
import dev.fathom.sync.TradeIds;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.RestJson;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.TradeHistory;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Past trades and aggregates by their ids, a thousand a page. The futures give single trades by id
 * only to those who have a key; without one the newest thousand are all there is, and ids jump
 * where the insurance fund traded. Pure.
 *
 * @param market where
 * @param aggregates whether of aggregates
 */
record BinanceTradeHistory(BinanceMarket market, boolean aggregates) implements TradeHistory {
    private static final int PAGE = 1000;

    private boolean onlyNewest() {
        return market.isFutures() && !aggregates;
    }

    @Override
    public TradeIds ids() {
        return onlyNewest() ? TradeIds.USUALLY_CONTIGUOUS : TradeIds.CONTIGUOUS;
    }

    @Override
    public boolean newestFirst() {
        return onlyNewest();
    }

    @Override
    public boolean isFull(int rows) {
        return rows >= PAGE;
    }

    @Override
    public Optional<RestRequest> page(
            Endpoints at,
            Instrument instrument,
            Traded after,
            Optional<Traded> cursor,
            int rows,
            long nowNs) {
        if (onlyNewest()) {
            return cursor.isPresent() ? Optional.empty() : Optional.of(newest(at, instrument));
        }
        String query = query(instrument);
        String from = "&fromId=" + cursor.orElse(after).id();
        return Optional.of(
                aggregates
                        ? request(
                                at, "/aggTrades" + query + from, market.tradeWeights().aggregates())
                        : request(
                                at,
                                "/historicalTrades" + query + from,
                                market.tradeWeights().old()));
    }

    @Override
    public RestRequest newest(Endpoints at, Instrument instrument) {
        return aggregates
                ? request(at, "/aggTrades" + query(instrument), market.tradeWeights().aggregates())
                : request(at, "/trades" + query(instrument), market.tradeWeights().newest());
    }

    private static String query(Instrument instrument) {
        String symbol = URLEncoder.encode(instrument.symbol(), StandardCharsets.UTF_8);
        return "?symbol=" + symbol + "&limit=" + PAGE;
    }

    @Override
    public Optional<String> symbolOf(URI request) {
        return isPage(request) ? TradeHistory.parameter(request, "symbol") : Optional.empty();
    }

    private boolean isPage(URI request) {
        String path = String.valueOf(request.getPath());
        return aggregates
                ? path.endsWith("/aggTrades")
                : path.endsWith("/trades") || path.endsWith("/historicalTrades");
    }

    @Override
    public boolean isPageOf(URI request, Instrument instrument) {
        return symbolOf(request).filter(instrument.symbol()::equals).isPresent();
    }

    private RestRequest request(Endpoints at, String what, int weight) {
        return new RestRequest(URI.create(at.rest() + market.restPath() + what), weight, 0);
    }

    @Override
    public List<Traded> read(Instrument instrument, byte[] body, long receivedAtNs)
            throws IOException {
        List<Traded> rows = new ArrayList<>();
        for (RestJson row : RestJson.read(body).list()) {
            Trade trade =
                    aggregates
                            ? trade(instrument, row, "a", "p", "q", "T", "m", receivedAtNs)
                            : trade(
                                    instrument,
                                    row,
                                    "id",
                                    "price",
                                    "qty",
                                    "time",
                                    "isBuyerMaker",
                                    receivedAtNs);
            rows.add(
                    aggregates
                            ? AggregateTrade.of(
                                    trade, row.get("f").integer(), row.get("l").integer())
                            : trade);
        }
        return rows;
    }

    private static Trade trade(
            Instrument instrument,
            RestJson row,
            String id,
            String price,
            String size,
            String time,
            String buyerIsMaker,
            long receivedAtNs)
            throws IOException {
        BigDecimal exactPrice = row.get(price).decimal();
        return Trade.byRest(
                instrument,
                row.get(id).integer(),
                exactPrice,
                row.get(size).decimal(),
                row.get(buyerIsMaker).bool() ? TakerSide.SELL : TakerSide.BUY,
                VenueTime.of(row.get(time).integer()),
                receivedAtNs);
    }
}
