package dev.fathom.cli.format;

import dev.fathom.feed.Book;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Trade;

/**
 * How events are written. Each text is whole lines, the last one ended. Numbers stand in the
 * venue's digits. Immutable; safe for many threads.
 */
public interface EventFormat {
    /** Every level that the book was taken with; of a book that is not live, its state instead. */
    String book(Book book);

    /** One trade. */
    String trade(Trade trade);

    /** Trades folded into one. */
    String aggregateTrade(AggregateTrade trade);

    /** Best bid and ask. */
    String quote(BestQuote quote);
}
