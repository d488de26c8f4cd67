package dev.fathom.cli.ladder;

import dev.fathom.book.BookView;
import dev.fathom.feed.Book;
import dev.fathom.market.Trade;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * What is shown of one instrument. Immutable.
 *
 * @param book as it stood when the picture was taken
 * @param levels its levels, gathered into groups if so wished
 * @param group the price step of the groups
 * @param widths room for its numbers, at least what they need
 * @param trades the last trades, newest first
 * @param updateRate tenths of an update a second
 * @param tradeRate tenths of a trade a second
 */
record Pane(
        Book book,
        BookView levels,
        Optional<BigDecimal> group,
        Widths widths,
        List<Trade> trades,
        long updateRate,
        long tradeRate) {
    Pane {
        trades = List.copyOf(trades);
    }
}
