package dev.fathom.system.simulation;

import dev.fathom.book.BookView;
import dev.fathom.book.Decimals;
import dev.fathom.book.KnownDepth;
import dev.fathom.book.Side;
import dev.fathom.feed.Book;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.simulator.truth.TruthCursor;
import java.math.BigDecimal;
import java.util.Map;
import java.util.NavigableMap;

/** Compares a book that calls itself live, whole, with the truth at the book's own id. */
final class BookCheck {
    private final Truth truth;
    private TruthCursor cursor;
    private long compared;
    private long checkedVersion = -1;

    BookCheck(Truth truth) {
        this.truth = truth;
        this.cursor = truth.cursor();
    }

    long compared() {
        return compared;
    }

    /** Fails when the book is live and differs at any level that it claims to know. */
    void check(Book book) {
        if (!book.isLive()) {
            if (book.levels().levels(Side.BID) + book.levels().levels(Side.ASK) > 0) {
                throw new AssertionError(
                        book.instrument() + " gives out levels while " + book.state());
            }
            return;
        }
        if (book.version() == checkedVersion) {
            return;
        }
        checkedVersion = book.version();
        check(book.levels());
    }

    /** Fails when the levels differ from the truth anywhere within the depth they claim to know. */
    void check(BookView view) {
        moveTo(view.lastId());
        compare(view, Side.BID, cursor.bids());
        compare(view, Side.ASK, cursor.asks());
        compared++;
    }

    private void moveTo(long id) {
        try {
            cursor.advanceTo(id);
        } catch (IllegalArgumentException behind) {
            // A snapshot may be older than the book that was lost before it.
            cursor = truth.cursor();
            cursor.advanceTo(id);
        }
    }

    private void compare(BookView view, Side side, NavigableMap<BigDecimal, BigDecimal> levels) {
        KnownDepth known = view.knownDepth(side);
        int i = 0;
        for (Map.Entry<BigDecimal, BigDecimal> level : levels.entrySet()) {
            long price = Decimals.of(level.getKey(), view.priceScale());
            if (!known.covers(side, level.getKey())) {
                break;
            }
            long size = Decimals.of(level.getValue(), view.sizeScale());
            if (i == view.levels(side)
                    || view.price(side, i) != price
                    || view.size(side, i) != size) {
                throw different(view, side, i, level.getKey() + "@" + level.getValue());
            }
            i++;
        }
        if (i < view.levels(side) && known.covers(side, view.exactPrice(side, i))) {
            throw different(view, side, i, "nothing");
        }
    }

    private AssertionError different(BookView view, Side side, int index, String expected) {
        String got =
                index == view.levels(side)
                        ? "nothing"
                        : view.level(side, index).priceText()
                                + "@"
                                + view.level(side, index).sizeText();
        return new AssertionError(
                "%s %s level %d at id %d: expected %s, got %s"
                        .formatted(truth.symbol(), side, index, view.lastId(), expected, got));
    }
}
