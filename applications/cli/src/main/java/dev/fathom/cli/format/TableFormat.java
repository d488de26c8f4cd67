package dev.fathom.cli.format;

import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.feed.Book;
import dev.fathom.feed.Venues;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.Instrument;
import dev.fathom.market.Trade;
import java.util.ArrayList;
import java.util.List;

/** Both sides next to each other, best first, under a line that names the instrument. */
public record TableFormat() implements EventFormat {
    private static final List<String> COLUMNS =
            List.of("bid:amount", "bid:count", "bid:price", "ask:price", "ask:count", "ask:amount");

    // Venues whose levels carry no number of orders.
    private static final String NO_COUNT = "-";

    private static final TextFormat TEXT = new TextFormat(true);

    // What was imported may be of an exchange that is no venue here.
    private static String name(Instrument instrument) {
        return Venues.all().stream()
                .filter(it -> it.id().equals(instrument.venue()))
                .findFirst()
                .map(it -> it.shortName(instrument))
                .orElse(instrument.symbol());
    }

    @Override
    public String book(Book book) {
        if (!book.isLive()) {
            return book.instrument() + ": " + StateText.sentence(book.state()) + "\n";
        }
        Instrument instrument = book.instrument();
        String title = "orderbook for " + name(instrument) + "\n";
        BookView view = book.levels();
        List<List<String>> rows = new ArrayList<>();
        rows.add(COLUMNS);
        for (int i = 0; i < Math.max(view.levels(Side.BID), view.levels(Side.ASK)); i++) {
            List<String> row = new ArrayList<>(side(view, Side.BID, i));
            row.addAll(side(view, Side.ASK, i).reversed());
            rows.add(row);
        }
        return title + aligned(rows) + "\n";
    }

    private static List<String> side(BookView view, Side side, int index) {
        return index < view.levels(side)
                ? List.of(
                        view.sizeText(side, index),
                        view.orders(side, index).isPresent()
                                ? Long.toString(view.orders(side, index).getAsLong())
                                : NO_COUNT,
                        view.priceText(side, index))
                : List.of("", "", "");
    }

    private static String aligned(List<List<String>> rows) {
        int[] widths = new int[COLUMNS.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            int start = text.length();
            for (int i = 0; i < widths.length; i++) {
                text.append(i == 0 ? "" : "  ")
                        .repeat(' ', widths[i] - row.get(i).length())
                        .append(row.get(i));
            }
            while (text.length() > start && text.charAt(text.length() - 1) == ' ') {
                text.setLength(text.length() - 1);
            }
            text.append('\n');
        }
        return text.toString();
    }

    @Override
    public String trade(Trade trade) {
        return TEXT.trade(trade);
    }

    @Override
    public String aggregateTrade(AggregateTrade trade) {
        return TEXT.aggregateTrade(trade);
    }

    @Override
    public String quote(BestQuote quote) {
        return TEXT.quote(quote);
    }
}
