package dev.fathom.cli.serving;

import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The best levels of a book as a venue writes them, best first. Immutable.
 *
 * @param levels levels a side that there may be
 */
record Window(int levels, List<Row> bids, List<Row> asks) {
    /**
     * A level.
     *
     * @param text as the venue writes it
     */
    record Row(BigDecimal price, String text) {}

    /** How a venue writes a level of a book, counted from the best. */
    @FunctionalInterface
    interface Writer {
        String text(BookView view, Side side, int index);
    }

    /** At most so many levels of a view. */
    static Window of(BookView view, int levels, Writer writer) {
        return new Window(
                levels, side(view, Side.BID, levels, writer), side(view, Side.ASK, levels, writer));
    }

    private static List<Row> side(BookView view, Side side, int levels, Writer writer) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(levels, view.levels(side)); i++) {
            rows.add(new Row(view.exactPrice(side, i), writer.text(view, side, i)));
        }
        return rows;
    }

    List<Row> side(Side side) {
        return side == Side.BID ? bids : asks;
    }

    /** The texts of a side. */
    List<String> texts(Side side) {
        return side(side).stream().map(Row::text).toList();
    }

    /** Levels that the window before had not, or had otherwise. */
    List<String> newSince(Window before, Side side) {
        Map<BigDecimal, String> old = texts(before.side(side));
        return side(side).stream()
                .filter(it -> !it.text().equals(old.get(it.price().stripTrailingZeros())))
                .map(Row::text)
                .toList();
    }

    /** Prices of the window before that this one has no more. */
    List<BigDecimal> goneSince(Window before, Side side) {
        Map<BigDecimal, String> now = texts(side(side));
        return before.side(side).stream()
                .map(Row::price)
                .filter(it -> !now.containsKey(it.stripTrailingZeros()))
                .toList();
    }

    /** Whether a price lies behind the last level of a side that has all the levels it may. */
    boolean isPushedOut(Side side, BigDecimal price) {
        List<Row> rows = side(side);
        if (rows.size() < levels) {
            return false;
        }
        int beyond = price.compareTo(rows.getLast().price());
        return side == Side.BID ? beyond < 0 : beyond > 0;
    }

    private static Map<BigDecimal, String> texts(List<Row> rows) {
        Map<BigDecimal, String> texts = new HashMap<>();
        rows.forEach(it -> texts.put(it.price().stripTrailingZeros(), it.text()));
        return texts;
    }
}
