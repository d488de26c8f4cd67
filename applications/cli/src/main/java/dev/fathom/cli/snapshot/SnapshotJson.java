package dev.fathom.cli.snapshot;

import dev.fathom.book.BookView;
import dev.fathom.book.Side;

/** A book as the JSON that Binance's REST gives. */
public final class SnapshotJson {
    private SnapshotJson() {}

    /**
     * {@code {"lastUpdateId":7,"bids":[["0.0024","10"]],"asks":[["0.0026","100"]]}}, in the venue's
     * digits.
     */
    public static String text(BookView view) {
        StringBuilder out = new StringBuilder();
        out.append("{\"lastUpdateId\":").append(view.lastId());
        append(out.append(",\"bids\":"), view, Side.BID);
        append(out.append(",\"asks\":"), view, Side.ASK);
        return out.append('}').toString();
    }

    private static void append(StringBuilder out, BookView view, Side side) {
        out.append('[');
        for (int i = 0; i < view.levels(side); i++) {
            out.append(i == 0 ? "[\"" : ",[\"")
                    .append(view.priceText(side, i))
                    .append("\",\"")
                    .append(view.sizeText(side, i))
                    .append("\"]");
        }
        out.append(']');
    }
}
