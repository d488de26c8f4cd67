package dev.fathom.venue.upbit;

import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.TakerSide;
import dev.fathom.market.VenueTime;
import dev.fathom.net.Frame;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.JsonScanner;
import dev.fathom.venue.PriceAndSize;
import dev.fathom.venue.SymbolTable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Upbit's public streams in all their forms: long keys or short ones, bare objects or lists of one.
 * "WebSocket" in the reference on docs.upbit.com (2026).
 */
final class UpbitDecoder implements Decoder {
    // Keys come in any order, so members are taken as they come and judged at the end. Short keys
    // mean the same as the long ones wherever both may stand.

    private enum Type {
        NONE,
        BOOK,
        TRADE,
        HEARTBEAT,
        OTHER
    }

    private final SymbolTable symbols;
    private final JsonScanner scanner = new JsonScanner();
    private final DepthMessage message;
    private final PriceAndSize bid = new PriceAndSize();
    private final PriceAndSize ask = new PriceAndSize();
    private final PriceAndSize traded = new PriceAndSize();
    private Type type = Type.NONE;
    private @Nullable Instrument symbol;
    private @Nullable TakerSide taker;
    private @Nullable String error;
    private int units;
    private boolean snapshot;
    private long timeMs;
    private long tradedMs;
    private long tradeId;
    private boolean priced;
    private boolean sized;

    UpbitDecoder(String venue) {
        symbols = new SymbolTable(venue);
        message = new DepthMessage(symbols.nobody());
    }

    @Override
    public void decode(Frame frame, DecodedListener listener) {
        clear();
        try {
            checkWhole(frame);
            if (scanner.peek() == JsonScanner.Kind.ARRAY) {
                list(frame, listener);
            } else {
                object();
                tell(frame, listener);
            }
        } catch (BadTextException e) {
            boolean depth = type == Type.BOOK || type == Type.NONE;
            listener.onBadFrame(
                    new BadFrame(Optional.ofNullable(symbol), depth, e.isNumber(), e.what()));
        }
    }

    @Override
    public void decodeSnapshot(
            Frame answer, Instrument instrument, int levelLimit, DecodedListener listener) {
        throw new UnsupportedOperationException("every message of Upbit is a whole book");
    }

    private void clear() {
        type = Type.NONE;
        symbol = null;
        taker = null;
        error = null;
        units = -1;
        snapshot = false;
        timeMs = 0;
        tradedMs = 0;
        tradeId = -1;
        priced = false;
        sized = false;
        message.clearLevels();
    }

    private void checkWhole(Frame frame) throws BadTextException {
        scanner.reset(frame.array(), frame.offset(), frame.length());
        scanner.skipValue();
        scanner.finish();
        scanner.reset(frame.array(), frame.offset(), frame.length());
    }

    private void list(Frame frame, DecodedListener listener) throws BadTextException {
        boolean any = false;
        scanner.beginArray();
        while (scanner.nextElement()) {
            clear();
            any = true;
            object();
            tell(frame, listener);
        }
        if (!any) {
            listener.onOther();
        }
    }

    private void object() throws BadTextException {
        scanner.beginObject();
        while (scanner.nextKey()) {
            if (is("type", "ty")) {
                scanner.string();
                type = type();
            } else if (is("code", "cd")) {
                scanner.string();
                symbol = symbols.get(scanner);
            } else if (is("timestamp", "tms")) {
                timeMs = scanner.integer();
            } else if (is("orderbook_units", "obu")) {
                units();
            } else if (is("stream_type", "st")) {
                scanner.string();
                snapshot = scanner.textIs("SNAPSHOT");
            } else if (scanner.textIs("error")) {
                error();
            } else if (scanner.textIs("status")) {
                scanner.skipValue();
                type = Type.HEARTBEAT;
            } else if (!tradeMember()) {
                scanner.skipValue();
            }
        }
    }

    private boolean tradeMember() throws BadTextException {
        if (is("trade_price", "tp")) {
            scanner.decimal();
            traded.price(scanner);
            priced = true;
        } else if (is("trade_volume", "tv")) {
            scanner.decimal();
            traded.sizeWithoutSign(scanner);
            sized = true;
        } else if (is("ask_bid", "ab")) {
            scanner.string();
            taker = scanner.textIs("ASK") ? TakerSide.SELL : TakerSide.BUY;
        } else if (is("trade_timestamp", "ttms")) {
            tradedMs = scanner.integer();
        } else if (is("sequential_id", "sid")) {
            tradeId = scanner.integer();
        } else {
            return false;
        }
        return true;
    }

    private boolean is(String longKey, String shortKey) {
        return scanner.textIs(longKey) || scanner.textIs(shortKey);
    }

    private Type type() {
        if (scanner.textIs("orderbook")) {
            return Type.BOOK;
        }
        return scanner.textIs("trade") ? Type.TRADE : Type.OTHER;
    }

    // A unit holds the best ask and the best bid of one rank; a side that is shorter is filled up
    // with price and size zero.
    private void units() throws BadTextException {
        if (units >= 0) {
            throw BadTextException.message("the units of a book come twice");
        }
        units = 0;
        scanner.beginArray();
        while (scanner.nextElement()) {
            int members = 0;
            scanner.beginObject();
            while (scanner.nextKey()) {
                members |= unitMember();
            }
            if (members != 15) {
                throw BadTextException.message("a unit without a price or a size");
            }
            units++;
            add(bid, Side.BID);
            add(ask, Side.ASK);
        }
    }

    private int unitMember() throws BadTextException {
        if (is("bid_price", "bp")) {
            scanner.decimal();
            bid.price(scanner);
            return 1;
        }
        if (is("bid_size", "bs")) {
            scanner.decimal();
            bid.sizeWithoutSign(scanner);
            return 2;
        }
        if (is("ask_price", "ap")) {
            scanner.decimal();
            ask.price(scanner);
            return 4;
        }
        if (is("ask_size", "as")) {
            scanner.decimal();
            ask.sizeWithoutSign(scanner);
            return 8;
        }
        scanner.skipValue();
        return 0;
    }

    private void add(PriceAndSize level, Side side) {
        if (!level.isPriceZero()) {
            level.addTo(message.side(side));
        }
    }

    private void error() throws BadTextException {
        if (scanner.peek() != JsonScanner.Kind.OBJECT) {
            scanner.skipValue();
            error = "unknown";
            return;
        }
        StringBuilder text = new StringBuilder();
        scanner.beginObject();
        while (scanner.nextKey()) {
            if (scanner.textIs("name") || scanner.textIs("message")) {
                scanner.string();
                text.append(text.isEmpty() ? "" : ": ").append(scanner.text());
            } else {
                scanner.skipValue();
            }
        }
        error = text.toString();
    }

    private void tell(Frame frame, DecodedListener listener) throws BadTextException {
        String refusal = error;
        if (refusal != null) {
            listener.onReply(ControlReply.refused(List.of(), refusal));
        } else if (type == Type.BOOK) {
            book(frame, listener);
        } else if (type == Type.TRADE) {
            trade(frame, listener);
        } else if (type == Type.HEARTBEAT) {
            listener.onHeartbeat();
        } else {
            listener.onOther();
        }
    }

    private Instrument symbol() throws BadTextException {
        Instrument found = symbol;
        if (found == null) {
            throw BadTextException.message("member \"code\" is missing");
        }
        return found;
    }

    private void book(Frame frame, DecodedListener listener) throws BadTextException {
        Instrument instrument = symbol();
        if (units < 0) {
            throw BadTextException.message("member \"orderbook_units\" is missing");
        }
        message.describe(
                instrument,
                DepthMessage.Kind.STATE,
                units,
                DepthMessage.UNNUMBERED,
                DepthMessage.UNNUMBERED,
                timeMs,
                frame.receivedAtNs());
        listener.onDepth(message);
    }

    private void trade(Frame frame, DecodedListener listener) throws BadTextException {
        Instrument instrument = symbol();
        TakerSide side = taker;
        if (!priced || !sized || side == null || tradeId < 0) {
            throw BadTextException.message("a trade without price, volume, side or id");
        }
        // The last trade before the subscription is not new.
        if (snapshot) {
            listener.onRepeated();
            return;
        }
        VenueTime time = VenueTime.of(tradedMs);
        listener.onTrade(traded.trade(instrument, tradeId, side, time, frame.receivedAtNs()));
    }
}
