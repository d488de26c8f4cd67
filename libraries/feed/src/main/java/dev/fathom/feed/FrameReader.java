package dev.fathom.feed;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Subscription;
import dev.fathom.market.Trade;
import dev.fathom.market.Traded;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.VenueNotice;

/** Leads what a socket's frames hold to the books and listeners of its line. */
record FrameReader(Line line, Socket socket) implements DecodedListener {
    @Override
    public void onDepth(DepthMessage message) {
        FollowedInstrument followed = line.instrument(message.instrument());
        if (followed == null) {
            return;
        }
        boolean top = message.kind() == DepthMessage.Kind.TOP;
        BookCare book =
                followed.book(
                        top ? Channel.Kind.TOP : Channel.Kind.DEPTH,
                        top ? message.levelLimit() : 0);
        if (book != null) {
            line.traffic().carries(book.traffic(), book.kind(message));
            book.onDepth(message, socket, line.frameNs());
        }
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
        FollowedInstrument followed = line.instrument(trade.instrument());
        TapeCare tape = followed == null ? null : followed.tape(channel);
        if (tape != null) {
            line.traffic().carries(tape.traffic(), Traffic.Kind.CHANGE);
            tape.onStreamed(trade);
        }
    }

    @Override
    public void onQuote(BestQuote quote) {
        FollowedInstrument followed = line.instrument(quote.instrument());
        if (followed == null) {
            return;
        }
        line.traffic().carries(followed.quoteTraffic(), followed.kind(quote));
        boolean fresh =
                quote.updateId() == BestQuote.UNNUMBERED
                        ? line.isCurrent(socket)
                        : followed.isNewQuote(quote.updateId(), line.isOverlapping());
        if (fresh) {
            line.announcer().quote(followed, quote);
        }
    }

    @Override
    public boolean onFrameNumber(long number) {
        socket.counter().next(number).ifPresent(gap -> line.framesAreMissing(socket, gap));
        return socket.isOpen();
    }

    @Override
    public void onHeartbeat(Subscription subscription) {
        line.heartbeat(socket, subscription);
    }

    @Override
    public void onHeartbeat() {
        line.traffic().carries(Traffic.Kind.HEARTBEAT);
    }

    @Override
    public void onRepeated() {
        line.traffic().carries(Traffic.Kind.UNCHANGED);
    }

    @Override
    public void onReply(ControlReply reply) {
        line.traffic().carries(Traffic.Kind.CONTROL);
        var about = socket.answered(reply);
        if (reply.error().isPresent()) {
            line.refused(about, reply.error().get());
        } else {
            line.subscribed(socket, about);
        }
    }

    @Override
    public void onNotice(VenueNotice notice) {
        line.traffic().carries(Traffic.Kind.CONTROL);
        switch (notice.kind()) {
            case SHUTDOWN -> line.move("the venue announced " + notice.text());
            case MAINTENANCE -> line.pause(socket, notice.text());
            case RESTART -> line.reconnect(socket, "the venue announced " + notice.text());
        }
    }

    @Override
    public void onOther() {}

    @Override
    public void onBadFrame(BadFrame frame) {
        line.announcer()
                .tell(new FeedStatus.BadFrame(line.venue().id(), frame.instrument(), frame.what()));
        if (!frame.depth() || frame.instrument().isEmpty()) {
            line.tradesAreDoubtful(frame.instrument(), frame.what());
        }
        if (frame.depth() && frame.instrument().isPresent()) {
            line.spoiled(socket, frame.instrument().get(), frame.number(), frame.what());
        } else if (frame.depth() && !line.venue().bookRules().hasIds()) {
            line.spoiled(socket, frame.what());
        }
    }
}
