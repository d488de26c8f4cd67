package dev.fathom.venue.kraken;

import dev.fathom.book.Side;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Version 1 of Kraken's streams, for recordings: {@code [320,{"a":[...],"c":"974947235"},
 * "book-1000","XBT/USD"]}, with a second object where both sides change. "Spot WebSocket v1".
 */
final class KrakenV1Decoder implements Decoder {
    // What a frame is stands at its end, so it is walked through once before the payload is read.

    private static final int MOST_PAYLOADS = 2;
    private static final String BOOK = "book-";
    private static final int MOST_DEPTH_DIGITS = 4;

    private final SymbolTable symbols;
    private final JsonScanner scanner = new JsonScanner();
    private final DepthMessage message;
    private final PriceAndSize number = new PriceAndSize();
    private final int[] from = new int[MOST_PAYLOADS];
    private final int[] to = new int[MOST_PAYLOADS];
    private int payloads;
    private int depth;
    private boolean trades;
    private @Nullable Instrument symbol;
    private boolean snapshot;
    private long checksum;
    private boolean checksummed;
    private long timeUs;

    KrakenV1Decoder(String venue) {
        symbols = new SymbolTable(venue);
        message = new DepthMessage(symbols.nobody());
    }

    @Override
    public void decode(Frame frame, DecodedListener listener) {
        depth = 0;
        trades = false;
        symbol = null;
        try {
            readEnvelope(frame);
            if (depth > 0) {
                book(frame, listener);
            } else if (trades) {
                trades(frame, listener);
            } else {
                listener.onOther();
            }
        } catch (BadTextException e) {
            Optional<Instrument> whose = Optional.ofNullable(symbol);
            listener.onBadFrame(new BadFrame(whose, !trades, e.isNumber(), e.what()));
        }
    }

    @Override
    public void decodeSnapshot(
            Frame answer, Instrument instrument, int levelLimit, DecodedListener listener) {
        throw new UnsupportedOperationException("Kraken's books begin in the stream");
    }

    private void readEnvelope(Frame frame) throws BadTextException {
        payloads = 0;
        scanner.reset(frame.array(), frame.offset(), frame.length());
        if (scanner.peek() != JsonScanner.Kind.ARRAY) {
            scanner.skipValue();
            scanner.finish();
            return;
        }
        int names = 0;
        scanner.beginArray();
        while (scanner.nextElement()) {
            switch (scanner.peek()) {
                case OBJECT, ARRAY -> payload();
                case STRING -> {
                    scanner.string();
                    name(names++);
                }
                case NUMBER, BOOLEAN, NULL -> scanner.skipValue();
            }
        }
        scanner.finish();
        if ((depth > 0 || trades) && symbol == null) {
            throw BadTextException.message("a frame without a pair");
        }
    }

    private void payload() throws BadTextException {
        if (payloads == MOST_PAYLOADS) {
            throw BadTextException.message("a frame with more than two payloads");
        }
        from[payloads] = scanner.position();
        scanner.skipValue();
        to[payloads++] = scanner.position();
    }

    private void name(int index) throws BadTextException {
        if (index == 1) {
            symbol = symbols.get(scanner);
        } else if (index == 0) {
            String name = scanner.text();
            trades = name.equals("trade");
            depth = name.startsWith(BOOK) ? depth(name.substring(BOOK.length())) : 0;
        }
    }

    private static int depth(String digits) throws BadTextException {
        if (digits.length() > MOST_DEPTH_DIGITS || !digits.matches("[1-9]\\d*")) {
            throw BadTextException.message("book-" + digits + " names no depth");
        }
        return Integer.parseInt(digits);
    }

    private Instrument symbol() {
        Instrument found = symbol;
        return found == null ? symbols.nobody() : found;
    }

    private void book(Frame frame, DecodedListener listener) throws BadTextException {
        message.clearLevels();
        snapshot = false;
        checksummed = false;
        timeUs = 0;
        for (int i = 0; i < payloads; i++) {
            scanner.reset(frame.array(), from[i], to[i] - from[i]);
            sides();
        }
        message.describe(
                symbol(),
                snapshot ? DepthMessage.Kind.STATE : DepthMessage.Kind.UPDATE,
                depth,
                DepthMessage.UNNUMBERED,
                DepthMessage.UNNUMBERED,
                timeUs,
                frame.receivedAtNs());
        if (checksummed) {
            message.checksum(checksum);
        } else if (!snapshot) {
            throw BadTextException.message("an update without a checksum");
        }
        listener.onDepth(message);
    }

    private void sides() throws BadTextException {
        scanner.beginObject();
        while (scanner.nextKey()) {
            if (scanner.textIs("as") || scanner.textIs("bs")) {
                snapshot = true;
                levels(message.side(scanner.textIs("as") ? Side.ASK : Side.BID));
            } else if (scanner.textIs("a") || scanner.textIs("b")) {
                levels(message.side(scanner.textIs("a") ? Side.ASK : Side.BID));
            } else if (scanner.textIs("c")) {
                scanner.decimal();
                checksum = scanner.mantissa();
                checksummed = true;
            } else {
                scanner.skipValue();
            }
        }
    }

    private void levels(LevelList levels) throws BadTextException {
        scanner.beginArray();
        while (scanner.nextElement()) {
            scanner.beginArray();
            priceAndSize();
            number.addTo(levels);
            if (scanner.nextElement()) {
                timeUs = Math.max(timeUs, time());
            }
            // "r": a level that comes back into the window.
            while (scanner.nextElement()) {
                scanner.skipValue();
            }
        }
    }

    private void priceAndSize() throws BadTextException {
        element();
        number.price(scanner);
        element();
        number.sizeWithoutSign(scanner);
    }

    private void element() throws BadTextException {
        if (!scanner.nextElement()) {
            throw BadTextException.message("a row without price or volume");
        }
        scanner.decimal();
    }

    private long time() throws BadTextException {
        scanner.string();
        return TimeText.seconds(scanner.textArray(), scanner.textStart(), scanner.textEnd());
    }

    private void trades(Frame frame, DecodedListener listener) throws BadTextException {
        for (int i = 0; i < payloads; i++) {
            scanner.reset(frame.array(), from[i], to[i] - from[i]);
            scanner.beginArray();
            while (scanner.nextElement()) {
                trade(frame, listener);
            }
        }
    }

    private void trade(Frame frame, DecodedListener listener) throws BadTextException {
        scanner.beginArray();
        priceAndSize();
        if (!scanner.nextElement()) {
            throw BadTextException.message("a trade without a time");
        }
        VenueTime time = new VenueTime(time(), TimeUnit.MICROSECONDS);
        if (!scanner.nextElement()) {
            throw BadTextException.message("a trade without a side");
        }
        scanner.string();
        TakerSide taker = scanner.textIs("s") ? TakerSide.SELL : TakerSide.BUY;
        while (scanner.nextElement()) {
            scanner.skipValue();
        }
        // Version 1 gives trades no ids.
        listener.onTrade(number.trade(symbol(), 0, taker, time, frame.receivedAtNs()));
    }
}
