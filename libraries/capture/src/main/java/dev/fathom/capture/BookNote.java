package dev.fathom.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.book.BookView;
import dev.fathom.book.Side;
import dev.fathom.feed.Book;
import dev.fathom.market.Instrument;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A book as it stood between two messages, written into the capture in their place: the best levels
 * of both sides at one instant, with id, age and state. A replay must come to the same. Pure.
 */
public final class BookNote {
    /** What such a note is called. */
    static final String WHAT = "book";

    private BookNote() {}

    /**
     * The line that notes a book.
     *
     * @param nowNs wall clock, nanoseconds since 1970 UTC
     * @param monotonicNs monotonic clock of this process, nanoseconds
     */
    public static RawLine of(Book book, long nowNs, long monotonicNs) {
        ObjectNode note =
                Manifest.line(WHAT)
                        .put("venue", book.instrument().venue())
                        .put("symbol", book.instrument().symbol())
                        .put(
                                "state",
                                book.isLive()
                                        ? "live"
                                        : book.state()
                                                .getClass()
                                                .getSimpleName()
                                                .toLowerCase(Locale.ROOT));
        if (book.isLive()) {
            note.put("lastId", book.levels().lastId())
                    .put("ageMs", TimeUnit.NANOSECONDS.toMillis(book.ageNs()));
            levels(note.putArray("bids"), book.levels(), Side.BID);
            levels(note.putArray("asks"), book.levels(), Side.ASK);
            note.put("hash", hash(note));
        }
        return new RawLine(
                nowNs,
                monotonicNs,
                0,
                RawLine.Kind.NOTE,
                note.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void levels(ArrayNode into, BookView view, Side side) {
        for (int i = 0; i < view.levels(side); i++) {
            into.addArray()
                    .add(view.exactPrice(side, i).stripTrailingZeros().toPlainString())
                    .add(view.exactSize(side, i).stripTrailingZeros().toPlainString());
        }
    }

    private static String hash(JsonNode note) {
        String text = note.path("bids") + "|" + note.path("asks");
        return Chain.hex(Chain.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whose book a note is about. */
    static Instrument instrument(JsonNode note) {
        return new Instrument(note.path("venue").asText(), note.path("symbol").asText());
    }

    /** How many levels a side a note has at most. */
    static int levels(JsonNode note) {
        return Math.max(1, Math.max(note.path("bids").size(), note.path("asks").size()));
    }

    /** Whether a book has the hash of the note. */
    static boolean equals(JsonNode note, BookView view) {
        ObjectNode again = Manifest.line(WHAT);
        levels(again.putArray("bids"), view, Side.BID);
        levels(again.putArray("asks"), view, Side.ASK);
        return hash(again).equals(note.path("hash").asText());
    }
}
