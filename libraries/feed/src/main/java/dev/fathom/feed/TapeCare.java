package dev.fathom.feed;

import dev.fathom.market.Subscription;
import dev.fathom.market.Traded;
import dev.fathom.net.Backoff;
import dev.fathom.sync.TradeHole;
import dev.fathom.sync.TradeIds;
import dev.fathom.sync.TradeSync;
import dev.fathom.sync.TradeSyncListener;
import dev.fathom.venue.TradeHistory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Looks after the trades of one instrument: asks the venue for those that its stream did not bring.
 * Owned by the line's thread.
 */
final class TapeCare implements TradeSyncListener {
    // Where the venue does not say that it has taken a subscription.
    private static final long TAKEN_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_FAILURES = 8;

    private final Subscription subscription;
    private final TradeHistory history;
    private final BookCare.Surroundings at;
    private final Consumer<Traded> told;
    private final TradeSync sync;
    private final TradePages pages;
    private final TrafficCount traffic = new TrafficCount();
    private final Silence silence;
    private boolean subscribed;
    private boolean closed;
    private boolean probes;
    // Timers of a subscription that is gone are passed over.
    private int asked;

    TapeCare(
            Subscription subscription,
            TradeHistory history,
            BookCare.Surroundings at,
            RandomGenerator random,
            Consumer<Traded> told) {
        this.subscription = subscription;
        this.history = history;
        this.at = at;
        this.told = told;
        this.sync = new TradeSync(history.ids(), this);
        this.pages =
                new TradePages(
                        subscription.instrument(),
                        history,
                        sync,
                        new Asking.Place(at.venue(), at.endpoints(), at.desk(), at.loop()),
                        new Backoff(at.timings().firstRetry(), at.timings().lastRetry(), random),
                        MOST_FAILURES,
                        (_, _) -> {});
        this.silence = Silence.ofTrades(at.timings(), at.loop().monotonicNs());
    }

    /** What its stream has brought. */
    TrafficCount traffic() {
        return traffic;
    }

    Subscription subscription() {
        return subscription;
    }

    /** A trade of the stream, from whichever connection. */
    void onStreamed(Traded trade) {
        subscribed();
        silence.end(at.loop().monotonicNs());
        sync.onTrade(trade);
    }

    /** The subscription is on its way. */
    void asked() {
        int now = ++asked;
        at.loop()
                .schedule(
                        TAKEN_NS,
                        () -> {
                            if (now == asked) {
                                subscribed();
                            }
                        });
    }

    /** The venue has taken the subscription: what it will list from now on reaches the stream. */
    void subscribed() {
        if (!subscribed) {
            subscribed = true;
            silence.begin(at.loop().monotonicNs());
            askLater(TradePages.SETTLE_NS);
        }
    }

    /** The connection ended. */
    void disconnected(String why) {
        subscribed = false;
        asked++;
        startOver();
        sync.cut(why);
    }

    /** Trades may have been lost that no id would reveal. */
    void doubt(String why) {
        if (history.ids() != TradeIds.CONTIGUOUS) {
            startOver();
            sync.cut(why);
            askLater(TradePages.SETTLE_NS);
        }
    }

    /** The venue says that the channel lives though it has nothing to tell. */
    void heartbeat() {
        silence.end(at.loop().monotonicNs());
    }

    /** Another connection brings the trades from now on, already subscribed. */
    void moved() {
        subscribed = true;
        doubt("moved to another connection");
        askLater(TradePages.SETTLE_NS);
    }

    void close() {
        closed = true;
        asked++;
        startOver();
    }

    private void startOver() {
        pages.startOver();
        probes = false;
    }

    /** Looks at the clock: a stream of trades that is silent while the venue trades is dead. */
    void tick() {
        long nowNs = at.loop().monotonicNs();
        if (subscribed
                && !pages.isAsking()
                && sync.hole().isEmpty()
                && silence.isSuspicious(nowNs)) {
            silence.looked(nowNs);
            sync.cut(
                    "silent for " + TimeUnit.NANOSECONDS.toMillis(silence.lengthNs(nowNs)) + " ms");
            probes = sync.hole().isPresent();
        }
    }

    @Override
    public void onTrade(Traded trade) {
        told.accept(trade);
    }

    @Override
    public void holeBegan(String why) {
        // A silence is only told of when it hid something.
        boolean silent = why.startsWith("silent");
        if (!silent) {
            at.status().accept(new FeedStatus.TradesMissing(subscription, why));
        }
        if (subscribed) {
            askLater(silent ? 0 : TradePages.SETTLE_NS);
        }
    }

    @Override
    public void holeEnded(TradeHole.End end) {
        boolean dead = probes && end.filled() > 0;
        boolean quiet = probes && end.filled() == 0 && end.verdict() != TradeHole.Verdict.OPEN;
        startOver();
        if (!quiet) {
            at.status()
                    .accept(
                            new FeedStatus.TradesFound(
                                    subscription, end.filled(), end.verdict(), end.detail()));
        }
        if (dead) {
            at.streamIsDead().accept(subscription + " brought none of " + end.filled() + " trades");
        }
    }

    private void askLater(long waitNs) {
        if (subscribed && !closed) {
            pages.askLater(waitNs);
        }
    }
}
