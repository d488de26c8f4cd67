package dev.fathom.feed;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import dev.fathom.net.Frame;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
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

    Announcer(Map<Instrument, FollowedInstrument> instruments) {
        this.instruments = instruments;
    }

    void book(FollowedInstrument of, LiveBook book) {
        each(of.listeners(), listener -> listener.onBook(book));
    }

    void trade(FollowedInstrument of, Trade trade) {
        each(of.listeners(), listener -> listener.onTrade(trade));
    }

    void aggregateTrade(FollowedInstrument of, AggregateTrade trade) {
        each(of.listeners(), listener -> listener.onAggregateTrade(trade));
    }

    void quote(FollowedInstrument of, BestQuote quote) {
        each(of.listeners(), listener -> listener.onQuote(quote));
    }

    void frame(Frame frame) {
        everyone().forEach(listener -> guard(listener, l -> l.onFrame(frame)));
    }

    void tell(FeedStatus status) {
        log(status);
        Set<FeedListener> told =
                status.about()
                        .map(instruments::get)
                        .<Set<FeedListener>>map(i -> new LinkedHashSet<>(i.listeners()))
                        .orElseGet(this::everyone);
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
                            FeedStatus.SnapshotFailed _,
                            FeedStatus.BookLive _,
                            FeedStatus.Audited _ ->
                            Level.INFO;
                };
        LOG.log(level, status::toString);
    }

    private Set<FeedListener> everyone() {
        Set<FeedListener> all = new LinkedHashSet<>();
        instruments.values().forEach(i -> all.addAll(i.listeners()));
        return all;
    }

    private static void each(List<FeedListener> listeners, Consumer<FeedListener> call) {
        // A listener may take itself away during the call.
        if (listeners.size() == 1) {
            guard(listeners.getFirst(), call);
        } else {
            new ArrayList<>(listeners).forEach(listener -> guard(listener, call));
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
