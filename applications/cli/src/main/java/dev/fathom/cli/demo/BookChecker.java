package dev.fathom.cli.demo;

import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.feed.LiveBook;
import dev.fathom.simulator.truth.Truth;
import dev.fathom.simulator.truth.TruthCursor;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Compares each state of one followed book with the exchange's true book at the same id. {@link
 * #check} is called on the connection's thread; the counts may be read from any.
 */
final class BookChecker {
    private final DemoExchange exchange;
    private final Truth truth;
    private final AtomicLong updates = new AtomicLong();
    private final AtomicLong whole = new AtomicLong();
    private final AtomicLong partly = new AtomicLong();
    private final AtomicLong different = new AtomicLong();
    private final AtomicReference<String> firstDifference = new AtomicReference<>("");
    private TruthCursor cursor;

    BookChecker(DemoExchange exchange, String symbol) {
        this.exchange = exchange;
        this.truth = exchange.truth(symbol);
        this.cursor = truth.cursor();
    }

    void check(LiveBook book) {
        updates.incrementAndGet();
        BookView view = book.view(Integer.MAX_VALUE);
        Optional<String> difference = difference(book, view);
        difference.ifPresent(this::note);
        (exchange.tellsWindows() || TruthComparison.isWhole(view) ? whole : partly)
                .incrementAndGet();
    }

    private Optional<String> difference(LiveBook book, BookView view) {
        try {
            moveTo(exchange.truthId(book));
        } catch (IllegalArgumentException e) {
            return Optional.of("no such state: " + e.getMessage());
        }
        return TruthComparison.difference(view, Side.BID, cursor.bids())
                .or(() -> TruthComparison.difference(view, Side.ASK, cursor.asks()));
    }

    // A book that was joined anew may stand before the state compared last.
    private void moveTo(long id) {
        try {
            cursor.advanceTo(id);
        } catch (IllegalArgumentException _) {
            TruthCursor again = truth.cursor();
            again.advanceTo(id);
            cursor = again;
        }
    }

    private void note(String difference) {
        different.incrementAndGet();
        firstDifference.compareAndSet(
                "", exchange.venue() + ":" + truth.symbol() + " " + difference);
    }

    /** States seen. */
    long updates() {
        return updates.get();
    }

    /** Books compared as deep as the venue tells them. */
    long whole() {
        return whole.get();
    }

    /** Books compared as far as they were known, which was less. */
    long partly() {
        return partly.get();
    }

    /** Books that differed from the truth. */
    long different() {
        return different.get();
    }

    /** What differed first. */
    Optional<String> firstDifference() {
        return Optional.of(firstDifference.get()).filter(text -> !text.isEmpty());
    }
}
