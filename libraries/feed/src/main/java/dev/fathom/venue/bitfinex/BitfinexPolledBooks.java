package dev.fathom.venue.bitfinex;

import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Books by REST: 1, 25 or 100 levels or orders a side, without a number in any order. Pure.
 *
 * @param form how prices are grouped
 */
record BitfinexPolledBooks(BookForm form) implements PolledBooks {
    private static final Pattern PATH = Pattern.compile("/v2/book/([^/]+)/(P[0-4]|R0)");
    private static final String ORDERS = "R0";
    private static final int USUAL_DEPTH = 25;

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

    @Override
    public Venue.RecordedSnapshot asked(Instrument instrument, int depth) {
        return new Venue.RecordedSnapshot(instrument, depth, form.prec());
    }

    /** What a recorded request asked for; empty for other addresses. */
    static Optional<Venue.RecordedSnapshot> asked(URI request) {
        Matcher path = PATH.matcher(String.valueOf(request.getPath()));
        if (!path.matches()) {
            return Optional.empty();
        }
        int levels =
                TradeHistory.parameter(request, "len").map(Integer::valueOf).orElse(USUAL_DEPTH);
        return Optional.of(
                new Venue.RecordedSnapshot(
                        new Instrument(BitfinexVenue.ID, path.group(1)), levels, path.group(2)));
    }

    // [[PRICE, COUNT, AMOUNT]...], asks with amounts below zero; of orders [ID, PRICE, AMOUNT]
    @Override
    public void read(
            Venue.RecordedSnapshot asked, byte[] body, long receivedAtNs, DepthMessage into)
            throws IOException {
        boolean ofOrders = asked.form().equals(ORDERS);
        Orders orders = new Orders();
        into.clearLevels();
        for (RestJson row : RestJson.read(body).list()) {
            BigDecimal amount = row.get(2).decimal();
            Side side = amount.signum() < 0 ? Side.ASK : Side.BID;
            if (ofOrders) {
                orders.put(row.get(0).integer(), side, row.get(1).decimal(), amount.abs(), into);
            } else {
                BigDecimal price = row.get(0).decimal();
                into.side(side).add(price, amount.abs());
                into.orders(side).add(price, row.get(1).decimal());
            }
        }
        // The levels of a window of orders are all that are known.
        into.describe(
                asked.instrument(),
                DepthMessage.Kind.SNAPSHOT,
                ofOrders ? 1 : asked.levels(),
                DepthMessage.UNNUMBERED,
                DepthMessage.UNNUMBERED,
                0,
                receivedAtNs);
    }
}
