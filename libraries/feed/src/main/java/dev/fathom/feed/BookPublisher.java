package dev.fathom.feed;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Books for subscribers of {@link Flow}, the newest one always. Each has a virtual thread of its
 * own, on which everything it is told comes in turn. Safe for many threads.
 */
final class BookPublisher implements Flow.Publisher<Book> {
    private static final Logger LOG = System.getLogger("dev.fathom.feed");

    private final Feed feed;
    private final Instrument instrument;
    private final int levelsPerSide;

    BookPublisher(Feed feed, Instrument instrument, int levelsPerSide) {
        this.feed = feed;
        this.instrument = instrument;
        this.levelsPerSide = levelsPerSide;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Book> subscriber) {
        HandOff handOff = new HandOff(Objects.requireNonNull(subscriber, "subscriber"));
        Thread.ofVirtual().name("fathom-books-" + instrument).start(handOff);
    }

    // Holds one book: a newer one takes the place of one that was not fetched. Rules are numbered
    // as in the Reactive Streams specification for the JVM, which Flow repeats.
    private final class HandOff implements Flow.Subscription, FeedListener, Runnable {
        private final Flow.Subscriber<? super Book> subscriber;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private @Nullable Book newest;
        private @Nullable Throwable fault;
        private long demand;
        private boolean cancelled;
        private boolean completed;

        HandOff(Flow.Subscriber<? super Book> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void run() {
            try {
                subscriber.onSubscribe(this);
                if (!isOver()) {
                    follow();
                }
                tellEnd();
            } catch (RuntimeException e) {
                // Rule 2.13: it broke its promise, so it counts as cancelled and hears no more.
                LOG.log(Level.ERROR, () -> "a subscriber failed: " + subscriber, e);
            }
        }

        private void follow() {
            Following following = begin();
            if (following != null) {
                try (following;
                        Following _ = feed.whenClosed(() -> change(() -> completed = true))) {
                    deliver();
                }
            }
        }

        private @Nullable Following begin() {
            try {
                return feed.follow(instrument, this, Channel.DEPTH);
            } catch (IllegalArgumentException | IllegalStateException e) {
                fail(e);
                return null;
            }
        }

        private void deliver() {
            for (Book book = next(); book != null; book = next()) {
                subscriber.onNext(book);
            }
        }

        /** Waits for a book that is wanted; null when there will be none. */
        private @Nullable Book next() {
            lock.lock();
            try {
                while (!isOver() && (newest == null || demand == 0)) {
                    changed.awaitUninterruptibly();
                }
                if (cancelled || fault != null || demand == 0) {
                    return null;
                }
                Book book = newest;
                newest = null;
                demand--;
                return book;
            } finally {
                lock.unlock();
            }
        }

        private boolean isOver() {
            lock.lock();
            try {
                return cancelled || completed || fault != null;
            } finally {
                lock.unlock();
            }
        }

        private void tellEnd() {
            Throwable why;
            lock.lock();
            try {
                if (cancelled) {
                    return;
                }
                // Rule 1.6: after the end it counts as cancelled.
                cancelled = true;
                why = fault;
            } finally {
                lock.unlock();
            }
            if (why == null) {
                subscriber.onComplete();
            } else {
                subscriber.onError(why);
            }
        }

        @Override
        public void onBook(LiveBook book) {
            offer(book.toBook(levelsPerSide));
        }

        @Override
        public void onStatus(FeedStatus status) {
            if (status instanceof FeedStatus.BookLost) {
                feed.bookIfFollowed(instrument, levelsPerSide).ifPresent(this::offer);
            } else if (status instanceof FeedStatus.Refused && !isLive()) {
                fail(new IllegalArgumentException(status.text()));
            }
        }

        // What was refused may be another channel, that somebody else asked for.
        private boolean isLive() {
            return feed.bookIfFollowed(instrument, 1).filter(Book::isLive).isPresent();
        }

        private void offer(Book book) {
            change(() -> newest = book);
        }

        private void fail(Throwable why) {
            change(() -> fault = fault == null ? why : fault);
        }

        @Override
        public void request(long more) {
            if (more <= 0) {
                // Rule 3.9.
                fail(new IllegalArgumentException("books must be requested by 1 or more: " + more));
            } else {
                change(() -> demand = demand + more < 0 ? Long.MAX_VALUE : demand + more);
            }
        }

        @Override
        public void cancel() {
            change(() -> cancelled = true);
        }

        private void change(Runnable what) {
            lock.lock();
            try {
                what.run();
                changed.signal();
            } finally {
                lock.unlock();
            }
        }
    }
}
