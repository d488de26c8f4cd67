package dev.fathom.venue.upbit;

import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.LevelList;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.PolledBooks;
import dev.fathom.venue.RestJson;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.TradeHistory;
import dev.fathom.venue.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Books by REST: up to thirty pairs of a bid and an ask. Pure. */
record UpbitPolledBooks() implements PolledBooks {
    private static final int MOST = 30;

    @Override
    public List<Integer> depths() {
        return List.of(MOST);
    }

    @Override
    public boolean anyDepth() {
        return true;
    }

    @Override
    public RestRequest request(Endpoints at, Instrument instrument, int depth) {
        String address =
                "%s/v1/orderbook?markets=%s&count=%d"
                        .formatted(at.rest(), instrument.symbol(), depth);
        return new RestRequest(URI.create(address), 1, depth);
    }

    /** What a recorded request asked for; empty for other addresses. */
    static Optional<Venue.RecordedSnapshot> asked(URI request) {
        if (!String.valueOf(request.getPath()).equals("/v1/orderbook")) {
            return Optional.empty();
        }
        return TradeHistory.parameter(request, "markets")
                .filter(it -> !it.contains(","))
                .map(it ->
                        new Venue.RecordedSnapshot(
                                new Instrument(UpbitVenue.ID, it),
                                TradeHistory.parameter(request, "count")
                                        .map(Integer::valueOf)
                                        .orElse(MOST)));
    }

    // [{"market":"KRW-BTC","timestamp":1,"orderbook_units":[{"ask_price":1.0,...}...]}]
    @Override
    public void read(
            Venue.RecordedSnapshot asked, byte[] body, long receivedAtNs, DepthMessage into)
            throws IOException {
        RestJson book = RestJson.read(body).list().get(0);
        into.clearLevels();
        for (RestJson unit : book.get("orderbook_units").list()) {
            add(unit, "bid", into.side(Side.BID));
            add(unit, "ask", into.side(Side.ASK));
        }
        into.describe(
                asked.instrument(),
                DepthMessage.Kind.SNAPSHOT,
                asked.levels(),
                DepthMessage.UNNUMBERED,
                DepthMessage.UNNUMBERED,
                book.get("timestamp").integer(),
                receivedAtNs);
    }

    // Where one side has fewer levels, prices of zero fill it up.
    private static void add(RestJson unit, String side, LevelList levels) throws IOException {
        BigDecimal price = unit.get(side + "_price").decimal();
        if (price.signum() != 0) {
            levels.add(price, unit.get(side + "_size").decimal());
        }
    }
}
