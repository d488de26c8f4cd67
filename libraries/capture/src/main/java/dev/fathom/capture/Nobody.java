package dev.fathom.capture;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Trade;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.ControlReply;
import dev.fathom.venue.DecodedListener;
import dev.fathom.venue.VenueNotice;

/** Hears and does nothing. Immutable. */
final class Nobody implements DecodedListener {
    static final Nobody NOBODY = new Nobody();

    private Nobody() {}

    @Override
    public void onDepth(DepthMessage message) {}

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

    @Override
    public void onBadFrame(BadFrame frame) {}
}
