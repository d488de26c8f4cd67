package dev.fathom.capture;

import dev.fathom.feed.FeedListener;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.Channel;
import dev.fathom.market.Subscription;
import dev.fathom.market.Trade;
import dev.fathom.market.Traded;
import dev.fathom.venue.VenueFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The trades of all recorded streams. Owned by one thread. */
final class RecordedTapes {
    private final FeedListener listener;
    private final Map<Subscription, RecordedTrades> tapes = new LinkedHashMap<>();

    /** None has brought anything yet; the listener is told each trade once and in order. */
    RecordedTapes(FeedListener listener) {
        this.listener = listener;
    }

    /** A trade that a connection brought. */
    void streamed(
            VenueFormat venue, long connection, Traded trade, Channel channel, long receivedAtNs) {
        if (venue.tradeHistory(channel).isPresent()) {
            tape(venue, new Subscription(trade.instrument(), channel))
                    .streamed(connection, trade, receivedAtNs);
        } else {
            tell(trade);
        }
    }

    /** What a request was answered, perhaps a page of trades. */
    void answered(Answer answer, long receivedAtNs) {
        Page.of(answer, tapes.keySet(), receivedAtNs)
                .ifPresent(page ->
                        tape(answer.venue(), page.stream()).listed(page.rows(), receivedAtNs));
    }

    /** A connection ended, and no other brings the same. */
    void closed(long connection) {
        tapes.values().forEach(it -> it.closed(connection));
    }

    /** Tells the trades that are still held back, as nothing more comes. */
    void end() {
        tapes.values().forEach(RecordedTrades::end);
    }

    private RecordedTrades tape(VenueFormat venue, Subscription stream) {
        return tapes.computeIfAbsent(
                stream,
                it ->
                        new RecordedTrades(
                                venue.tradeHistory(it.channel()).orElseThrow(), this::tell));
    }

    private void tell(Traded trade) {
        switch (trade) {
            case Trade one -> listener.onTrade(one);
            case AggregateTrade folded -> listener.onAggregateTrade(folded);
        }
    }
}
