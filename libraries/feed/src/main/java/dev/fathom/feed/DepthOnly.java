package dev.fathom.feed;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Trade;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.VenueNotice;

/** For answers that hold a book and nothing else: all the rest is passed over. */
abstract class DepthOnly implements DecodedListener {
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
