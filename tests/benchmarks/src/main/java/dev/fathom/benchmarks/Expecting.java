package dev.fathom.benchmarks;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Trade;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.VenueNotice;

/** Stops the benchmark at whatever was decoded but not expected. */
interface Expecting extends DecodedListener {
    @Override
    default void onDepth(DepthMessage message) {
        throw unexpected(message.kind());
    }

    @Override
    default void onTrade(Trade trade) {
        throw unexpected(trade);
    }

    @Override
    default void onAggregateTrade(AggregateTrade trade) {
        throw unexpected(trade);
    }

    @Override
    default void onQuote(BestQuote quote) {
        throw unexpected(quote);
    }

    @Override
    default void onReply(ControlReply reply) {
        throw unexpected(reply);
    }

    @Override
    default void onNotice(VenueNotice notice) {
        throw unexpected(notice);
    }

    @Override
    default void onOther() {
        throw unexpected("a frame that is not followed");
    }

    @Override
    default void onBadFrame(BadFrame frame) {
        throw unexpected(frame);
    }

    private static IllegalStateException unexpected(Object what) {
        return new IllegalStateException("the generated frames must not yield " + what);
    }
}
