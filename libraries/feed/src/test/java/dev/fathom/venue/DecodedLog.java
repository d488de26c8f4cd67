package dev.fathom.venue;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.BookSnapshot;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.Trade;
import dev.fathom.net.Frame;
import dev.fathom.venue.binance.BinanceVenue;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A decoder under test and all that it told, in order. */
public final class DecodedLog implements DecodedListener {
    public static final long RECEIVED_AT = 1_700_000_000_000_000_001L;

    /** A top, told apart from a snapshot. */
    public record Top(BookSnapshot levels) {}

    /** A sound frame that is not followed. */
    public record Other() {}

    /** A checksum over the book as it is. */
    public record Checksum(Instrument instrument, int value) {}

    /** The number of a frame. */
    public record FrameNumber(long number) {}

    /** A sign of life. */
    public record Heartbeat(Subscription subscription) {}

    public final List<Object> told = new ArrayList<>();
    private final Decoder decoder;

    /** What a venue's decoder tells on a connection to this address. */
    public DecodedLog(Venue venue, String address) {
        decoder = venue.converse(URI.create(address)).decoder();
    }

    public static DecodedLog combined() {
        return new DecodedLog(
                BinanceVenue.spot(), "wss://stream.example/stream?streams=btcusdt@depth@100ms");
    }

    /** A connection that carries one stream and names it in the address only. */
    public static DecodedLog raw(String stream) {
        return new DecodedLog(BinanceVenue.spot(), "wss://stream.example/ws/" + stream);
    }

    /** What one frame tells. */
    public List<Object> decode(String frame) {
        return decode(frame.getBytes(StandardCharsets.UTF_8));
    }

    public List<Object> decode(byte[] frame) {
        return decode(frame, 0, frame.length);
    }

    public List<Object> decode(byte[] array, int offset, int length) {
        told.clear();
        decoder.decode(frame(array, offset, length), this);
        return List.copyOf(told);
    }

    public List<Object> decodeSnapshot(String answer, Instrument instrument, int levelLimit) {
        return decodeSnapshot(answer.getBytes(StandardCharsets.UTF_8), instrument, levelLimit);
    }

    public List<Object> decodeSnapshot(byte[] answer, Instrument instrument, int levelLimit) {
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
                    case STATE -> message.toSnapshot();
                    case CHECKSUM -> new Checksum(message.instrument(), message.checksum());
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
    public boolean onFrameNumber(long number) {
        told.add(new FrameNumber(number));
        return true;
    }

    @Override
    public void onHeartbeat(Subscription subscription) {
        told.add(new Heartbeat(subscription));
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
