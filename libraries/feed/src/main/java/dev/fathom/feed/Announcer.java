package dev.fathom.feed;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.net.Frame;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells listeners and the log. What a listener throws ends here. Owned by the connection's thread.
 */
final class Announcer {
    private static final Logger LOG = System.getLogger("dev.fathom.feed");

    private final Map<Instrument, FollowedInstrument> instruments;
    private List<FeedListener> everyone = List.of();

    Announcer(Map<Instrument, FollowedInstrument> instruments) {
        this.instruments = instruments;
    }

    void book(FollowedInstrument of, LiveBook book) {
        each(of, book.channel(), listener -> listener.onBook(book));
    }

    void trade(FollowedInstrument of, Trade trade) {
        each(of, Channel.TRADE, listener -> listener.onTrade(trade));
    }

    void aggregateTrade(FollowedInstrument of, AggregateTrade trade) {
        each(of, Channel.AGG_TRADE, listener -> listener.onAggregateTrade(trade));
    }

    void quote(FollowedInstrument of, BestQuote quote) {
        each(of, Channel.QUOTE, listener -> listener.onQuote(quote));
    }

    void frame(Frame frame) {
        for (FeedListener listener : everyone) {
            guard(listener, l -> l.onFrame(frame));
        }
    }

    /** Must be called when listeners have come or gone. */
    void refresh() {
        Set<FeedListener> all = new LinkedHashSet<>();
        instruments.values().forEach(i -> i.listening().forEach(l -> all.add(l.listener())));
        everyone = List.copyOf(all);
    }

    void tell(FeedStatus status) {
        log(status);
        List<FeedListener> told =
                status.about()
                        .map(instruments::get)
                        .map(i ->
                                i.listening().stream().map(Listening::listener).distinct().toList())
                        .orElse(everyone);
        told.forEach(listener -> guard(listener, l -> l.onStatus(status)));
    }

    /** A record of the log: the event's name and every part of it. */
    static void log(FeedStatus status) {
        Level level =
                switch (status) {
                    case FeedStatus.Disconnected _,
                            FeedStatus.BookLost _,
                            FeedStatus.RequestsWait _,
                            FeedStatus.Refused _,
                            FeedStatus.BadFrame _ ->
                            Level.WARNING;
                    case FeedStatus.Connected _,
                            FeedStatus.Moving _,
                            FeedStatus.Moved _,
                            FeedStatus.SnapshotTaken _,
                            FeedStatus.SnapshotUnfit _,
                            FeedStatus.SnapshotFailed _,
                            FeedStatus.BookLive _,
                            FeedStatus.Audited _ ->
                            Level.INFO;
                };
        LOG.log(level, status::toString);
    }

    private static void each(FollowedInstrument of, Channel channel, Consumer<FeedListener> call) {
        for (Listening listening : of.listening()) {
            if (listening.wants(channel)) {
                guard(listening.listener(), call);
            }
        }
    }

    private static void guard(FeedListener listener, Consumer<FeedListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "a listener failed: " + listener, e);
        }
    }
}
