package dev.fathom.venue.bitfinex;

import dev.fathom.market.Instrument;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.PolledBooks;
import dev.fathom.venue.RestJson;
import dev.fathom.venue.RestRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * Books by REST: 1, 25 or 100 levels or orders a side, without a number in any order. Pure.
 *
 * @param form how prices are grouped
 */
record BitfinexPolledBooks(BookForm form) implements PolledBooks {
    @Override
    public List<Integer> depths() {
        return List.of(1, 25, 100);
    }

    @Override
    public boolean anyDepth() {
        return false;
    }

    @Override
    public RestRequest request(Endpoints at, Instrument instrument, int depth) {
        String address =
                "%s/v2/book/%s/%s?len=%d"
                        .formatted(at.rest(), instrument.symbol(), form.prec(), depth);
        return new RestRequest(URI.create(address), 1, depth);
    }

    // [[PRICE, COUNT, AMOUNT]...], asks with amounts below zero; of orders [ID, PRICE, AMOUNT]
    @Override
    public int levels(byte[] body) throws IOException {
        int bids = 0;
        int asks = 0;
        for (RestJson row : RestJson.read(body).list()) {
            if (row.get(2).decimal().signum() < 0) {
                asks++;
            } else {
                bids++;
            }
        }
        return Math.max(bids, asks);
    }
}
