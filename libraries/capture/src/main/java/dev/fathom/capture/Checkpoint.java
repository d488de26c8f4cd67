package dev.fathom.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.feed.BookCheckpoint;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * All that a replay of a capture knows between two of its lines, but for trades, and for books that
 * are not live: what it takes to go on from there. Immutable.
 *
 * @param connections that are open, by their numbers
 * @param books by what sends them, in the order in which they are to be restored
 */
record Checkpoint(List<OpenConnection> connections, List<Saved> books) {
    /** Begins a checkpoint: its connections. */
    static final String WHAT = "checkpoint";

    private static final String CONNECTION = "connection";
    private static final String CONNECTIONS = "connections";
    private static final String ADDRESS = "address";
    private static final String FRAME = "frame";
    private static final String MOVED = "moved";
    private static final String ENDED = "ended";
    private static final String KNOWS = "knows";

    /**
     * A book.
     *
     * @param sender id of the venue whose connections bring it, which for imported files is not
     *     that of the instrument
     */
    record Saved(String sender, BookCheckpoint book) {}

    Checkpoint {
        connections = List.copyOf(connections);
        books = List.copyOf(books);
    }

    /** Names of the instruments whose books it has. */
    List<String> instruments() {
        return books.stream().map(it -> it.book().instrument().toString()).distinct().toList();
    }

    /** The notes that it is written as. */
    List<ObjectNode> notes() {
        List<ObjectNode> notes = new ArrayList<>();
        notes.add(head());
        books.forEach(it -> notes.add(CheckpointBook.note(it)));
        return notes;
    }

    /** The first note. */
    ObjectNode head() {
        ObjectNode note = Manifest.line(WHAT);
        ArrayNode all = note.putArray(CONNECTIONS);
        for (OpenConnection each : connections) {
            ObjectNode it =
                    all.addObject()
                            .put(CONNECTION, each.number())
                            .put(ADDRESS, each.address().toString())
                            .put(FRAME, each.frame())
                            .put(MOVED, each.moved())
                            .put(ENDED, each.ended());
            ArrayNode knows = it.putArray(KNOWS);
            each.knows().forEach(knows::add);
        }
        return note;
    }

    /**
     * The connections of a first note.
     *
     * @throws BadCaptureException if it cannot be read
     */
    static List<OpenConnection> connections(JsonNode head) throws BadCaptureException {
        List<OpenConnection> open = new ArrayList<>();
        for (JsonNode each : head.path(CONNECTIONS)) {
            List<String> knows = new ArrayList<>();
            each.path(KNOWS).forEach(it -> knows.add(it.asText()));
            try {
                open.add(
                        new OpenConnection(
                                each.path(CONNECTION).asLong(),
                                URI.create(each.path(ADDRESS).asText()),
                                each.path(FRAME).asLong(),
                                each.path(MOVED).asBoolean(),
                                each.path(ENDED).asBoolean(),
                                knows));
            } catch (IllegalArgumentException e) {
                throw new BadCaptureException("a checkpoint with an address that is none", e);
            }
        }
        return open;
    }
}
