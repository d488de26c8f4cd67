package dev.fathom.feed;

import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Trade;
import java.util.ArrayList;
import java.util.List;

/** Keeps all that a listener is told, in order, as short lines. */
final class Told implements FeedListener {
    final List<String> lines = new ArrayList<>();
    final List<FeedStatus> statuses = new ArrayList<>();

    /** The statuses of one kind. */
    <S extends FeedStatus> List<S> of(Class<S> kind) {
        return statuses.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void onBook(LiveBook book) {
        lines.add("book " + book.instrument().symbol() + " " + book.lastId());
    }

    @Override
    public void onTrade(Trade trade) {
        lines.add("trade " + trade.instrument().symbol() + " " + trade.id());
    }

    @Override
    public void onAggregateTrade(AggregateTrade trade) {
        lines.add("aggregate " + trade.instrument().symbol() + " " + trade.id());
    }

    @Override
    public void onQuote(BestQuote quote) {
        lines.add("quote " + quote.instrument().symbol() + " " + quote.updateId());
    }

    @Override
    public void onStatus(FeedStatus status) {
        statuses.add(status);
        lines.add(status.text());
    }
}
