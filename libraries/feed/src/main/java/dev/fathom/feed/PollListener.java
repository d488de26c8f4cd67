package dev.fathom.feed;

import dev.fathom.market.Instrument;
import dev.fathom.market.Traded;

/** Told by a {@link Poller}, on its threads. */
public interface PollListener {
    /**
     * A book was asked for and came.
     *
     * @param levels of its longer side
     * @param receivedAtNs nanoseconds since 1970 UTC
     */
    void onBook(Instrument instrument, int levels, long receivedAtNs);

    /** A trade, each once and in order. */
    void onTrade(Traded trade);

    /** Something happened on the way: among others, trades that no request could bring. */
    void onStatus(FeedStatus status);
}
