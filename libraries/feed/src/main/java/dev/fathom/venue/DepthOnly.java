package dev.fathom.venue;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Trade;

/**
 * For those who want the book alone: all the rest is passed over, broken frames are not. Called on
 * the decoder's thread.
 */
public abstract class DepthOnly implements DecodedListener {
    @Override
    public void onTrade(Trade trade) {}

    @Override
    public void onAggregateTrade(AggregateTrade trade) {}

    @Override
    public void onQuote(BestQuote quote) {}

    @Override
    public void onReply(ControlReply reply) {}

    @Override
    public void onNotice(VenueNotice notice) {}

    @Override
    public void onOther() {}
}
