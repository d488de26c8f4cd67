package dev.fathom.capture;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.market.Traded;
import dev.fathom.venue.TradeHistory;
import dev.fathom.venue.VenueFormat;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A recorded page of a venue's list of trades.
 *
 * @param stream whose trades
 * @param history how the venue lists them
 * @param rows in the order in which they happened
 */
record Page(Subscription stream, TradeHistory history, List<Traded> rows) {
    private static final List<Channel> CHANNELS = List.of(Channel.TRADE, Channel.AGG_TRADE);

    /**
     * The page that an answer is, if it is one.
     *
     * @param known streams that were seen: their names may say more than an address does
     */
    static Optional<Page> of(Answer answer, Collection<Subscription> known, long receivedAtNs) {
        for (Channel channel : CHANNELS) {
            Optional<TradeHistory> history = answer.venue().tradeHistory(channel);
            Optional<Subscription> stream =
                    history.flatMap(it -> instrument(answer, it, channel, known))
                            .map(it -> new Subscription(it, channel));
            if (history.isPresent() && stream.isPresent()) {
                return read(answer, history.get(), stream.get(), receivedAtNs);
            }
        }
        return Optional.empty();
    }

    private static Optional<Instrument> instrument(
            Answer answer, TradeHistory history, Channel channel, Collection<Subscription> known) {
        return known.stream()
                .filter(it -> it.channel().equals(channel))
                .map(Subscription::instrument)
                .filter(it -> it.venue().equals(answer.venue().id()))
                .filter(it -> history.isPageOf(answer.request(), it))
                .findFirst()
                .or(() ->
                        history.symbolOf(answer.request())
                                .flatMap(it -> instrument(answer.venue(), it)));
    }

    private static Optional<Instrument> instrument(VenueFormat venue, String symbol) {
        try {
            return Optional.of(venue.instrument(symbol));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static Optional<Page> read(
            Answer answer, TradeHistory history, Subscription stream, long receivedAtNs) {
        try {
            return Optional.of(
                    new Page(
                            stream,
                            history,
                            history.read(stream.instrument(), answer.body(), receivedAtNs)));
        } catch (IOException _) {
            // No page: nothing is filled.
            return Optional.empty();
        }
    }
}
