package dev.fathom.venue.bitfinex;

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
 * Version 1 of Bitfinex's public streams: the rows of version 2 without the inner array, {@code
 * [5,236.42,3,4.1]}, no numbers, no checksums. Pages "v1" of docs.bitfinex.com.
 */
final class BitfinexV1Decoder implements Decoder {
    private static final long MILLIS = 1000;

    private final Channels channels;
    private final JsonScanner scanner = new JsonScanner();
    private final BookRows rows = new BookRows();
    private final PriceAndSize number = new PriceAndSize();
    private final DepthMessage message;
    private @Nullable Chan chan;

    BitfinexV1Decoder(SymbolTable symbols, Channels channels) {
        this.channels = channels;
        this.message = new DepthMessage(symbols.nobody());
    }

    @Override
    public void decode(Frame frame, DecodedListener listener) {
        chan = null;
        try {
            checkWhole(frame);
            if (scanner.peek() == JsonScanner.Kind.OBJECT) {
                channels.event(frame, listener);
            } else {
                readFrame(frame, listener);
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

    private void checkWhole(Frame frame) throws BadTextException {
        scanner.reset(frame.array(), frame.offset(), frame.length());
        scanner.skipValue();
        scanner.finish();
        scanner.reset(frame.array(), frame.offset(), frame.length());
    }

    private void readFrame(Frame frame, DecodedListener listener) throws BadTextException {
        scanner.beginArray();
        BookRows.element(scanner);
        Chan of = channels.get(scanner.integer());
        chan = of;
        if (of == null || !scanner.nextElement()) {
            listener.onOther();
            return;
        }
        if (scanner.peek() != JsonScanner.Kind.STRING) {
            payload(of, frame, listener);
            return;
        }
        scanner.string();
        if (scanner.textIs("hb")) {
            of.subscription().ifPresentOrElse(listener::onHeartbeat, listener::onOther);
        } else if (scanner.textIs("tu") && of.kind() == Chan.Kind.TRADES) {
            trade(of, frame, listener);
        } else {
            listener.onOther();
        }
    }

    private void payload(Chan of, Frame frame, DecodedListener listener) throws BadTextException {
        if (!of.isBook()) {
            listener.onOther();
            return;
        }
        message.clearLevels();
        boolean begins = of.begins();
        if (begins) {
            of.orders().clear();
        }
        if (scanner.peek() == JsonScanner.Kind.NUMBER) {
            rows.row(of, scanner, message);
        } else {
            scanner.beginArray();
            while (scanner.nextElement()) {
                scanner.beginArray();
                BookRows.element(scanner);
                rows.row(of, scanner, message);
                while (scanner.nextElement()) {
                    scanner.skipValue();
                }
            }
        }
        message.describe(
                of.instrument(),
                begins ? DepthMessage.Kind.STATE : DepthMessage.Kind.UPDATE,
                of.kind() == Chan.Kind.ORDERS ? 1 : of.length(),
                DepthMessage.UNNUMBERED,
                DepthMessage.UNNUMBERED,
                0,
                frame.receivedAtNs());
        listener.onDepth(message);
    }

    // [6,"tu","1234-BTCUSD",ID,SECONDS,PRICE,AMOUNT]; only this second telling has the id.
    private void trade(Chan of, Frame frame, DecodedListener listener) throws BadTextException {
        BookRows.element(scanner);
        scanner.skipValue();
        BookRows.element(scanner);
        long id = scanner.integer();
        BookRows.element(scanner);
        long tradedMs = scanner.integer() * MILLIS;
        BookRows.element(scanner);
        scanner.decimal();
        number.price(scanner);
        BookRows.element(scanner);
        scanner.decimal();
        number.size(scanner);
        listener.onTrade(
                number.trade(
                        of.instrument(),
                        id,
                        number.sign() < 0 ? TakerSide.SELL : TakerSide.BUY,
                        VenueTime.of(tradedMs),
                        frame.receivedAtNs()));
    }
}
