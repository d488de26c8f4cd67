package dev.fathom.venue.upbit;

import dev.fathom.market.Instrument;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.PolledBooks;
import dev.fathom.venue.RestJson;
import dev.fathom.venue.RestRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Books by REST: up to thirty pairs of a bid and an ask. Pure. */
record UpbitPolledBooks() implements PolledBooks {
    @Override
    public List<Integer> depths() {
        return List.of(30);
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

    // [{"market":"KRW-BTC","timestamp":1,"orderbook_units":[{"ask_price":1.0,...}...]}]
    @Override
    public int levels(byte[] body) throws IOException {
        return RestJson.read(body).list().get(0).get("orderbook_units").list().size();
    }
}
