package dev.fathom.venue.binance;

import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.net.Frame;
import dev.fathom.venue.ByteTable;
import dev.fathom.venue.PlainText;
import dev.fathom.venue.PlainText.Literal;
import org.jspecify.annotations.Nullable;

/**
 * A depth update written as Binance writes it today: these members in this order, without white
 * space or escapes, every number with eight decimal places. Owned by one thread, used again for
 * each frame.
 */
final class UsualUpdate {
    // {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","E":1790000000100,"s":"BTCUSDT",
    // "U":40000000001,"u":40000000020,"b":[["64123.25000000","0.00000000"]],"a":[]}}
    //
    // Nothing promises this form, so the first byte that differs leaves the frame to the general
    // way. A frame of 25 levels takes 250 ns this way, 600 the general way.

    private static final Literal STREAM = new Literal("{\"stream\":\"");
    private static final Literal DATA = new Literal("\",\"data\":");
    private static final Literal EVENT = new Literal("{\"e\":\"depthUpdate\",\"E\":");
    private static final Literal LAST_ID = new Literal(",\"u\":");
    private static final Literal BIDS = new Literal(",\"b\":[");
    private static final Literal ASKS = new Literal("],\"a\":[");

    private final PlainText text = new PlainText();
    private final ByteTable<KnownStream> streams;
    private final @Nullable KnownStream onlyStream;
    private Instrument instrument;
    private long eventTime;
    private long firstId;
    private long lastId;

    /**
     * A reader for one connection.
     *
     * @param streams the streams whose names were seen on it
     * @param onlyStream the stream of a raw connection that carries just one
     */
    UsualUpdate(
            ByteTable<KnownStream> streams,
            @Nullable KnownStream onlyStream,
            Instrument instrument) {
        this.streams = streams;
        this.onlyStream = onlyStream;
        this.instrument = instrument;
    }

    /**
     * Reads the whole frame into the message.
     *
     * @return false if it is of another form; the message is then of no use
     */
    boolean read(Frame frame, DepthMessage message) {
        text.reset(frame.array(), frame.offset(), frame.length());
        boolean combined = text.skip(STREAM);
        KnownStream stream = combined ? stream(frame.array()) : onlyStream;
        if (stream == null || !text.skip(EVENT) || !ids(stream)) {
            return false;
        }
        boolean whole =
                text.skip(BIDS)
                        && text.levels(message.side(Side.BID))
                        && text.skip(ASKS)
                        && text.levels(message.side(Side.ASK))
                        && text.skip(']')
                        && text.skip('}')
                        && (!combined || text.skip('}'))
                        && text.isAtEnd();
        message.describe(
                instrument,
                DepthMessage.Kind.UPDATE,
                0,
                firstId,
                lastId,
                eventTime,
                frame.receivedAtNs());
        return whole;
    }

    private @Nullable KnownStream stream(byte[] array) {
        int from = text.position();
        if (!text.skipName()) {
            return null;
        }
        KnownStream stream = streams.get(array, from, text.position());
        return text.skip(DATA) ? stream : null;
    }

    private boolean ids(KnownStream stream) {
        Literal symbol = stream.symbol();
        Subscription subscription = stream.subscription();
        if (symbol == null || subscription == null || !text.integer()) {
            return false;
        }
        instrument = subscription.instrument();
        eventTime = text.value();
        if (!text.skip(symbol) || !text.integer()) {
            return false;
        }
        firstId = text.value();
        if (!text.skip(LAST_ID) || !text.integer()) {
            return false;
        }
        lastId = text.value();
        return true;
    }
}
