package dev.fathom.feed;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Trade;
import dev.fathom.net.Frame;

/**
 * Told what happens to the instruments it follows, on the connection's thread: a slow listener
 * holds up its connection, so whoever needs time hands over to a thread of its own ({@link
 * Feed#books} does). What a listener throws is logged and does not reach the connection.
 */
@FunctionalInterface
public interface FeedListener {
    /**
     * A live book changed. Not called while it is joining or lost.
     *
     * @param book readable during the call
     */
    void onBook(LiveBook book);

    /** A trade; needs channel {@code trade}. */
    default void onTrade(Trade trade) {}

    /** Trades folded into one; needs channel {@code aggTrade}. */
    default void onAggregateTrade(AggregateTrade trade) {}

    /** A new best bid or ask; needs channel {@code bookTicker}. */
    default void onQuote(BestQuote quote) {}

    /** Something happened on the way. */
    default void onStatus(FeedStatus status) {}

    /**
     * A frame as received, before it is decoded; the frames of every instrument on the connection.
     *
     * @param frame valid during the call
     */
    default void onFrame(Frame frame) {}
}
