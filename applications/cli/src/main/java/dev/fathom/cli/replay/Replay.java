package dev.fathom.cli.replay;

import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FrameReplay;
import dev.fathom.net.Frame;
import dev.fathom.sync.CrossedBook;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.VenueFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Plays the lines of a recording through the decoder, synchronisation and books of a live feed.
 * Owned by one thread.
 */
public final class Replay {
    private static final long ANSWERS = 0;

    private final Path file;
    private final VenueFormat venue;
    private final FrameReplay books;
    private final Map<String, Long> connections = new HashMap<>();

    /**
     * A replay that has seen nothing yet.
     *
     * @param file the recording, for messages
     * @param venue whose traffic it holds
     * @param crossed what becomes of a crossed book
     */
    public Replay(Path file, VenueFormat venue, CrossedBook crossed, FeedListener listener) {
        this.file = file;
        this.venue = venue;
        this.books = new FrameReplay(venue, SyncLimits.RECORDING.with(crossed), listener);
    }

    /** The books, as far as the lines have been played. */
    public FrameReplay books() {
        return books;
    }

    /**
     * Plays one line.
     *
     * @throws RecordedVenue.UnknownVenueException if its address is of another venue
     */
    public void play(RecordedLine line) throws RecordedVenue.UnknownVenueException {
        if (line.address().isPresent()) {
            RecordedVenue.check(file, venue, line.address().get());
        }
        switch (line.kind()) {
            case OPENED -> books.opened(connection(line), line.address().orElseThrow());
            case RECEIVED -> books.frame(frame(connection(line), line));
            case ANSWERED -> {
                URI request = line.address().orElseThrow();
                books.answer(request, frame(ANSWERS, line));
            }
            case SENT -> {
                // What the recorder said changes no book.
            }
        }
    }

    private long connection(RecordedLine line) {
        return connections.computeIfAbsent(
                line.connection(), _ -> ANSWERS + 1 + connections.size());
    }

    private static Frame frame(long connection, RecordedLine line) {
        byte[] payload = line.text().getBytes(StandardCharsets.UTF_8);
        return Frame.of(
                connection,
                Frame.Direction.IN,
                line.receivedAtNs(),
                line.receivedAtNs(),
                payload,
                0,
                payload.length);
    }
}
