package dev.fathom.feed;

import dev.fathom.market.Subscription;
import dev.fathom.market.Traded;
import dev.fathom.net.Backoff;
import dev.fathom.net.HttpResult;
import dev.fathom.net.RequestBudget.Priority;
import dev.fathom.sync.TradeHole;
import dev.fathom.sync.TradeIds;
import dev.fathom.sync.TradeSync;
import dev.fathom.sync.TradeSyncListener;
import dev.fathom.venue.RestRefusal;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.TradeHistory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the trades of one instrument: asks the venue for those that its stream did not bring.
 * Owned by the line's thread.
 */
final class TapeCare implements TradeSyncListener {
    // What has just happened may not be in the venue's list yet.
    private static final long SETTLE_NS = TimeUnit.SECONDS.toNanos(1);
    // Where the venue does not say that it has taken a subscription.
    private static final long TAKEN_NS = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_REPEATS = 3;
    private static final int MOST_FAILURES = 8;

    private final Subscription subscription;
    private final TradeHistory history;
    private final BookCare.Surroundings at;
    private final Consumer<Traded> told;
    private final TradeSync sync;
    private final Backoff retries;
    private final TrafficCount traffic = new TrafficCount();
    private final Silence silence;
    private boolean subscribed;
    private boolean closed;
    // Answers of a time before the last cut are passed over.
    private int round;
    private boolean asked;
    private @Nullable Traded cursor;
    private int rows;
    private int repeats;
    private int failures;
    private boolean probes;

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
        this.retries = new Backoff(at.timings().firstRetry(), at.timings().lastRetry(), random);
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
        int now = round;
        at.loop()
                .schedule(
                        TAKEN_NS,
                        () -> {
                            if (now == round) {
                                subscribed();
                            }
                        });
    }

    /** The venue has taken the subscription: what it will list from now on reaches the stream. */
    void subscribed() {
        if (!subscribed) {
            subscribed = true;
            silence.begin(at.loop().monotonicNs());
            askLater(SETTLE_NS);
        }
    }

    /** The connection ended. */
    void disconnected(String why) {
        subscribed = false;
        startOver();
        sync.cut(why);
    }

    /** Trades may have been lost that no id would reveal. */
    void doubt(String why) {
        if (history.ids() != TradeIds.CONTIGUOUS) {
            startOver();
            sync.cut(why);
            askLater(SETTLE_NS);
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
        askLater(SETTLE_NS);
    }

    void close() {
        closed = true;
        startOver();
    }

    private void startOver() {
        round++;
        asked = false;
        cursor = null;
        rows = 0;
        repeats = 0;
        failures = 0;
        probes = false;
    }

    /** Looks at the clock: a stream of trades that is silent while the venue trades is dead. */
    void tick() {
        long nowNs = at.loop().monotonicNs();
        if (subscribed && !asked && sync.hole().isEmpty() && silence.isSuspicious(nowNs)) {
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
            askLater(silent ? 0 : SETTLE_NS);
        }
    }

    @Override
    public void holeEnded(TradeHole.End end) {
        boolean dead = probes && end.filled() > 0;
        boolean quiet = probes && end.filled() == 0 && end.verdict() != TradeHole.Verdict.OPEN;
        startOver();
        retries.succeeded();
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
        int now = round;
        at.loop()
                .schedule(
                        waitNs,
                        () -> {
                            if (now == round) {
                                ask();
                            }
                        });
    }

    private void ask() {
        Optional<TradeHole> hole = sync.hole();
        if (closed || asked || !subscribed || hole.isEmpty()) {
            return;
        }
        Optional<RestRequest> request =
                history.page(
                        at.endpoints(),
                        subscription.instrument(),
                        hole.get().after(),
                        Optional.ofNullable(cursor),
                        rows,
                        at.loop().wallNs());
        if (request.isEmpty()) {
            sync.end();
            return;
        }
        asked = true;
        int now = round;
        at.desk()
                .ask(
                        request.get(),
                        Priority.MIDDLE,
                        at.loop(),
                        result -> {
                            if (now == round && !closed) {
                                asked = false;
                                answered(result);
                            }
                        });
    }

    private void answered(HttpResult result) {
        switch (result) {
            case HttpResult.Failed(String what) -> failed(what);
            case HttpResult.Answer answer when answer.status() != 200 -> {
                RestRefusal refusal = at.venue().refusal(answer.status(), answer.body());
                if (refusal.permanent()) {
                    sync.giveUp(refusal.text());
                } else {
                    failed(refusal.text());
                }
            }
            case HttpResult.Answer answer -> {
                try {
                    page(
                            history.read(
                                    subscription.instrument(),
                                    answer.body(),
                                    answer.receivedAtNs()));
                } catch (IOException e) {
                    failed("the answer is no list of trades: " + e.getMessage());
                }
            }
        }
    }

    private void failed(String what) {
        if (++failures > MOST_FAILURES) {
            sync.giveUp(what);
        } else {
            askLater(retries.failed());
        }
    }

    private void page(List<Traded> page) {
        Optional<TradeHole> hole = sync.hole();
        if (hole.isEmpty()) {
            return;
        }
        boolean full = history.isFull(page.size());
        switch (hole.get().take(page, full, history.newestFirst())) {
            case DONE -> sync.end();
            case MORE -> next(page);
            case AGAIN -> {
                if (++repeats > MOST_REPEATS) {
                    sync.end();
                } else {
                    askLater(SETTLE_NS);
                }
            }
        }
    }

    private void next(List<Traded> page) {
        Traded end = history.newestFirst() ? page.getFirst() : page.getLast();
        if (cursor != null && cursor.id() == end.id()) {
            sync.giveUp("the venue's list does not go on after trade " + end.id());
            return;
        }
        cursor = end;
        rows = page.size();
        ask();
    }
}
