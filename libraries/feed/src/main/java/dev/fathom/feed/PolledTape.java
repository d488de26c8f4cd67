package dev.fathom.feed;

import dev.fathom.market.Subscription;
import dev.fathom.market.Traded;
import dev.fathom.net.Backoff;
import dev.fathom.net.HttpResult;
import dev.fathom.sync.TradeHole;
import dev.fathom.sync.TradeSync;
import dev.fathom.sync.TradeSyncListener;
import dev.fathom.venue.TradeHistory;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The trades of one instrument, asked for again and again: first the newest page, then what has
 * happened since, as far as the venue's list reaches. Owned by its loop.
 */
final class PolledTape implements Polled, TradeSyncListener {
    private static final String POLLED = "polled";

    private final Subscription subscription;
    private final TradeHistory history;
    private final Asking.Place at;
    private final PollListener listener;
    private final TradeSync sync;
    private final TradePages pages;
    private final Asking first;
    private boolean begun;
    private boolean closed;

    PolledTape(
            Subscription subscription,
            TradeHistory history,
            Asking.Place at,
            PollListener listener,
            Backoff retries) {
        this.subscription = subscription;
        this.history = history;
        this.at = at;
        this.listener = listener;
        this.sync = new TradeSync(history.ids(), this);
        this.pages =
                new TradePages(
                        subscription.instrument(),
                        history,
                        sync,
                        at,
                        retries,
                        Integer.MAX_VALUE,
                        this::failed);
        this.first = new Asking(at, retries, Integer.MAX_VALUE);
    }

    @Override
    public void poll() {
        if (closed) {
            return;
        }
        if (sync.hole().isPresent()) {
            listener.onStatus(new FeedStatus.PollMissed(subscription));
        } else if (begun) {
            sync.cut(POLLED);
            pages.ask();
        } else if (!first.isBusy()) {
            first.ask(history.newest(at.endpoints(), subscription.instrument()), new First());
        }
    }

    @Override
    public void close() {
        closed = true;
        first.stop();
        pages.startOver();
    }

    private void failed(String what, long retryInNs) {
        listener.onStatus(
                new FeedStatus.PollFailed(
                        subscription, what, TimeUnit.NANOSECONDS.toMillis(retryInNs)));
    }

    @Override
    public void onTrade(Traded trade) {
        listener.onTrade(trade);
    }

    @Override
    public void holeBegan(String why) {
        // Every poll but the first fills one.
    }

    @Override
    public void holeEnded(TradeHole.End end) {
        pages.startOver();
        if (end.verdict() == TradeHole.Verdict.OPEN) {
            listener.onStatus(
                    new FeedStatus.TradesFound(
                            subscription, end.filled(), end.verdict(), end.detail()));
        }
    }

    /** The newest page, with which the tape begins. */
    private final class First implements Asking.Answers {
        @Override
        public void read(HttpResult.Answer answer) throws IOException {
            List<Traded> page;
            try {
                page =
                        history.read(
                                subscription.instrument(), answer.body(), answer.receivedAtNs());
            } catch (IOException e) {
                throw new IOException("the answer is no list of trades: " + e.getMessage(), e);
            }
            if (page.isEmpty()) {
                return;
            }
            begun = true;
            sync.onTrade(page.getFirst());
            // What is in one page has no hole but those that the venue leaves.
            sync.cut(POLLED);
            sync.hole().ifPresent(it -> it.take(page, false, false));
            sync.end();
        }

        @Override
        public void failed(String what, long retryInNs) {
            PolledTape.this.failed(what, retryInNs);
        }

        @Override
        public void givenUp(String why, boolean refused) {
            closed = true;
            listener.onStatus(new FeedStatus.Refused(subscription.instrument(), why));
        }
    }
}
