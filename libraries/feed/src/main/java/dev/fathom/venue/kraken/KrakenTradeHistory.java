package dev.fathom.venue.kraken;

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
import java.util.concurrent.TimeUnit;

/**
 * Past trades by their time in nanoseconds, which pages begin after, oldest first, a thousand a
 * page. That ids have no holes is not documented. Pure.
 */
record KrakenTradeHistory() implements TradeHistory {
    private static final int PAGE = 1000;

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

    // Times are read to the microsecond, cut off: one less comes before all that share it.
    @Override
    public Optional<RestRequest> page(
            Endpoints at,
            Instrument instrument,
            Traded after,
            Optional<Traded> cursor,
            int rows,
            long nowNs) {
        long afterNs = cursor.orElse(after).venueTime().toNs() - 1;
        return Optional.of(request(at, instrument, "&since=" + afterNs));
    }

    @Override
    public RestRequest newest(Endpoints at, Instrument instrument) {
        return request(at, instrument, "");
    }

    private static RestRequest request(Endpoints at, Instrument instrument, String since) {
        String address =
                "%s/0/public/Trades?pair=%s%s&count=%d"
                        .formatted(at.rest(), pair(instrument), since, PAGE);
        return new RestRequest(URI.create(address), 1, 0);
    }

    @Override
    public Optional<String> symbolOf(URI request) {
        return String.valueOf(request.getPath()).equals("/0/public/Trades")
                ? TradeHistory.parameter(request, "pair")
                : Optional.empty();
    }

    @Override
    public boolean isPageOf(URI request, Instrument instrument) {
        return symbolOf(request).filter(pair(instrument)::equals).isPresent();
    }

    // REST calls these two by their older names.
    static String pair(Instrument instrument) {
        StringBuilder pair = new StringBuilder();
        for (String currency : instrument.symbol().split("/", -1)) {
            pair.append(
                    switch (currency) {
                        case "BTC" -> "XBT";
                        case "DOGE" -> "XDG";
                        default -> currency;
                    });
        }
        return pair.toString();
    }

    // {"error":[],"result":{"XXBTZUSD":[[price, volume, seconds, "b"|"s", ..., id]...],"last":""}}
    @Override
    public List<Traded> read(Instrument instrument, byte[] body, long receivedAtNs)
            throws IOException {
        List<Traded> rows = new ArrayList<>();
        for (RestJson member : RestJson.read(body).get("result")) {
            if (member.isList()) {
                for (RestJson row : member) {
                    rows.add(trade(instrument, row, receivedAtNs));
                }
                return rows;
            }
        }
        throw new IOException("the answer holds no list of trades");
    }

    private static Trade trade(Instrument instrument, RestJson row, long receivedAtNs)
            throws IOException {
        BigDecimal seconds = row.get(2).decimal();
        long us = seconds.movePointRight(6).toBigInteger().longValue();
        return Trade.byRest(
                instrument,
                row.get(row.size() - 1).integer(),
                row.get(0).decimal(),
                row.get(1).decimal(),
                row.get(3).text().equals("s") ? TakerSide.SELL : TakerSide.BUY,
                new VenueTime(us, TimeUnit.MICROSECONDS),
                receivedAtNs);
    }
}
