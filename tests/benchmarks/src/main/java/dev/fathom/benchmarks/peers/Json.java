package dev.fathom.benchmarks.peers;

import dev.fathom.book.BookView;
import dev.fathom.book.Decimals;
import dev.fathom.book.Side;
import dev.fathom.feed.Book;

/** The one line of JSON that the harness reads. */
final class Json {
    private final StringBuilder text = new StringBuilder("{");

    static String error(String why) {
        return "{\"error\":\"" + why.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }

    Json number(String name, long value) {
        name(name).append(value);
        return this;
    }

    /** All levels of the book, best first, without trailing zeros. */
    Json levels(Book book) {
        side("bids", book.levels(), Side.BID);
        side("asks", book.levels(), Side.ASK);
        return this;
    }

    private void side(String name, BookView view, Side side) {
        name(name).append('[');
        for (int i = 0; i < view.levels(side); i++) {
            text.append(i == 0 ? "[\"" : ",[\"")
                    .append(Decimals.canonical(view.exactPrice(side, i)))
                    .append("\",\"")
                    .append(Decimals.canonical(view.exactSize(side, i)))
                    .append("\"]");
        }
        text.append(']');
    }

    private StringBuilder name(String name) {
        return text.append(text.length() == 1 ? "\"" : ",\"").append(name).append("\":");
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
