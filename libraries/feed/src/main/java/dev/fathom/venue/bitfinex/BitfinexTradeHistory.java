package dev.fathom.venue.bitfinex;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Past trades by their time, oldest first, ten thousand a page. Several share a millisecond, so
 * each page begins with the last one's. Ids come from one counter for all symbols. Pure.
 */
record BitfinexTradeHistory() implements TradeHistory {
    private static final int PAGE = 10_000;
    private static final Pattern PATH = Pattern.compile("/v2/trades/([^/]+)/hist");

    @Override
    public TradeIds ids() {
        return TradeIds.DISTINCT;
    }

    @Override
    public boolean newestFirst() {
        return false;
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
        long fromMs = cursor.orElse(after).venueTime().value();
        return Optional.of(request(at, instrument, "start=" + fromMs + "&sort=1"));
    }

    @Override
    public RestRequest newest(Endpoints at, Instrument instrument) {
        return request(at, instrument, "sort=-1");
    }

    private static RestRequest request(Endpoints at, Instrument instrument, String which) {
        String address =
                "%s/v2/trades/%s/hist?%s&limit=%d"
                        .formatted(at.rest(), instrument.symbol(), which, PAGE);
        return new RestRequest(URI.create(address), 1, 0);
    }

    @Override
    public Optional<String> symbolOf(URI request) {
        Matcher path = PATH.matcher(String.valueOf(request.getPath()));
        return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }

    @Override
    public boolean isPageOf(URI request, Instrument instrument) {
        return symbolOf(request).filter(instrument.symbol()::equals).isPresent();
    }

    // [ID, TIME, AMOUNT, PRICE], the newest page with the newest first
    @Override
    public List<Traded> read(Instrument instrument, byte[] body, long receivedAtNs)
            throws IOException {
        List<Traded> rows = new ArrayList<>();
        for (RestJson row : RestJson.read(body).list()) {
            BigDecimal amount = row.get(2).decimal();
            rows.add(
                    Trade.byRest(
                            instrument,
                            row.get(0).integer(),
                            row.get(3).decimal(),
                            amount.abs(),
                            amount.signum() < 0 ? TakerSide.SELL : TakerSide.BUY,
                            VenueTime.of(row.get(1).integer()),
                            receivedAtNs));
        }
        return isNewestFirst(rows) ? rows.reversed() : rows;
    }

    private static boolean isNewestFirst(List<Traded> rows) {
        if (rows.isEmpty()) {
            return false;
        }
        int byTime =
                Long.compare(
                        rows.getFirst().venueTime().value(), rows.getLast().venueTime().value());
        return byTime > 0 || (byTime == 0 && rows.getFirst().id() > rows.getLast().id());
    }
}
