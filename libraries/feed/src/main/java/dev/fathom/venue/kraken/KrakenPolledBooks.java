package dev.fathom.venue.kraken;

import dev.fathom.market.Instrument;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.PolledBooks;
import dev.fathom.venue.RestJson;
import dev.fathom.venue.RestRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Books by REST: up to 500 levels a side, without number or checksum. Pure. */
record KrakenPolledBooks() implements PolledBooks {
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

    // {"error":[],"result":{"XXBTZUSD":{"asks":[["price","volume",seconds]...],"bids":[...]}}}
    @Override
    public int levels(byte[] body) throws IOException {
        for (RestJson book : RestJson.read(body).get("result")) {
            return Math.max(book.get("asks").list().size(), book.get("bids").list().size());
        }
        throw new IOException("the answer holds no book");
    }
}
