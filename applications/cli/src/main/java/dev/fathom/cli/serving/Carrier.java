package dev.fathom.cli.serving;

import dev.fathom.capture.RawLine;
import dev.fathom.feed.Book;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.FrameReplay;
import dev.fathom.feed.LiveBook;
import dev.fathom.market.Instrument;
import dev.fathom.net.Frame;
import dev.fathom.simulator.instream.Relayed;
import dev.fathom.simulator.instream.Topic;
import dev.fathom.sync.SyncLimits;
import dev.fathom.venue.VenueFormat;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One recorded connection: what its messages are, and the books that it alone gives. Owned by one
 * thread at a time.
 */
final class Carrier {
    private final long connection;
    private final VenueFormat venue;
    private final Reading reading;
    private final FrameReplay replay;
    private final Set<String> live = new HashSet<>();
    private final Map<Topic, Relayed> last = new HashMap<>();
    private boolean lost;

    Carrier(long connection, URI address, InStreamProtocol protocol, SyncLimits limits) {
        this.connection = connection;
        venue = protocol.venue();
        reading = protocol.reading();
        replay = new FrameReplay(venue, limits, new Liveness());
        replay.opened(connection, address);
    }

    private final class Liveness implements FeedListener {
        @Override
        public void onBook(LiveBook book) {
            live.add(book.instrument().symbol());
        }

        @Override
        public void onStatus(FeedStatus status) {
            if (status instanceof FeedStatus.BookLost gone) {
                live.remove(gone.instrument().symbol());
                lost = true;
            }
        }
    }

    long connection() {
        return connection;
    }

    void sent(String text) {
        reading.sent(text);
    }

    /** Takes a message; its books stand behind it afterwards. */
    List<Reading.Piece> came(RawLine line) {
        byte[] payload = line.payload();
        replay.frame(
                Frame.of(
                        connection,
                        Frame.Direction.IN,
                        line.receivedAtNs(),
                        line.monotonicNs(),
                        payload,
                        0,
                        payload.length));
        List<Reading.Piece> pieces = reading.came(line.text(), line.receivedAtNs());
        for (Reading.Piece piece : pieces) {
            if (piece.topic().isBook()) {
                last.put(piece.topic(), piece.message());
            }
        }
        return pieces;
    }

    /** Whether a book was lost since the last time that this was asked. */
    boolean hasLost() {
        boolean now = lost;
        lost = false;
        return now;
    }

    /** Whether it has brought anything of a book. */
    boolean hasCarried(Topic topic) {
        return last.containsKey(topic);
    }

    /** Whether the book of a topic may be trusted. */
    boolean isLive(Topic topic) {
        return last.containsKey(topic) && live.contains(topic.symbol());
    }

    /** The newest message of a book. */
    Relayed last(Topic topic) {
        Relayed message = last.get(topic);
        if (message == null) {
            throw new IllegalArgumentException("no message of " + topic);
        }
        return message;
    }

    /** A live book. */
    Optional<Book> book(Topic topic, int levels) {
        return isLive(topic)
                ? replay.book(new Instrument(venue.id(), topic.symbol()), levels)
                : Optional.empty();
    }
}
