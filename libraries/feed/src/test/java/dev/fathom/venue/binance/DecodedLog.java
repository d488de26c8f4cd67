package dev.fathom.venue.binance;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.BookSnapshot;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.net.Frame;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.VenueNotice;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A decoder under test and all that it told, in order. */
final class DecodedLog implements DecodedListener {
    static final long RECEIVED_AT = 1_700_000_000_000_000_001L;

    /** A top, told apart from a snapshot. */
    record Top(BookSnapshot levels) {}

    /** A sound frame that is not followed. */
    record Other() {}

    final List<Object> told = new ArrayList<>();
    private final Decoder decoder;

    private DecodedLog(String address) {
        decoder = BinanceVenue.spot().decoder(URI.create(address));
    }

    static DecodedLog combined() {
        return new DecodedLog("wss://stream.example/stream?streams=btcusdt@depth@100ms");
    }

    /** A connection that carries one stream and names it in the address only. */
    static DecodedLog raw(String stream) {
        return new DecodedLog("wss://stream.example/ws/" + stream);
    }

    /** What one frame tells. */
    List<Object> decode(String frame) {
        return decode(frame.getBytes(StandardCharsets.UTF_8));
    }

    List<Object> decode(byte[] frame) {
        return decode(frame, 0, frame.length);
    }

    List<Object> decode(byte[] array, int offset, int length) {
        told.clear();
        decoder.decode(frame(array, offset, length), this);
        return List.copyOf(told);
    }

    List<Object> decodeSnapshot(String answer, Instrument instrument, int levelLimit) {
        return decodeSnapshot(answer.getBytes(StandardCharsets.UTF_8), instrument, levelLimit);
    }

    List<Object> decodeSnapshot(byte[] answer, Instrument instrument, int levelLimit) {
        told.clear();
        decoder.decodeSnapshot(frame(answer, 0, answer.length), instrument, levelLimit, this);
        return List.copyOf(told);
    }

    private static Frame frame(byte[] array, int offset, int length) {
        return Frame.of(1, Frame.Direction.IN, RECEIVED_AT, 5, array, offset, length);
    }

    @Override
    public void onDepth(DepthMessage message) {
        told.add(
                switch (message.kind()) {
                    case UPDATE -> message.toUpdate();
                    case SNAPSHOT -> message.toSnapshot();
                    case TOP -> new Top(message.toSnapshot());
                });
    }

    @Override
    public void onTrade(Trade trade) {
        told.add(trade);
    }

    @Override
    public void onAggregateTrade(AggregateTrade trade) {
        told.add(trade);
    }

    @Override
    public void onQuote(BestQuote quote) {
        told.add(quote);
    }

    @Override
    public void onReply(ControlReply reply) {
        told.add(reply);
    }

    @Override
    public void onNotice(VenueNotice notice) {
        told.add(notice);
    }

    @Override
    public void onOther() {
        told.add(new Other());
    }

    @Override
    public void onBadFrame(BadFrame frame) {
        told.add(frame);
    }
}
