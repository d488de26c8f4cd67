package dev.fathom.venue.bitfinex;

import dev.fathom.book.Side;
import dev.fathom.market.BestQuote;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Version 2 of Bitfinex's public streams: {@code [CHANNEL, PAYLOAD, NUMBER, TIME]}, the last two
 * where they were asked for, with a word before or instead of the payload for heartbeats, checksums
 * and trades. "Public channels" on docs.bitfinex.com.
 */
final class BitfinexDecoder implements Decoder {
    // A frame is walked through once, to see that it is sound and what it is; then its payload is
    // read. Fields may be added at the end of any array, so nothing asks for an exact length.

    private enum Word {
        NONE,
        HEARTBEAT,
        CHECKSUM,
        TRADE,
        REPEATED,
        OTHER
    }

    private final Channels channels;
    private final JsonScanner scanner = new JsonScanner();
    private final BookRows rows = new BookRows();
    private final PriceAndSize number = new PriceAndSize();
    private final PriceAndSize ask = new PriceAndSize();
    private final DepthMessage message;
    private @Nullable Chan chan;
    private Word word = Word.NONE;
    private int payloadFrom;
    private int payloadTo;
    private long checksum;
    private boolean numbered;
    private long frameNumber;
    private long timeMs;

    BitfinexDecoder(SymbolTable symbols, Channels channels) {
        this.channels = channels;
        this.message = new DepthMessage(symbols.nobody());
    }

    @Override
    public void decode(Frame frame, DecodedListener listener) {
        chan = null;
        try {
            scanner.reset(frame.array(), frame.offset(), frame.length());
            if (scanner.peek() == JsonScanner.Kind.OBJECT) {
                channels.event(frame, listener);
                return;
            }
            readFrame();
            if (!numbered || listener.onFrameNumber(frameNumber)) {
                interpret(frame, listener);
            }
        } catch (BadTextException e) {
            channels.spoil(chan);
            Optional<Instrument> whose = Optional.ofNullable(chan).map(Chan::instrument);
            boolean depth = chan == null || chan.isBook();
            listener.onBadFrame(new BadFrame(whose, depth, e.isNumber(), e.what()));
        }
    }

    @Override
    public void decodeSnapshot(
            Frame answer, Instrument instrument, int levelLimit, DecodedListener listener) {
        throw new UnsupportedOperationException("Bitfinex' books begin in the stream");
    }

    @Override
    public List<String> knowledge() {
        return channels.knowledge();
    }

    private void readFrame() throws BadTextException {
        word = Word.NONE;
        numbered = false;
        timeMs = 0;
        payloadTo = 0;
        scanner.beginArray();
        if (!scanner.nextElement()) {
            throw BadTextException.message("a frame without a channel");
        }
        chan = channels.get(scanner.integer());
        boolean more = scanner.nextElement();
        if (more && scanner.peek() == JsonScanner.Kind.STRING) {
            scanner.string();
            word = word();
            more = scanner.nextElement();
        }
        if (more && word == Word.CHECKSUM) {
            checksum = scanner.integer();
            more = scanner.nextElement();
        } else if (more && word != Word.HEARTBEAT) {
            payloadFrom = scanner.position();
            scanner.skipValue();
            payloadTo = scanner.position();
            more = scanner.nextElement();
        }
        if (more && channels.hasNumbers()) {
            frameNumber = scanner.integer();
            numbered = true;
            more = scanner.nextElement();
        }
        if (more && scanner.peek() == JsonScanner.Kind.NUMBER) {
            timeMs = scanner.integer();
            more = scanner.nextElement();
        }
        while (more) {
            scanner.skipValue();
            more = scanner.nextElement();
        }
        scanner.finish();
    }

    private Word word() {
        if (scanner.textIs("hb")) {
            return Word.HEARTBEAT;
        }
        if (scanner.textIs("cs")) {
            return Word.CHECKSUM;
        }
        // "tu" tells the same trade once more when it was stored.
        if (scanner.textIs("tu")) {
            return Word.REPEATED;
        }
        return scanner.textIs("te") ? Word.TRADE : Word.OTHER;
    }

    private void interpret(Frame frame, DecodedListener listener) throws BadTextException {
        Chan of = chan;
        if (of == null) {
            listener.onOther();
        } else if (word == Word.HEARTBEAT) {
            of.subscription().ifPresentOrElse(listener::onHeartbeat, () -> listener.onHeartbeat());
        } else if (word == Word.CHECKSUM) {
            checksum(of, frame, listener);
        } else if (of.isBook() && word == Word.NONE) {
            book(of, frame, listener);
        } else if (of.kind() == Chan.Kind.TRADES && word == Word.TRADE) {
            trade(of, frame, listener);
        } else if (of.kind() == Chan.Kind.TICKER && word == Word.NONE) {
            quote(of, frame, listener);
        } else if (word == Word.REPEATED) {
            listener.onRepeated();
        } else {
            listener.onOther();
        }
    }

    private void openPayload(Frame frame) throws BadTextException {
        if (payloadTo == 0) {
            throw BadTextException.message("a frame without a payload");
        }
        scanner.reset(frame.array(), payloadFrom, payloadTo - payloadFrom);
        scanner.beginArray();
    }

    private void book(Chan of, Frame frame, DecodedListener listener) throws BadTextException {
        openPayload(frame);
        message.clearLevels();
        boolean begins = of.begins();
        if (begins) {
            of.orders().clear();
        }
        boolean more = scanner.nextElement();
        if (more && scanner.peek() == JsonScanner.Kind.NUMBER) {
            rows.row(of, scanner, message);
            more = false;
        }
        while (more) {
            scanner.beginArray();
            BookRows.element(scanner);
            rows.row(of, scanner, message);
            while (scanner.nextElement()) {
                scanner.skipValue();
            }
            more = scanner.nextElement();
        }
        // The levels of a window of orders are all that are known.
        describe(
                of,
                begins ? DepthMessage.Kind.STATE : DepthMessage.Kind.UPDATE,
                of.kind() == Chan.Kind.ORDERS ? 1 : of.length(),
                frame);
        listener.onDepth(message);
    }

    private void describe(Chan of, DepthMessage.Kind kind, int levelLimit, Frame frame) {
        message.describe(
                of.instrument(),
                kind,
                levelLimit,
                DepthMessage.UNNUMBERED,
                DepthMessage.UNNUMBERED,
                timeMs,
                frame.receivedAtNs());
    }

    private void checksum(Chan of, Frame frame, DecodedListener listener) throws BadTextException {
        if (of.kind() == Chan.Kind.ORDERS) {
            int ours = of.orders().checksum();
            if (ours != (int) checksum) {
                throw BadTextException.message(
                        "the venue's checksum is %d, that of our orders %d"
                                .formatted((int) checksum, ours));
            }
            listener.onOther();
            return;
        }
        message.clearLevels();
        describe(of, DepthMessage.Kind.CHECKSUM, 0, frame);
        message.checksum(checksum);
        listener.onDepth(message);
    }

    // [ID, TIME, AMOUNT, PRICE]
    private void trade(Chan of, Frame frame, DecodedListener listener) throws BadTextException {
        openPayload(frame);
        element();
        long id = scanner.integer();
        element();
        long tradedMs = scanner.integer();
        element();
        scanner.decimal();
        number.size(scanner);
        TakerSide taker = number.sign() < 0 ? TakerSide.SELL : TakerSide.BUY;
        element();
        scanner.decimal();
        number.price(scanner);
        listener.onTrade(
                number.trade(
                        of.instrument(), id, taker, VenueTime.of(tradedMs), frame.receivedAtNs()));
    }

    // [BID, BID_SIZE, ASK, ASK_SIZE, ...]
    private void quote(Chan of, Frame frame, DecodedListener listener) throws BadTextException {
        openPayload(frame);
        read(number);
        read(ask);
        listener.onQuote(
                new BestQuote(
                        of.instrument(),
                        BestQuote.UNNUMBERED,
                        number.level(Side.BID),
                        ask.level(Side.ASK),
                        frame.receivedAtNs()));
    }

    private void read(PriceAndSize into) throws BadTextException {
        element();
        scanner.decimal();
        into.price(scanner);
        element();
        scanner.decimal();
        into.sizeWithoutSign(scanner);
    }

    private void element() throws BadTextException {
        if (!scanner.nextElement()) {
            throw BadTextException.message("a row with too few numbers");
        }
    }
}
