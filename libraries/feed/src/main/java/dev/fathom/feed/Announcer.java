package dev.fathom.feed;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.market.Traded;
import dev.fathom.net.Frame;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

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
        each(of, book.channel(), book, FeedListener::onBook);
    }

    void traded(FollowedInstrument of, Traded traded) {
        switch (traded) {
            case Trade trade -> each(of, Channel.TRADE, trade, FeedListener::onTrade);
            case AggregateTrade trade ->
                    each(of, Channel.AGG_TRADE, trade, FeedListener::onAggregateTrade);
        }
    }

    void quote(FollowedInstrument of, BestQuote quote) {
        each(of, Channel.QUOTE, quote, FeedListener::onQuote);
    }

    void frame(Frame frame) {
        List<FeedListener> all = everyone;
        for (int i = 0; i < all.size(); i++) {
            guard(all.get(i), frame, FeedListener::onFrame);
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
        told.forEach(listener -> guard(listener, status, FeedListener::onStatus));
    }

    /** A record of the log: the event's name and every part of it. */
    static void log(FeedStatus status) {
        Level level =
                switch (status) {
                    case FeedStatus.Disconnected _,
                            FeedStatus.BookLost _,
                            FeedStatus.RequestsWait _,
                            FeedStatus.TradesMissing _,
                            FeedStatus.Refused _,
                            FeedStatus.PollMissed _,
                            FeedStatus.BadFrame _ ->
                            Level.WARNING;
                    case FeedStatus.Connected _,
                            FeedStatus.Moving _,
                            FeedStatus.Moved _,
                            FeedStatus.SnapshotTaken _,
                            FeedStatus.SnapshotUnfit _,
                            FeedStatus.SnapshotFailed _,
                            FeedStatus.BookLive _,
                            FeedStatus.TradesFound _,
                            FeedStatus.PollFailed _,
                            FeedStatus.Listed _,
                            FeedStatus.Delisted _,
                            FeedStatus.InstrumentChanged _,
                            FeedStatus.BookCrossed _,
                            FeedStatus.Audited _ ->
                            Level.INFO;
                };
        LOG.log(level, status::toString);
    }

    // Calls are method references and what they tell is handed along: a function that holds it
    // would
    // be made for each frame, and so would an iterator.
    private static <T> void each(
            FollowedInstrument of, Channel channel, T what, BiConsumer<FeedListener, T> call) {
        List<Listening> all = of.listening();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).wants(channel)) {
                guard(all.get(i).listener(), what, call);
            }
        }
    }

    private static <T> void guard(FeedListener listener, T what, BiConsumer<FeedListener, T> call) {
        try {
            call.accept(listener, what);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "a listener failed: " + listener, e);
        }
    }
}
