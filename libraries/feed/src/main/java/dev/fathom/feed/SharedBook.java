package dev.fathom.feed;

import dev.fathom.market.BookUpdate;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.sync.LostReason;
import dev.fathom.sync.SavedBook;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A book whose messages have ids: one is kept, from whichever connection is ahead. What another one
 * told already is passed over. Owned by one thread.
 */
final class SharedBook implements ReplayedBook {
    private static final long NONE = SavedBook.NONE;
    // Ids so much smaller have begun again.
    private static final long FAR_BACK = 1_000_000;

    // Batches are cut differently on each connection: the first one of a connection may come before
    // one of the other that leads to it. Of those that wait longer, something is missing.
    private static final int MOST_AHEAD = 50;

    private final FollowedBook book;
    private final DepthMessage scratch;
    private final Map<Long, Deque<BookUpdate>> ahead = new TreeMap<>();
    private final Set<Long> connections = new TreeSet<>();
    private long source = NONE;
    private long newest = NONE;

    SharedBook(FollowedBook book) {
        this.book = book;
        this.scratch = new DepthMessage(book.instrument());
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
            if (waits(connection, message)) {
                return;
            }
            source = connection;
            takeWaiting(connection);
        }
        take(message);
        if (!ahead.isEmpty()) {
            catchUp();
        }
    }

    private void take(DepthMessage message) {
        newest = message.lastId();
        book.sync().onMessage(message);
    }

    private boolean waits(long connection, DepthMessage message) {
        if (message.kind() != DepthMessage.Kind.UPDATE
                || !connections.contains(source)
                || !book.sync().isLive()
                || message.firstId() <= Math.max(newest, book.sync().lastId()) + 1) {
            return false;
        }
        Deque<BookUpdate> waiting = ahead.computeIfAbsent(connection, _ -> new ArrayDeque<>());
        if (waiting.size() == MOST_AHEAD) {
            return false;
        }
        waiting.add(message.toUpdate());
        return true;
    }

    private void takeWaiting(long connection) {
        Deque<BookUpdate> waiting = ahead.remove(connection);
        if (waiting != null) {
            for (BookUpdate update : waiting) {
                scratch.set(update);
                take(scratch);
            }
        }
    }

    private void catchUp() {
        for (Long connection : List.copyOf(ahead.keySet())) {
            Deque<BookUpdate> waiting = ahead.get(connection);
            while (waiting != null && !waiting.isEmpty() && waiting.peek().lastId() <= newest) {
                waiting.remove();
            }
            if (waiting == null || waiting.isEmpty() || !book.sync().isLive()) {
                ahead.remove(connection);
            } else if (waiting.peek().firstId() <= newest + 1) {
                source = connection;
                takeWaiting(connection);
            }
        }
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
        ahead.remove(connection);
        if (connection == source && !ahead.isEmpty()) {
            source = ahead.keySet().iterator().next();
            takeWaiting(source);
        }
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
        if (!ahead.isEmpty()) {
            return List.of();
        }
        return book.save(topLevels(), List.copyOf(connections), source, newest, true)
                .map(List::of)
                .orElse(List.of());
    }

    @Override
    public void restore(BookCheckpoint saved) {
        ahead.clear();
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
