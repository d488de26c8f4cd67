package dev.fathom.feed;

import dev.fathom.book.Side;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Subscription;
import dev.fathom.net.Backoff;
import dev.fathom.net.HttpResult;
import dev.fathom.venue.PolledBooks;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** The book of one instrument, asked for again and again. Owned by its loop. */
final class PolledBook implements Polled, Asking.Answers {
    private final Subscription subscription;
    private final PolledBooks books;
    private final int depth;
    private final Asking.Place at;
    private final PollListener listener;
    private final Asking asking;
    private final DepthMessage read;
    private boolean begun;
    private boolean closed;

    PolledBook(
            Subscription subscription,
            PolledBooks books,
            int depth,
            Asking.Place at,
            PollListener listener,
            Backoff retries) {
        this.subscription = subscription;
        this.books = books;
        this.depth = depth;
        this.at = at;
        this.listener = listener;
        this.read = new DepthMessage(subscription.instrument());
        this.asking = new Asking(at, retries, Integer.MAX_VALUE);
    }

    // A request that still waits for its turn will bring the book as it is then; another one would
    // only wait behind it.
    @Override
    public void poll() {
        if (closed) {
            return;
        }
        // The first time on the clock may come right behind the start.
        if (asking.isBusy() && begun) {
            listener.onStatus(new FeedStatus.PollMissed(subscription));
        }
        if (!asking.isUnderWay()) {
            asking.stop();
            asking.ask(books.request(at.endpoints(), subscription.instrument(), depth), this);
        }
    }

    @Override
    public void close() {
        closed = true;
        asking.stop();
    }

    @Override
    public void read(HttpResult.Answer answer) throws IOException {
        try {
            books.read(
                    books.asked(subscription.instrument(), depth),
                    answer.body(),
                    answer.receivedAtNs(),
                    read);
        } catch (IOException e) {
            throw new IOException("the answer is no book: " + e.getMessage(), e);
        }
        begun = true;
        int levels = Math.max(read.side(Side.BID).count(), read.side(Side.ASK).count());
        listener.onBook(subscription.instrument(), levels, answer.receivedAtNs());
    }

    @Override
    public void failed(String what, long retryInNs) {
        listener.onStatus(
                new FeedStatus.PollFailed(
                        subscription, what, TimeUnit.NANOSECONDS.toMillis(retryInNs)));
    }

    @Override
    public void givenUp(String why, boolean isRefused) {
        closed = true;
        listener.onStatus(new FeedStatus.Refused(subscription.instrument(), why));
    }
}
