package dev.fathom.venue.kraken;

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
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Books by REST: up to 500 levels a side, without number or checksum. Pure. */
record KrakenPolledBooks() implements PolledBooks {
    private static final int USUAL_DEPTH = 100;

    @Override
    public List<Integer> depths() {
        return List.of(500);
    }

    @Override
    public boolean anyDepth() {
        return true;
    }

    @Override
    public RestRequest request(Endpoints at, Instrument instrument, int depth) {
        String address =
                "%s/0/public/Depth?pair=%s&count=%d"
                        .formatted(at.rest(), KrakenTradeHistory.pair(instrument), depth);
        return new RestRequest(URI.create(address), 1, depth);
    }

    /** What a recorded request asked for; empty for other addresses. */
    static Optional<Venue.RecordedSnapshot> asked(URI request) {
        if (!String.valueOf(request.getPath()).equals("/0/public/Depth")) {
            return Optional.empty();
        }
        int levels =
                TradeHistory.parameter(request, "count").map(Integer::valueOf).orElse(USUAL_DEPTH);
        return TradeHistory.parameter(request, "pair")
                .flatMap(KrakenPolledBooks::instrument)
                .map(it -> new Venue.RecordedSnapshot(it, levels));
    }

    private static Optional<Instrument> instrument(String pair) {
        try {
            return Optional.of(new KrakenVenue().instrument(pair));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    // {"error":[],"result":{"XXBTZUSD":{"asks":[["price","volume",seconds]...],"bids":[...]}}}
    @Override
    public void read(
            Venue.RecordedSnapshot asked, byte[] body, long receivedAtNs, DepthMessage into)
            throws IOException {
        for (RestJson book : RestJson.read(body).get("result")) {
            into.clearLevels();
            add(book.get("bids"), into.side(Side.BID));
            add(book.get("asks"), into.side(Side.ASK));
            into.describe(
                    asked.instrument(),
                    DepthMessage.Kind.SNAPSHOT,
                    asked.levels(),
                    DepthMessage.UNNUMBERED,
                    DepthMessage.UNNUMBERED,
                    0,
                    receivedAtNs);
            return;
        }
        throw new IOException("the answer holds no book");
    }

    private static void add(RestJson rows, LevelList levels) throws IOException {
        for (RestJson row : rows.list()) {
            levels.add(row.get(0).decimal(), row.get(1).decimal());
        }
    }
}
