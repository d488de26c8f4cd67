package dev.fathom.venue.binance;

import dev.fathom.market.Instrument;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.PolledBooks;
import dev.fathom.venue.RestJson;
import dev.fathom.venue.RestRequest;
import java.io.IOException;
import java.util.List;

/**
 * Snapshots: any number of levels on the spot markets, those with a weight on the futures. Pure.
 *
 * @param venue whose
 * @param market where
 */
record BinancePolledBooks(BinanceVenue venue, BinanceMarket market) implements PolledBooks {
    @Override
    public List<Integer> depths() {
        return List.copyOf(market.snapshotWeights().keySet());
    }

    @Override
    public boolean anyDepth() {
        return market.anyLimit();
    }

    @Override
    public RestRequest request(Endpoints at, Instrument instrument, int depth) {
        return venue.snapshotRequest(at, instrument, depth);
    }

    // {"lastUpdateId":1,"bids":[["price","size"]...],"asks":[...]}
    @Override
    public int levels(byte[] body) throws IOException {
        RestJson book = RestJson.read(body);
        book.get("lastUpdateId").integer();
        return Math.max(book.get("bids").list().size(), book.get("asks").list().size());
    }
}
