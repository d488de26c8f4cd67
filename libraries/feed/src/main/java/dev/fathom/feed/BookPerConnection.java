package dev.fathom.feed;

import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import dev.fathom.sync.LostReason;
import dev.fathom.sync.SavedBook;
import dev.fathom.sync.SyncState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A book whose messages have no ids: each connection has one of its own, and the first that is live
 * is told until it ends or is lost while another one is live. Owned by one thread.
 */
final class BookPerConnection implements ReplayedBook {
    private final Subscription subscription;
    private final Function<FeedListener, FollowedBook> maker;
    private final FeedListener listener;
    private final LongSupplier nowNs;
    private final Map<Long, FollowedBook> books = new LinkedHashMap<>();
    private @Nullable FollowedBook told;
    private @Nullable FollowedBook asked;
    private @Nullable FollowedBook endedLast;
    private long checksumsBefore;
    private long failedBefore;
    private @Nullable FollowedBook lastBook;
    private long lastConnection;

    /**
     * No book yet.
     *
     * @param maker makes a book that tells the listener it is given
     * @param listener told one of them at a time
     */
    BookPerConnection(
            Subscription subscription,
            Function<FeedListener, FollowedBook> maker,
            FeedListener listener,
            LongSupplier nowNs) {
        this.subscription = subscription;
        this.maker = maker;
        this.listener = listener;
        this.nowNs = nowNs;
    }

    /** Passes on what the book that is told has to say. */
    private final class Gate implements FeedListener {
        @Nullable FollowedBook of;

        @Override
        public void onBook(LiveBook book) {
            if (told == of) {
                listener.onBook(book);
            }
        }

        @Override
        public void onStatus(FeedStatus status) {
            if (told == of) {
                listener.onStatus(status);
            }
        }
    }

    @Override
    public Instrument instrument() {
        return subscription.instrument();
    }

    @Override
    public int topLevels() {
        return subscription.channel().levels();
    }

    @Override
    public void onMessage(long connection, DepthMessage message) {
        of(connection).sync().onMessage(message);
        tellAnother();
    }

    @Override
    public void onSnapshot(DepthMessage snapshot) {
        FollowedBook state = asked;
        if (state == null && books.isEmpty()) {
            state = make();
            asked = state;
            told = state;
        }
        if (state == null) {
            return;
        }
        ReplayedBook.makeState(snapshot);
        state.sync().onMessage(snapshot);
    }

    private FollowedBook make() {
        Gate gate = new Gate();
        FollowedBook book = maker.apply(gate);
        gate.of = book;
        return book;
    }

    // Messages mostly follow others of their connection; to look one up makes a Long.
    private FollowedBook of(long connection) {
        FollowedBook last = lastBook;
        if (last != null && connection == lastConnection) {
            return last;
        }
        FollowedBook book = books.computeIfAbsent(connection, _ -> make());
        if (told == null || told == asked) {
            told = book;
        }
        asked = null;
        lastConnection = connection;
        lastBook = book;
        return book;
    }

    // The one that is told is lost, and another one is live.
    private void tellAnother() {
        FollowedBook now = told;
        if (now != null && now.sync().isLive()) {
            return;
        }
        for (FollowedBook other : books.values()) {
            if (other != now && other.sync().isLive()) {
                told = other;
                listener.onStatus(
                        new FeedStatus.BookLive(subscription, other.sync().lastId(), true));
                other.sync().retell(nowNs.getAsLong());
                return;
            }
        }
    }

    @Override
    public void lose(long connection, LostReason reason) {
        FollowedBook book = books.get(connection);
        if (book != null) {
            book.sync().lose(reason);
            tellAnother();
        }
    }

    @Override
    public void closed(long connection, boolean replaced) {
        FollowedBook book = books.remove(connection);
        if (book == null) {
            return;
        }
        // Only its counts are kept: connections end for as long as a recording is long.
        checksumsBefore += book.sync().checksums();
        failedBefore += book.sync().failedChecksums();
        lastBook = null;
        if (book == told) {
            tellAnotherInsteadOf(book);
        }
    }

    private void tellAnotherInsteadOf(FollowedBook gone) {
        boolean another = books.values().stream().anyMatch(it -> it.sync().isLive());
        if (!another && gone.sync().state() instanceof SyncState.Live) {
            gone.sync().lose(new LostReason(LostReason.Cause.DISCONNECTED, "no connection"));
        }
        endedLast = gone;
        told = null;
        tellAnother();
        if (told == null && !books.isEmpty()) {
            told = books.values().iterator().next();
        }
    }

    @Override
    public Optional<FollowedBook> book() {
        return Optional.ofNullable(told == null ? endedLast : told);
    }

    @Override
    public List<FollowedBook> current() {
        List<FollowedBook> all = new ArrayList<>();
        book().ifPresent(all::add);
        books.values().stream().filter(it -> !all.contains(it)).forEach(all::add);
        return all;
    }

    @Override
    public List<BookCheckpoint> save() {
        FollowedBook state = asked;
        if (state != null) {
            return state.save(topLevels(), List.of(), SavedBook.NONE, SavedBook.NONE, true)
                    .map(List::of)
                    .orElse(List.of());
        }
        List<BookCheckpoint> all = new ArrayList<>();
        books.forEach((connection, book) ->
                book.save(
                                topLevels(),
                                List.of(connection),
                                connection,
                                SavedBook.NONE,
                                book == told)
                        .ifPresent(all::add));
        return all.size() == books.size() ? all : List.of();
    }

    @Override
    public void restore(BookCheckpoint saved) {
        FollowedBook book = make();
        if (saved.connections().isEmpty()) {
            asked = book;
        } else {
            saved.connections().forEach(it -> books.put(it, book));
        }
        if (saved.told()) {
            told = book;
        }
        book.restore(saved);
    }

    @Override
    public long checksums() {
        return checksumsBefore
                + books.values().stream().mapToLong(it -> it.sync().checksums()).sum();
    }

    @Override
    public long failedChecksums() {
        return failedBefore
                + books.values().stream().mapToLong(it -> it.sync().failedChecksums()).sum();
    }
}
