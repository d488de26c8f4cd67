package dev.fathom.cli.record;

import dev.fathom.book.Level;
import dev.fathom.feed.LiveBook;
import dev.fathom.feed.Venues;
import dev.fathom.market.AggregateTrade;
import dev.fathom.market.BestQuote;
import dev.fathom.market.BookSnapshot;
import dev.fathom.market.BookUpdate;
import dev.fathom.market.Instrument;
import dev.fathom.market.Levels;
import dev.fathom.market.Trade;
import dev.fathom.market.TradeSource;
import dev.fathom.net.Frame;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Events as lines of text, in the venue's digits; the forms are described in {@code
 * docs/formats/text.md}. Owned by one thread.
 */
final class TextLines {
    private final RawMember raw = new RawMember();

    /**
     * A change of a book.
     *
     * @param frame what brought it, as far as it came in a frame of its own
     * @param verbatim the older form, which has the asks of partial books twice
     */
    String book(LiveBook book, @Nullable Frame frame, boolean verbatim) {
        String name = name(book.instrument());
        return switch (book.change()) {
            case BookUpdate update ->
                    name + "@depth,bids:" + rows(update.bids()) + ",asks:" + rows(update.asks());
            case BookSnapshot state -> name + "@orderbook," + state(state, frame, verbatim);
        };
    }

    private String state(BookSnapshot state, @Nullable Frame frame, boolean verbatim) {
        if (frame == null) {
            return sides(rows(state.bids()), rows(state.asks()), verbatim);
        }
        // Upbit's form of a book.
        return raw.find(frame, "orderbook_units")
                .orElseGet(() ->
                        sides(
                                side(frame, "bids", "b", state.bids()),
                                side(frame, "asks", "a", state.asks()),
                                verbatim));
    }

    private static String sides(String bids, String asks, boolean verbatim) {
        return "bids:" + bids + (verbatim ? ",\"asks\":" + asks : "") + ",asks:" + asks;
    }

    // Rows of two strings are taken as they are, rows of another form are written anew.
    private String side(Frame frame, String member, String shortMember, Levels levels) {
        return raw.find(frame, member)
                .or(() -> raw.find(frame, shortMember))
                .filter(it -> it.equals("[]") || it.startsWith("[[\""))
                .orElseGet(() -> rows(levels));
    }

    private static String rows(Levels levels) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < levels.count(); i++) {
            text.append(i == 0 ? "" : ",")
                    .append("[\"")
                    .append(levels.priceText(i))
                    .append("\",\"")
                    .append(levels.sizeText(i))
                    .append("\"]");
        }
        return text.append(']').toString();
    }

    /** A trade. */
    static String trade(Trade trade) {
        return name(trade.instrument())
                + "@trade, p:"
                + trade.priceText()
                + ",q:"
                + trade.sizeText()
                + (trade.source() == TradeSource.REST ? ",source:rest" : "");
    }

    /** Trades folded into one. */
    static String aggregateTrade(AggregateTrade trade) {
        return name(trade.instrument())
                + "@aggTrade, p:"
                + trade.priceText()
                + ",q:"
                + trade.sizeText()
                + (trade.source() == TradeSource.REST ? ",source:rest" : "");
    }

    /** Best prices. */
    static String quote(BestQuote quote) {
        return name(quote.instrument())
                + "@bookTicker,bid:"
                + row(quote.bid())
                + ",ask:"
                + row(quote.ask());
    }

    private static String row(Level level) {
        return "[\"" + level.priceText() + "\",\"" + level.sizeText() + "\"]";
    }

    private static String name(Instrument instrument) {
        return Venues.named(instrument.venue()).shortName(instrument).toLowerCase(Locale.ROOT);
    }
}
