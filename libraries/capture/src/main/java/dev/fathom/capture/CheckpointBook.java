package dev.fathom.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.book.BookView;
import dev.fathom.book.KnownDepth;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.feed.BookCheckpoint;
import dev.fathom.market.Instrument;
import dev.fathom.sync.SavedBook;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A book of a checkpoint as a note: every level, and what its synchronisation goes on from. Pure.
 */
final class CheckpointBook {
    /** What such a note is called. */
    static final String WHAT = "checkpoint-book";

    private static final String VENUE = "venue";
    private static final String SYMBOL = "symbol";
    private static final String SENDER = "sender";
    private static final String TOP = "top";
    private static final String CONNECTIONS = "connections";
    private static final String SOURCE = "source";
    private static final String NEWEST = "newestId";
    private static final String TOLD = "told";
    private static final String LAST_ID = "lastId";
    private static final String RECEIVED = "receivedId";
    private static final String RAN_BACK = "ranBackId";
    private static final String STALE = "stale";
    private static final String NUMBERED = "numbered";
    private static final String PEAK = "peak";
    private static final String VENUE_TIME = "venueTime";
    private static final String RECEIVED_AT = "receivedAtNs";
    private static final String SCALES = "scales";
    private static final String KNOWN = "known";
    private static final String ALL = "all";
    private static final String BIDS = "bids";
    private static final String ASKS = "asks";

    private CheckpointBook() {}

    private static ObjectNode begin(Instrument instrument) {
        return Manifest.line(WHAT).put(VENUE, instrument.venue()).put(SYMBOL, instrument.symbol());
    }

    /** Whether a line is such a note of this instrument; reads no more than its beginning. */
    static boolean isOf(Instrument instrument, RawLine line) {
        String begin = begin(instrument).toString();
        byte[] start =
                begin.substring(0, begin.length() - 1).concat(",").getBytes(StandardCharsets.UTF_8);
        byte[] payload = line.payload();
        return payload.length > start.length
                && Arrays.equals(payload, 0, start.length, start, 0, start.length);
    }

    /** Whose book a note is. */
    static Instrument instrument(JsonNode note) {
        return new Instrument(note.path(VENUE).asText(), note.path(SYMBOL).asText());
    }

    /** The note of a book. */
    static ObjectNode note(Checkpoint.Saved saved) {
        BookCheckpoint checkpoint = saved.book();
        SavedBook book = checkpoint.book();
        BookView levels = book.levels();
        ObjectNode note =
                begin(checkpoint.instrument())
                        .put(SENDER, saved.sender())
                        .put(TOP, checkpoint.topLevels());
        ArrayNode connections = note.putArray(CONNECTIONS);
        checkpoint.connections().forEach(connections::add);
        id(note, SOURCE, checkpoint.source());
        id(note, NEWEST, checkpoint.newestId());
        note.put(TOLD, checkpoint.told()).put(LAST_ID, levels.lastId());
        id(note, RECEIVED, book.receivedLastId());
        id(note, RAN_BACK, book.ranBackFrom());
        note.put(STALE, book.staleInARow())
                .put(NUMBERED, book.numbered())
                .put(PEAK, book.bufferPeak())
                .put(VENUE_TIME, checkpoint.venueTime())
                .put(RECEIVED_AT, checkpoint.receivedAtNs());
        note.putArray(SCALES).add(levels.priceScale()).add(levels.sizeScale());
        ArrayNode known = note.putArray(KNOWN);
        known(known, levels.knownDepth(Side.BID));
        known(known, levels.knownDepth(Side.ASK));
        levels(note.putArray(BIDS), levels, Side.BID);
        levels(note.putArray(ASKS), levels, Side.ASK);
        return note;
    }

    private static void id(ObjectNode note, String name, long id) {
        if (id != SavedBook.NONE) {
            note.put(name, id);
        }
    }

    private static void known(ArrayNode into, KnownDepth depth) {
        switch (depth) {
            case KnownDepth.Nothing _ -> into.addNull();
            case KnownDepth.UpTo(BigDecimal price) -> into.add(price.toPlainString());
            case KnownDepth.Complete _ -> into.add(ALL);
        }
    }

    private static void levels(ArrayNode into, BookView view, Side side) {
        for (int i = 0; i < view.levels(side); i++) {
            ArrayNode level = into.addArray().add(view.priceText(side, i));
            level.add(view.sizeText(side, i));
            view.orders(side, i).ifPresent(level::add);
        }
    }

    /**
     * The book of a note.
     *
     * @throws BadCaptureException if it cannot be read
     */
    static Checkpoint.Saved read(JsonNode note) throws BadCaptureException {
        List<Long> connections = new ArrayList<>();
        note.path(CONNECTIONS).forEach(it -> connections.add(it.asLong()));
        return new Checkpoint.Saved(
                note.path(SENDER).asText(),
                new BookCheckpoint(
                        instrument(note),
                        note.path(TOP).asInt(),
                        connections,
                        id(note, SOURCE),
                        id(note, NEWEST),
                        note.path(TOLD).asBoolean(),
                        new SavedBook(
                                view(note),
                                id(note, RECEIVED),
                                id(note, RAN_BACK),
                                note.path(STALE).asInt(),
                                note.path(NUMBERED).asLong(),
                                note.path(PEAK).asInt()),
                        note.path(VENUE_TIME).asLong(),
                        note.path(RECEIVED_AT).asLong()));
    }

    private static long id(JsonNode note, String name) {
        return note.path(name).asLong(SavedBook.NONE);
    }

    private static BookView view(JsonNode note) throws BadCaptureException {
        OrderBook book = new OrderBook();
        try {
            book.rescale(note.path(SCALES).path(0).asInt(), note.path(SCALES).path(1).asInt());
            levels(book, Side.BID, note.path(BIDS));
            levels(book, Side.ASK, note.path(ASKS));
            book.knownDepth(Side.BID, known(note.path(KNOWN).path(0)));
            book.knownDepth(Side.ASK, known(note.path(KNOWN).path(1)));
        } catch (IllegalArgumentException e) {
            throw new BadCaptureException(
                    "a checkpoint of %s with a level that is none".formatted(instrument(note)), e);
        }
        book.lastId(note.path(LAST_ID).asLong());
        return book.view();
    }

    private static void levels(OrderBook book, Side side, JsonNode levels) {
        for (int i = levels.size() - 1; i >= 0; i--) {
            JsonNode level = levels.get(i);
            BigDecimal price = new BigDecimal(level.path(0).asText());
            book.set(side, price, new BigDecimal(level.path(1).asText()));
            if (level.has(2)) {
                book.orders().set(side, price, BigDecimal.valueOf(level.path(2).asLong()));
            }
        }
    }

    private static KnownDepth known(JsonNode depth) {
        if (depth.isNull()) {
            return new KnownDepth.Nothing();
        }
        return depth.asText().equals(ALL)
                ? new KnownDepth.Complete()
                : new KnownDepth.UpTo(new BigDecimal(depth.asText()));
    }
}
