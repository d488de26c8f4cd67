package dev.fathom.venue.upbit;

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
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Past trades, newest first, five hundred a page, a week back, each day (UTC) by a number of its
 * own. Ids tell trades apart; their order is not promised. Pure.
 */
record UpbitTradeHistory() implements TradeHistory {
    private static final int PAGE = 500;
    private static final long DAY_NS = TimeUnit.DAYS.toNanos(1);
    private static final int DAYS_KEPT = 7;

    @Override
    public TradeIds ids() {
        return TradeIds.DISTINCT;
    }

    @Override
    public boolean newestFirst() {
        return true;
    }

    // A day ends with a short page, and so does what there is: the day before is asked for too.
    @Override
    public boolean isFull(int rows) {
        return rows > 0;
    }

    @Override
    public Optional<RestRequest> page(
            Endpoints at,
            Instrument instrument,
            Traded after,
            Optional<Traded> cursor,
            int rows,
            long nowNs) {
        boolean dayIsOver = cursor.isPresent() && rows < PAGE;
        long days = cursor.map(it -> daysAgo(it, nowNs)).orElse(0L) + (dayIsOver ? 1 : 0);
        if (days > Math.min(DAYS_KEPT, daysAgo(after, nowNs))) {
            return Optional.empty();
        }
        return Optional.of(
                request(
                        at,
                        instrument,
                        (dayIsOver ? "" : cursor.map(it -> "&cursor=" + it.id()).orElse(""))
                                + (days > 0 ? "&days_ago=" + days : "")));
    }

    // Nobody traded on that day, or on this one yet: the day before may have some.
    @Override
    public Optional<RestRequest> afterEmpty(
            Endpoints at,
            Instrument instrument,
            Traded after,
            Optional<Traded> cursor,
            int rows,
            int empty,
            long nowNs) {
        long asked = cursor.map(it -> daysAgo(it, nowNs) + (rows < PAGE ? 1 : 0)).orElse(0L);
        long days = asked + empty;
        return days > Math.min(DAYS_KEPT, daysAgo(after, nowNs))
                ? Optional.empty()
                : Optional.of(request(at, instrument, "&days_ago=" + days));
    }

    // Empty when today (UTC) has had none yet.
    @Override
    public RestRequest newest(Endpoints at, Instrument instrument) {
        return request(at, instrument, "");
    }

    private static RestRequest request(Endpoints at, Instrument instrument, String which) {
        String address =
                "%s/v1/trades/ticks?market=%s&count=%d%s"
                        .formatted(at.rest(), instrument.symbol(), PAGE, which);
        return new RestRequest(URI.create(address), 1, 0);
    }

    @Override
    public Optional<String> symbolOf(URI request) {
        return String.valueOf(request.getPath()).equals("/v1/trades/ticks")
                ? TradeHistory.parameter(request, "market")
                : Optional.empty();
    }

    @Override
    public boolean isPageOf(URI request, Instrument instrument) {
        return symbolOf(request).filter(instrument.symbol()::equals).isPresent();
    }

    private static long daysAgo(Traded row, long nowNs) {
        return Math.floorDiv(nowNs, DAY_NS) - Math.floorDiv(row.venueTime().toNs(), DAY_NS);
    }

    @Override
    public List<Traded> read(Instrument instrument, byte[] body, long receivedAtNs)
            throws IOException {
        List<Traded> rows = new ArrayList<>();
        for (RestJson row : RestJson.read(body).list()) {
            rows.add(
                    Trade.byRest(
                            instrument,
                            row.get("sequential_id").integer(),
                            row.get("trade_price").decimal(),
                            row.get("trade_volume").decimal(),
                            row.get("ask_bid").text().equals("ASK")
                                    ? TakerSide.SELL
                                    : TakerSide.BUY,
                            VenueTime.of(row.get("timestamp").integer()),
                            receivedAtNs));
        }
        Collections.reverse(rows);
        return rows;
    }
}
