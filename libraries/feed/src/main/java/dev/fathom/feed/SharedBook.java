package dev.fathom.feed;

import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.sync.LostReason;
import dev.fathom.sync.SavedBook;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A book whose messages have ids: one is kept, from whichever connection is ahead. What another one
 * told already is passed over. Owned by one thread.
 */
final class SharedBook implements ReplayedBook {
    private static final long NONE = SavedBook.NONE;
    // Ids so much smaller have begun again.
    private static final long FAR_BACK = 1_000_000;

    private final FollowedBook book;
    private final Set<Long> connections = new TreeSet<>();
    private long source = NONE;
    private long newest = NONE;

    SharedBook(FollowedBook book) {
        this.book = book;
    }

    @Override
    public Instrument instrument() {
        return book.instrument();
    }

    @Override
    public int topLevels() {
        return book.channel().levels();
    }

    @Override
    public void onMessage(long connection, DepthMessage message) {
        if (connection != source) {
            connections.add(connection);
            boolean told = newest != NONE && message.lastId() <= newest;
            if (told && newest - message.lastId() < FAR_BACK) {
                return;
            }
            source = connection;
        }
        newest = message.lastId();
        book.sync().onMessage(message);
    }

    @Override
    public void onSnapshot(DepthMessage snapshot) {
        if (connections.isEmpty() && book.sync().isLive()) {
            ReplayedBook.makeState(snapshot);
            book.sync().onMessage(snapshot);
            return;
        }
        book.tellTaken(snapshot);
        book.tellUnfit(book.sync().onSnapshot(snapshot));
    }

    @Override
    public void lose(long connection, LostReason reason) {
        book.sync().lose(reason);
    }

    @Override
    public void closed(long connection, boolean replaced) {
        if (connections.remove(connection) && connections.isEmpty() && !replaced) {
            book.sync().lose(new LostReason(LostReason.Cause.DISCONNECTED, "no connection"));
            book.sync().changeSource();
            source = NONE;
            newest = NONE;
        }
    }

    @Override
    public Optional<FollowedBook> book() {
        return Optional.of(book);
    }

    @Override
    public List<FollowedBook> current() {
        return List.of(book);
    }

    @Override
    public List<BookCheckpoint> save() {
        return book.save(topLevels(), List.copyOf(connections), source, newest, true)
                .map(List::of)
                .orElse(List.of());
    }

    @Override
    public void restore(BookCheckpoint saved) {
        connections.clear();
        connections.addAll(saved.connections());
        source = saved.source();
        newest = saved.newestId();
        book.restore(saved);
    }

    @Override
    public long checksums() {
        return book.sync().checksums();
    }

    @Override
    public long failedChecksums() {
        return book.sync().failedChecksums();
    }
}
