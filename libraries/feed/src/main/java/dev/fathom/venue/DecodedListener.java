package dev.fathom.venue;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Subscription;
import dev.fathom.market.Trade;

/** Told by a {@link Decoder} what a frame held, on the thread that decodes. */
public interface DecodedListener {
    /** A change or state of a book; valid only during the call. */
    void onDepth(DepthMessage message);

    /** A trade. */
    void onTrade(Trade trade);

    /** Trades folded into one. */
    void onAggregateTrade(AggregateTrade trade);

    /** A new best bid or ask. */
    void onQuote(BestQuote quote);

    /**
     * The number of a frame in its connection, told before what the frame holds: the one before had
     * the number before.
     *
     * @return false if the connection is given up, so that nothing of this frame is to be told
     */
    default boolean onFrameNumber(long number) {
        return true;
    }

    /** A sign of life of an instrument's channel that has nothing to tell. */
    default void onHeartbeat(Subscription subscription) {}

    /** A sign of life of the connection, or of a channel that is not followed. */
    default void onHeartbeat() {
        onOther();
    }

    /** What was told before, once more. */
    default void onRepeated() {
        onOther();
    }

    /** An answer to a control message. */
    void onReply(ControlReply reply);

    /** The venue about itself. */
    void onNotice(VenueNotice notice);

    /** A sound frame of a kind that is not followed. */
    void onOther();

    /** A frame that could not be understood. */
    void onBadFrame(BadFrame frame);
}
