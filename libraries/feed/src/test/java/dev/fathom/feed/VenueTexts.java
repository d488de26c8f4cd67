package dev.fathom.feed;

import dev.fathom.book.Decimals;
import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import java.util.Locale;

/** Messages of Binance as text, and the same as decoded; levels are written {@code 100@2}. */
final class VenueTexts {
    static final Instrument BTC = new Instrument("binance", "BTCUSDT");
    static final Instrument ETH = new Instrument("binance", "ETHUSDT");

    private VenueTexts() {}

    /** An update with one bid and one ask. */
    static String update(Instrument of, long firstId, long lastId, String bid, String ask) {
        return """
        {"stream":"%s@depth@100ms","data":{"e":"depthUpdate","E":%d,"s":"%s","U":%d,"u":%d,\
        "b":[%s],"a":[%s]}}\
        """
                .formatted(
                        of.symbol().toLowerCase(Locale.ROOT),
                        1_790_000_000_000L + lastId,
                        of.symbol(),
                        firstId,
                        lastId,
                        level(bid),
                        level(ask));
    }

    /** A whole book of one bid and one ask. */
    static String snapshot(long id, String bid, String ask) {
        return "{\"lastUpdateId\":%d,\"bids\":[%s],\"asks\":[%s]}"
                .formatted(id, level(bid), level(ask));
    }

    static String trade(Instrument of, long id) {
        return """
        {"stream":"%s@trade","data":{"e":"trade","E":1672515782136,"s":"%s","t":%d,\
        "p":"0.001","q":"100","T":1672515782136,"m":true,"M":true}}\
        """
                .formatted(of.symbol().toLowerCase(Locale.ROOT), of.symbol(), id);
    }

    static String quote(Instrument of, long id) {
        return """
        {"stream":"%s@bookTicker","data":{"u":%d,"s":"%s","b":"100.00","B":"1.0",\
        "a":"101.00","A":"2.0"}}\
        """
                .formatted(of.symbol().toLowerCase(Locale.ROOT), id, of.symbol());
    }

    private static String level(String text) {
        int at = text.indexOf('@');
        return "[\"%s\",\"%s\"]".formatted(text.substring(0, at), text.substring(at + 1));
    }

    /** An update as its decoder hands it over. */
    static DepthMessage decodedUpdate(long firstId, long lastId, String bid, String ask) {
        return decoded(DepthMessage.Kind.UPDATE, 0, firstId, lastId, bid, ask);
    }

    /** A snapshot as its decoder hands it over. */
    static DepthMessage decodedSnapshot(long id, String bid, String ask) {
        return decoded(DepthMessage.Kind.SNAPSHOT, 1000, id, id, bid, ask);
    }

    private static DepthMessage decoded(
            DepthMessage.Kind kind,
            int levelLimit,
            long firstId,
            long lastId,
            String bid,
            String ask) {
        DepthMessage message = new DepthMessage(BTC);
        message.describe(
                BTC, kind, levelLimit, firstId, lastId, 1_790_000_000_000L + lastId, lastId);
        add(message, Side.BID, bid);
        add(message, Side.ASK, ask);
        return message;
    }

    private static void add(DepthMessage message, Side side, String level) {
        String[] parts = level.split("@", -1);
        int pricePlaces = Decimals.places(parts[0]);
        int sizePlaces = Decimals.places(parts[1]);
        message.side(side)
                .add(
                        Decimals.parse(parts[0], pricePlaces),
                        pricePlaces,
                        Decimals.parse(parts[1], sizePlaces),
                        sizePlaces);
    }
}
