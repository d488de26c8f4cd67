package dev.fathom.venue.binance;

import dev.fathom.book.Level;
import dev.fathom.book.Side;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.TakerSide;
import dev.fathom.market.VenueTime;
import dev.fathom.net.Frame;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.BadTextException;
import dev.fathom.venue.ByteTable;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.JsonScanner;
import dev.fathom.venue.PriceAndSize;
import dev.fathom.venue.VenueNotice;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binance's market streams and REST depth, as in web-socket-streams.md and rest-api.md of
 * binance/binance-spot-api-docs and the futures' pages on developers.binance.com. Takes combined
 * frames, raw frames, and raw frames of partial depth, which name no symbol and get theirs from the
 * connection's address.
 */
final class BinanceDecoder implements Decoder {
    private static final int LONGEST_SYMBOL = 100;
    private static final Instrument NOBODY = new Instrument("binance", "-");

    private final StreamName names;
    private final boolean chained;
    private final @Nullable Subscription onlyStream;
    private final JsonScanner scanner = new JsonScanner();
    private final DepthMessage message = new DepthMessage(NOBODY);
    private final BinanceFields fields = new BinanceFields(scanner, message);
    private final UsualUpdate usual;
    private final PriceAndSize traded = new PriceAndSize();
    private final ByteTable<Instrument> symbols = new ByteTable<>();
    private final ByteTable<KnownStream> streams = new ByteTable<>();
    private @Nullable Subscription stream;
    private boolean streamNamed;

    /**
     * A decoder for one connection.
     *
     * @param names how the market names its streams
     * @param chained true where updates name their predecessors
     * @param onlyStream the stream of a raw connection that carries just one
     */
    BinanceDecoder(StreamName names, boolean chained, Optional<Subscription> onlyStream) {
        this.names = names;
        this.chained = chained;
        this.onlyStream = onlyStream.orElse(null);
        usual = new UsualUpdate(streams, onlyStream.map(KnownStream::of).orElse(null), NOBODY);
    }

    @Override
    public void decode(Frame frame, DecodedListener listener) {
        message.clearLevels();
        if (usual.read(frame, message)) {
            listener.onDepth(message);
            return;
        }
        stream = onlyStream;
        streamNamed = false;
        fields.clear();
        scanner.reset(frame.array(), frame.offset(), frame.length());
        try {
            if (isList()) {
                listener.onOther();
                return;
            }
            readEnvelope();
            interpret(frame, listener);
        } catch (BadTextException e) {
            listener.onBadFrame(blame(e));
        }
    }

    @Override
    public void decodeSnapshot(
            Frame answer, Instrument instrument, int levelLimit, DecodedListener listener) {
        stream = null;
        fields.clear();
        scanner.reset(answer.array(), answer.offset(), answer.length());
        try {
            readObject();
            scanner.finish();
            if (!fields.hasLevels() || !fields.has(BinanceFields.Named.LAST_UPDATE_ID)) {
                throw BadTextException.message("no lastUpdateId with bids and asks");
            }
            message.describe(
                    instrument,
                    DepthMessage.Kind.SNAPSHOT,
                    levelLimit,
                    fields.lastUpdateId(),
                    fields.lastUpdateId(),
                    0,
                    answer.receivedAtNs());
            listener.onDepth(message);
        } catch (BadTextException e) {
            listener.onBadFrame(
                    new BadFrame(Optional.of(instrument), true, e.isNumber(), e.what()));
        }
    }

    // Raw streams about all symbols send bare lists.
    private boolean isList() throws BadTextException {
        if (scanner.peek() != JsonScanner.Kind.ARRAY) {
            return false;
        }
        scanner.skipValue();
        scanner.finish();
        return true;
    }

    // {"stream":"...","data":{...}}, {"event":{...}} or the payload itself.
    private void readEnvelope() throws BadTextException {
        boolean hasPayload = false;
        scanner.beginObject();
        while (scanner.nextKey()) {
            if (scanner.textIs("data") || scanner.textIs("event")) {
                if (hasPayload) {
                    throw BadTextException.message(
                            "member \"" + scanner.text() + "\" is a second payload");
                }
                hasPayload = true;
                if (scanner.peek() == JsonScanner.Kind.OBJECT) {
                    readObject();
                } else {
                    scanner.skipValue();
                }
            } else if (scanner.textIs("stream")) {
                if (streamNamed) {
                    throw BadTextException.message("member \"stream\" comes twice");
                }
                readStream();
                streamNamed = true;
            } else {
                fields.take();
            }
        }
        scanner.finish();
    }

    private void readObject() throws BadTextException {
        scanner.beginObject();
        while (scanner.nextKey()) {
            fields.take();
        }
    }

    private void readStream() throws BadTextException {
        scanner.string();
        byte[] text = scanner.textArray();
        if (scanner.textEnd() - scanner.textStart() > ByteTable.LONGEST) {
            stream = null;
            return;
        }
        KnownStream known = streams.get(text, scanner.textStart(), scanner.textEnd());
        if (known == null) {
            known =
                    names.parse(scanner.text())
                            .map(s -> new Subscription(intern(s.instrument()), s.channel()))
                            .map(KnownStream::of)
                            .orElse(KnownStream.notFollowed());
            streams.put(text, scanner.textStart(), scanner.textEnd(), known);
        }
        stream = known.subscription();
    }

    private Instrument intern(Instrument instrument) {
        byte[] symbol = instrument.symbol().getBytes(StandardCharsets.UTF_8);
        Instrument known = symbols.get(symbol, 0, symbol.length);
        if (known != null) {
            return known;
        }
        symbols.put(symbol, 0, symbol.length, instrument);
        return instrument;
    }

    private void interpret(Frame frame, DecodedListener listener) throws BadTextException {
        if (fields.has('e') && !fields.isString('e')) {
            throw BadTextException.message("member \"e\" is no string");
        }
        if (fields.isDepthUpdate()) {
            depthUpdate(frame, listener);
        } else if (fields.textIs('e', "trade")) {
            trade(frame, listener);
        } else if (fields.textIs('e', "bookTicker")) {
            quote(frame, listener);
        } else if (fields.textIs('e', "aggTrade")) {
            aggregateTrade(frame, listener);
        } else if (fields.textIs('e', "serverShutdown")) {
            listener.onNotice(
                    new VenueNotice(
                            VenueNotice.Kind.SHUTDOWN,
                            "serverShutdown",
                            VenueTime.of(fields.integerOrZero('E'))));
        } else if (fields.has('e')) {
            listener.onOther();
        } else if (fields.has(BinanceFields.Named.LAST_UPDATE_ID)) {
            partialDepth(frame, listener);
        } else if (fields.has('u') && (fields.has('B') || fields.has('A'))) {
            quote(frame, listener);
        } else if (fields.has(BinanceFields.Named.RESULT)
                || fields.has(BinanceFields.Named.ERROR)
                || fields.has(BinanceFields.Named.CODE)
                || fields.has(BinanceFields.Named.ID)) {
            listener.onReply(BinanceReplies.read(frame));
        } else {
            listener.onOther();
        }
    }

    private void depthUpdate(Frame frame, DecodedListener listener) throws BadTextException {
        Instrument instrument = symbol();
        if (!fields.hasLevels()) {
            throw BadTextException.message("a depthUpdate without \"b\" and \"a\"");
        }
        // Partial books of futures have the form of an update: only their stream tells.
        int topLevels = stream == null ? 0 : stream.channel().levels();
        message.describe(
                instrument,
                topLevels > 0 ? DepthMessage.Kind.TOP : DepthMessage.Kind.UPDATE,
                topLevels,
                topLevels > 0 ? fields.id('u') : firstId(),
                fields.id('u'),
                fields.integerOrZero('E'),
                frame.receivedAtNs());
        listener.onDepth(message);
    }

    // The ids of futures jump: what an update covers begins after the last id of its predecessor,
    // which it names, not at its own first id.
    private long firstId() throws BadTextException {
        if (!chained) {
            return fields.id('U');
        }
        if (!fields.has(BinanceFields.Named.PREVIOUS_ID)) {
            throw BadTextException.message("member \"pu\" is missing");
        }
        return fields.previousId() + 1;
    }

    private void partialDepth(Frame frame, DecodedListener listener) throws BadTextException {
        Subscription source = stream;
        if (!fields.hasLevels()) {
            throw BadTextException.message("a partial book without bids and asks");
        }
        if (source == null || source.channel().kind() != Channel.Kind.TOP) {
            throw BadTextException.message("a partial book on a stream that names no symbol");
        }
        message.describe(
                source.instrument(),
                DepthMessage.Kind.TOP,
                source.channel().levels(),
                fields.lastUpdateId(),
                fields.lastUpdateId(),
                0,
                frame.receivedAtNs());
        listener.onDepth(message);
    }

    private void trade(Frame frame, DecodedListener listener) throws BadTextException {
        Instrument instrument = symbol();
        // Futures tell transfers of the insurance fund and the like as trades, which met no order.
        if (fields.isString('X') && !fields.textIs('X', "MARKET")) {
            listener.onOther();
            return;
        }
        read('p', 'q');
        listener.onTrade(
                traded.trade(
                        instrument,
                        fields.id('t'),
                        takerSide(),
                        VenueTime.of(fields.integerOrZero('T')),
                        frame.receivedAtNs()));
    }

    private void aggregateTrade(Frame frame, DecodedListener listener) throws BadTextException {
        Instrument instrument = symbol();
        read('p', 'q');
        listener.onAggregateTrade(
                AggregateTrade.of(
                        traded.trade(
                                instrument,
                                fields.id('a'),
                                takerSide(),
                                VenueTime.of(fields.integerOrZero('T')),
                                frame.receivedAtNs()),
                        fields.integer('f'),
                        fields.integer('l')));
    }

    // "m": the buyer's order was the resting one, so the taker sold.
    private TakerSide takerSide() throws BadTextException {
        return fields.bool('m') ? TakerSide.SELL : TakerSide.BUY;
    }

    private void quote(Frame frame, DecodedListener listener) throws BadTextException {
        Instrument instrument = symbol();
        listener.onQuote(
                new BestQuote(
                        instrument,
                        fields.id('u'),
                        level(Side.BID, 'b', 'B'),
                        level(Side.ASK, 'a', 'A'),
                        frame.receivedAtNs()));
    }

    private Level level(Side side, int priceLetter, int sizeLetter) throws BadTextException {
        read(priceLetter, sizeLetter);
        return traded.level(side);
    }

    private void read(int priceLetter, int sizeLetter) throws BadTextException {
        traded.price(fields.decimal(priceLetter));
        traded.size(fields.decimal(sizeLetter));
    }

    private Instrument symbol() throws BadTextException {
        Instrument instrument = symbolIfAny();
        if (instrument == null) {
            throw BadTextException.message(
                    "member \"s\" is " + (fields.has('s') ? "no symbol" : "missing"));
        }
        if (stream != null && !stream.instrument().equals(instrument)) {
            throw BadTextException.message(
                    "symbol " + instrument.symbol() + " on the stream of " + stream.instrument());
        }
        return instrument;
    }

    private @Nullable Instrument symbolIfAny() {
        if (!fields.isString('s') || fields.end('s') - fields.start('s') > LONGEST_SYMBOL) {
            return null;
        }
        byte[] text = fields.text('s');
        int from = fields.start('s');
        int to = fields.end('s');
        Instrument known = symbols.get(text, from, to);
        if (known != null) {
            return known;
        }
        String symbol = new String(text, from, to - from, StandardCharsets.UTF_8);
        return symbol.isBlank() ? null : intern(new Instrument(names.venue(), symbol));
    }

    // The stream's name is the best witness; then the symbol and the event, as far as they were
    // read before the fault. An event that is not known may have been an update of the book, unless
    // it came on a stream that is not followed.
    private BadFrame blame(BadTextException fault) {
        Subscription source = stream;
        if (source != null) {
            return new BadFrame(
                    Optional.of(source.instrument()),
                    source.channel().isBook(),
                    fault.isNumber(),
                    fault.what());
        }
        Instrument instrument = symbolIfAny();
        boolean depth =
                instrument != null && !streamNamed && (!fields.has('e') || fields.isDepthUpdate());
        return new BadFrame(Optional.ofNullable(instrument), depth, fault.isNumber(), fault.what());
    }
}
