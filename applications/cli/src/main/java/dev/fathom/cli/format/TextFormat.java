package dev.fathom.cli.format;

import dev.fathom.book.BookView;
import dev.fathom.book.Level;
import dev.fathom.book.Side;
import dev.fathom.feed.Book;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Instrument;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;

/**
 * Lines for people: {@code Order Book:}, {@code Bids:}, one line a level, {@code Asks:} likewise.
 *
 * @param named whether lines name their instrument, for when there are several
 */
public record TextFormat(boolean named) implements EventFormat {
    @Override
    public String book(Book book) {
        if (!book.isLive()) {
            return book.instrument() + ": " + StateText.sentence(book.state()) + "\n";
        }
        StringBuilder text = new StringBuilder("Order Book:");
        if (named) {
            text.append(' ').append(book.instrument());
        }
        text.append("\nBids:\n");
        side(text, book.levels(), Side.BID);
        text.append("Asks:\n");
        side(text, book.levels(), Side.ASK);
        return text.append('\n').toString();
    }

    private static void side(StringBuilder text, BookView view, Side side) {
        for (int i = 0; i < view.levels(side); i++) {
            text.append("Price: ")
                    .append(view.priceText(side, i))
                    .append(", Quantity: ")
                    .append(view.sizeText(side, i))
                    .append('\n');
        }
    }

    @Override
    public String trade(Trade trade) {
        return executed(
                "Trade:",
                trade.instrument(),
                trade.priceText(),
                trade.sizeText(),
                trade.takerSide());
    }

    @Override
    public String aggregateTrade(AggregateTrade trade) {
        return executed(
                "Aggregate Trade:",
                trade.instrument(),
                trade.priceText(),
                trade.sizeText(),
                trade.takerSide());
    }

    private String executed(
            String title, Instrument instrument, String price, String size, TakerSide taker) {
        return "%s%s Price: %s, Quantity: %s, Taker: %s\n"
                .formatted(
                        title,
                        named ? " " + instrument : "",
                        price,
                        size,
                        taker == TakerSide.BUY ? "buy" : "sell");
    }

    @Override
    public String quote(BestQuote quote) {
        return "Best:%s Bid: %s, Quantity: %s, Ask: %s, Quantity: %s\n"
                .formatted(
                        named ? " " + quote.instrument() : "",
                        price(quote.bid()),
                        size(quote.bid()),
                        price(quote.ask()),
                        size(quote.ask()));
    }

    static String price(Level level) {
        return level.priceText();
    }

    static String size(Level level) {
        return level.sizeText();
    }
}
