package dev.fathom.capture;

import dev.fathom.book.Level;
import dev.fathom.book.Side;
import dev.fathom.capture.Merge.MessageOf;
import dev.fathom.capture.MergedStream.Message;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.LevelList;
import dev.fathom.market.Subscription;
import dev.fathom.market.Trade;
import dev.fathom.market.Traded;
import dev.fathom.sync.TradeIds;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.VenueFormat;
import dev.fathom.venue.VenueNotice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a frame tells with ids of the venue's own; nothing where ids would not show what is missing,
 * or where a frame cannot be left out without breaking a count. Owned by one thread.
 */
final class MergedMessages implements DecodedListener {
    private final VenueFormat venue;
    private final List<MessageOf> messages = new ArrayList<>();
    private boolean more;

    private MergedMessages(VenueFormat venue) {
        this.venue = venue;
    }

    /** The messages of a frame. */
    static List<MessageOf> of(VenueFormat venue, Decoder decoder, RawLine line) {
        MergedMessages read = new MergedMessages(venue);
        decoder.decode(CaptureReplay.frame(line, line.payload()), read);
        return read.more || !venue.bookRules().hasIds() ? List.of() : read.messages;
    }

    private void add(Instrument instrument, Channel channel, Message message) {
        messages.add(new MessageOf(new Subscription(instrument, channel), message));
    }

    @Override
    public void onDepth(DepthMessage message) {
        Map<String, BigDecimal> values = MergedStream.values();
        for (Side side : Side.values()) {
            LevelList levels = message.side(side);
            for (int i = 0; i < levels.count(); i++) {
                values.put(
                        side + " " + levels.exactPrice(i).stripTrailingZeros().toPlainString(),
                        levels.exactSize(i));
            }
        }
        boolean top = message.kind() == DepthMessage.Kind.TOP;
        add(
                message.instrument(),
                top ? Channel.top(message.levelLimit()) : Channel.DEPTH,
                new Message(message.firstId(), message.lastId(), values, !top));
    }

    @Override
    public void onTrade(Trade trade) {
        traded(trade, Channel.TRADE);
    }

    @Override
    public void onAggregateTrade(AggregateTrade trade) {
        traded(trade, Channel.AGG_TRADE);
    }

    private void traded(Traded trade, Channel channel) {
        Map<String, BigDecimal> values = MergedStream.values();
        values.put("price", trade.exactPrice());
        values.put("size", trade.exactSize());
        boolean follows =
                venue.tradeHistory(channel)
                        .map(it -> it.ids() == TradeIds.CONTIGUOUS)
                        .orElse(false);
        add(trade.instrument(), channel, new Message(trade.id(), trade.id(), values, follows));
    }

    @Override
    public void onQuote(BestQuote quote) {
        if (quote.updateId() == BestQuote.UNNUMBERED) {
            more = true;
            return;
        }
        Map<String, BigDecimal> values = MergedStream.values();
        put(values, "bid", quote.bid());
        put(values, "ask", quote.ask());
        add(
                quote.instrument(),
                Channel.QUOTE,
                new Message(quote.updateId(), quote.updateId(), values, false));
    }

    private static void put(Map<String, BigDecimal> values, String side, Level level) {
        values.put(side + " price", level.exactPrice());
        values.put(side + " size", level.exactSize());
    }

    @Override
    public void onReply(ControlReply reply) {
        more = true;
    }

    @Override
    public void onNotice(VenueNotice notice) {
        more = true;
    }

    @Override
    public void onOther() {
        more = true;
    }

    @Override
    public void onBadFrame(BadFrame frame) {
        more = true;
    }
}
