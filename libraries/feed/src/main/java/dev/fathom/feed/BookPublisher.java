package dev.fathom.feed;

import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Books for subscribers of {@link Flow}, the newest one always, on a virtual thread each. */
final class BookPublisher implements Flow.Publisher<Book> {
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
        HandOff handOff = new HandOff(subscriber);
        Thread.ofVirtual().name("fathom-books-" + instrument).start(handOff);
    }

    // Holds one book: a newer one takes the place of one that was not fetched.
    private final class HandOff implements Flow.Subscription, FeedListener, Runnable {
        private final Flow.Subscriber<? super Book> subscriber;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition changed = lock.newCondition();
        private @Nullable Book newest;
        private @Nullable Throwable fault;
        private long demand;
        private boolean cancelled;

        HandOff(Flow.Subscriber<? super Book> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void run() {
            subscriber.onSubscribe(this);
            try (Following _ = feed.follow(instrument, this, Channel.DEPTH)) {
                deliver();
            } catch (IllegalArgumentException | IllegalStateException e) {
                subscriber.onError(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void deliver() throws InterruptedException {
            while (true) {
                Book book;
                lock.lock();
                try {
                    while (!cancelled && fault == null && (newest == null || demand == 0)) {
                        changed.await();
                    }
                    if (cancelled) {
                        return;
                    }
                    book = fault == null ? newest : null;
                    newest = null;
                    demand--;
                } finally {
                    lock.unlock();
                }
                if (book == null) {
                    subscriber.onError(fault);
                    return;
                }
                subscriber.onNext(book);
            }
        }

        @Override
        public void onBook(LiveBook book) {
            offer(book.toBook(levelsPerSide));
        }

        @Override
        public void onStatus(FeedStatus status) {
            if (status instanceof FeedStatus.BookLost) {
                offer(feed.book(instrument, levelsPerSide));
            }
        }

        private void offer(Book book) {
            change(() -> newest = book);
        }

        @Override
        public void request(long more) {
            change(() -> {
                if (more <= 0) {
                    fault = new IllegalArgumentException("request of " + more + " books");
                } else {
                    demand = demand + more < 0 ? Long.MAX_VALUE : demand + more;
                }
            });
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
