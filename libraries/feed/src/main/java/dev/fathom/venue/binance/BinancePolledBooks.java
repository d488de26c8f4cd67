package dev.fathom.venue.binance;

import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.LevelList;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.PolledBooks;
import dev.fathom.venue.RestJson;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.Venue;
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
    public void read(
            Venue.RecordedSnapshot asked, byte[] body, long receivedAtNs, DepthMessage into)
            throws IOException {
        RestJson book = RestJson.read(body);
        long id = book.get("lastUpdateId").integer();
        into.clearLevels();
        add(book.get("bids"), into.side(Side.BID));
        add(book.get("asks"), into.side(Side.ASK));
        into.describe(
                asked.instrument(),
                DepthMessage.Kind.SNAPSHOT,
                asked.levels(),
                id,
                id,
                0,
                receivedAtNs);
    }

    private static void add(RestJson rows, LevelList levels) throws IOException {
        for (RestJson row : rows.list()) {
            levels.add(row.get(0).decimal(), row.get(1).decimal());
        }
    }
}
