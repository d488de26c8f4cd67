package dev.fathom.venue.kraken;

import dev.fathom.book.Side;
import dev.fathom.market.BestQuote;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.LevelList;
import dev.fathom.market.TakerSide;
import dev.fathom.market.VenueTime;
import dev.fathom.net.Frame;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.JsonScanner;
import dev.fathom.venue.PriceAndSize;
import dev.fathom.venue.SymbolTable;
import dev.fathom.venue.TimeText;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Version 2 of Kraken's streams: objects with {@code channel}, {@code type} and {@code data}, as in
 * the reference of "Spot WebSocket v2".
 */
final class KrakenDecoder implements Decoder {
    // A frame is walked through once, to see that it is sound and to find channel, type and data
    // whatever their order; then the data are read.

    private enum Channel {
        UNKNOWN,
        BOOK,
        TRADE,
        TICKER,
        HEARTBEAT,
        OTHER
    }

    private final SymbolTable symbols;
    private final BookDepths depths = new BookDepths();
    private final KrakenReplies replies;
    private final JsonScanner scanner = new JsonScanner();
    private final DepthMessage message;
    private final PriceAndSize number = new PriceAndSize();
    private Channel channel = Channel.OTHER;
    private boolean snapshot;
    private boolean reply;
    private int dataFrom;
    private int dataTo;

    // Of the element of "data" that is being read.
    private @Nullable Instrument symbol;
    private boolean checksummed;
    private long checksum;
    private long timeUs;

    KrakenDecoder(String venue) {
        symbols = new SymbolTable(venue);
        replies = new KrakenReplies(symbols, depths);
        message = new DepthMessage(symbols.nobody());
    }

    @Override
    public void decode(Frame frame, DecodedListener listener) {
        channel = Channel.UNKNOWN;
        symbol = null;
        try {
            readEnvelope(frame);
            if (reply) {
                listener.onReply(replies.read(frame));
            } else if (channel == Channel.HEARTBEAT) {
                listener.onHeartbeat();
            } else if (channel == Channel.OTHER || channel == Channel.UNKNOWN) {
                listener.onOther();
            } else {
                readData(frame, listener);
            }
        } catch (BadTextException e) {
            Optional<Instrument> whose = Optional.ofNullable(symbol);
            boolean depth = channel == Channel.BOOK || channel == Channel.UNKNOWN;
            listener.onBadFrame(new BadFrame(whose, depth, e.isNumber(), e.what()));
        }
    }

    @Override
    public void decodeSnapshot(
            Frame answer, Instrument instrument, int levelLimit, DecodedListener listener) {
        throw new UnsupportedOperationException("Kraken's books begin in the stream");
    }

    @Override
    public List<String> knowledge() {
        return replies.knowledge();
    }

    private void readEnvelope(Frame frame) throws BadTextException {
        snapshot = false;
        reply = false;
        dataTo = 0;
        scanner.reset(frame.array(), frame.offset(), frame.length());
        scanner.beginObject();
        while (scanner.nextKey()) {
            if (scanner.textIs("channel")) {
                scanner.string();
                channel = channel();
            } else if (scanner.textIs("type")) {
                scanner.string();
                snapshot = scanner.textIs("snapshot");
            } else if (scanner.textIs("data")) {
                dataFrom = scanner.position();
                scanner.skipValue();
                dataTo = scanner.position();
            } else {
                reply |= scanner.textIs("method");
                scanner.skipValue();
            }
        }
        scanner.finish();
    }

    private Channel channel() {
        if (scanner.textIs("book")) {
            return Channel.BOOK;
        }
        if (scanner.textIs("trade")) {
            return Channel.TRADE;
        }
        if (scanner.textIs("heartbeat")) {
            return Channel.HEARTBEAT;
        }
        return scanner.textIs("ticker") ? Channel.TICKER : Channel.OTHER;
    }

    private void readData(Frame frame, DecodedListener listener) throws BadTextException {
        if (dataTo == 0) {
            throw BadTextException.message("member \"data\" is missing");
        }
        scanner.reset(frame.array(), dataFrom, dataTo - dataFrom);
        scanner.beginArray();
        boolean any = false;
        while (scanner.nextElement()) {
            any = true;
            symbol = null;
            switch (channel) {
                case BOOK -> book(frame, listener);
                case TRADE -> trade(frame, listener);
                case TICKER -> quote(frame, listener);
                case HEARTBEAT, OTHER, UNKNOWN -> scanner.skipValue();
            }
        }
        if (!any) {
            listener.onOther();
        }
    }

    private void book(Frame frame, DecodedListener listener) throws BadTextException {
        message.clearLevels();
        checksummed = false;
        timeUs = 0;
        scanner.beginObject();
        while (scanner.nextKey()) {
            if (scanner.textIs("bids")) {
                levels(message.side(Side.BID));
            } else if (scanner.textIs("asks")) {
                levels(message.side(Side.ASK));
            } else if (scanner.textIs("checksum")) {
                checksum = scanner.integer();
                checksummed = true;
            } else if (!symbolOrTime()) {
                scanner.skipValue();
            }
        }
        Instrument instrument = symbol();
        if (!checksummed) {
            throw BadTextException.message("member \"checksum\" is missing");
        }
        message.describe(
                instrument,
                snapshot ? DepthMessage.Kind.STATE : DepthMessage.Kind.UPDATE,
                snapshot ? depths.begin(instrument, message) : depths.of(instrument),
                DepthMessage.UNNUMBERED,
                DepthMessage.UNNUMBERED,
                timeUs,
                frame.receivedAtNs());
        message.checksum(checksum);
        listener.onDepth(message);
    }

    private void levels(LevelList levels) throws BadTextException {
        scanner.beginArray();
        while (scanner.nextElement()) {
            boolean priced = false;
            boolean sized = false;
            scanner.beginObject();
            while (scanner.nextKey()) {
                if (scanner.textIs("price")) {
                    scanner.decimal();
                    number.price(scanner);
                    priced = true;
                } else if (scanner.textIs("qty")) {
                    scanner.decimal();
                    number.sizeWithoutSign(scanner);
                    sized = true;
                } else {
                    scanner.skipValue();
                }
            }
            if (!priced || !sized) {
                throw BadTextException.message("a level without \"price\" or \"qty\"");
            }
            number.addTo(levels);
        }
    }

    private boolean symbolOrTime() throws BadTextException {
        if (scanner.textIs("symbol")) {
            scanner.string();
            symbol = symbols.get(scanner);
            return true;
        }
        if (scanner.textIs("timestamp")) {
            scanner.string();
            timeUs = TimeText.rfc3339(scanner.textArray(), scanner.textStart(), scanner.textEnd());
            return true;
        }
        return false;
    }

    private Instrument symbol() throws BadTextException {
        Instrument found = symbol;
        if (found == null) {
            throw BadTextException.message("member \"symbol\" is missing");
        }
        return found;
    }

    private void trade(Frame frame, DecodedListener listener) throws BadTextException {
        TakerSide taker = null;
        long id = -1;
        int numbers = 0;
        timeUs = 0;
        scanner.beginObject();
        while (scanner.nextKey()) {
            if (scanner.textIs("price")) {
                scanner.decimal();
                number.price(scanner);
                numbers |= 1;
            } else if (scanner.textIs("qty")) {
                scanner.decimal();
                number.sizeWithoutSign(scanner);
                numbers |= 2;
            } else if (scanner.textIs("side")) {
                scanner.string();
                taker = scanner.textIs("sell") ? TakerSide.SELL : TakerSide.BUY;
            } else if (scanner.textIs("trade_id")) {
                id = scanner.integer();
            } else if (!symbolOrTime()) {
                scanner.skipValue();
            }
        }
        Instrument instrument = symbol();
        if (numbers != 3 || taker == null || id < 0) {
            throw BadTextException.message("a trade without price, qty, side or trade_id");
        }
        // The last fifty trades, sent after subscribing, are not new.
        if (snapshot) {
            listener.onRepeated();
            return;
        }
        VenueTime time = new VenueTime(timeUs, TimeUnit.MICROSECONDS);
        listener.onTrade(number.trade(instrument, id, taker, time, frame.receivedAtNs()));
    }

    private void quote(Frame frame, DecodedListener listener) throws BadTextException {
        PriceAndSize bid = new PriceAndSize();
        PriceAndSize ask = new PriceAndSize();
        int numbers = 0;
        scanner.beginObject();
        while (scanner.nextKey()) {
            if (scanner.textIs("bid")) {
                scanner.decimal();
                bid.price(scanner);
                numbers |= 1;
            } else if (scanner.textIs("bid_qty")) {
                scanner.decimal();
                bid.sizeWithoutSign(scanner);
                numbers |= 2;
            } else if (scanner.textIs("ask")) {
                scanner.decimal();
                ask.price(scanner);
                numbers |= 4;
            } else if (scanner.textIs("ask_qty")) {
                scanner.decimal();
                ask.sizeWithoutSign(scanner);
                numbers |= 8;
            } else if (!symbolOrTime()) {
                scanner.skipValue();
            }
        }
        Instrument instrument = symbol();
        if (numbers != 15) {
            throw BadTextException.message("a ticker without bid, bid_qty, ask or ask_qty");
        }
        listener.onQuote(
                new BestQuote(
                        instrument,
                        BestQuote.UNNUMBERED,
                        bid.level(Side.BID),
                        ask.level(Side.ASK),
                        frame.receivedAtNs()));
    }
}
