package dev.fathom.feed;

import dev.fathom.market.Instrument;
import dev.fathom.market.Traded;
import dev.fathom.net.Backoff;
import dev.fathom.net.HttpResult;
import dev.fathom.sync.TradeHole;
import dev.fathom.sync.TradeSync;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.TradeHistory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks a venue for the trades of a hole, page by page, until it is closed or nothing more is to be
 * found. Owned by its loop.
 */
final class TradePages implements Asking.Answers {
    /** What has just happened may not be in the venue's list yet. */
    static final long SETTLE_NS = TimeUnit.SECONDS.toNanos(1);

    private static final int MOST_REPEATS = 3;

    /** Told when a page did not come. */
    @FunctionalInterface
    interface Failures {
        void failed(String what, long retryInNs);
    }

    private final Instrument instrument;
    private final TradeHistory history;
    private final TradeSync sync;
    private final Asking.Place at;
    private final Asking asking;
    private final Failures failures;
    private int round;
    private @Nullable Traded cursor;
    private int rows;
    private int empty;
    private int repeats;

    /**
     * Nothing is asked yet.
     *
     * @param mostFailures of one page, after which the hole is given up
     * @param failures told of each
     */
    TradePages(
            Instrument instrument,
            TradeHistory history,
            TradeSync sync,
            Asking.Place at,
            Backoff retries,
            int mostFailures,
            Failures failures) {
        this.instrument = instrument;
        this.history = history;
        this.sync = sync;
        this.at = at;
        this.failures = failures;
        this.asking = new Asking(at, retries, mostFailures);
    }

    /** Forgets what was asked. */
    void startOver() {
        round++;
        asking.stop();
        cursor = null;
        rows = 0;
        empty = 0;
        repeats = 0;
    }

    /** True while a page is asked for. */
    boolean isAsking() {
        return asking.isBusy();
    }

    /** Asks for the next page of the hole, if there is one and none is asked for. */
    void askLater(long waitNs) {
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

    /** Asks for the next page of the hole, if there is one and none is asked for. */
    void ask() {
        Optional<TradeHole> hole = sync.hole();
        if (asking.isBusy() || hole.isEmpty()) {
            return;
        }
        Optional<RestRequest> request =
                history.page(
                        at.endpoints(),
                        instrument,
                        hole.get().after(),
                        Optional.ofNullable(cursor),
                        rows,
                        at.loop().wallNs());
        if (request.isEmpty()) {
            sync.end();
        } else {
            asking.ask(request.get(), this);
        }
    }

    @Override
    public void read(HttpResult.Answer answer) throws IOException {
        List<Traded> page;
        try {
            page = history.read(instrument, answer.body(), answer.receivedAtNs());
        } catch (IOException e) {
            throw new IOException("the answer is no list of trades: " + e.getMessage(), e);
        }
        take(page);
    }

    @Override
    public void failed(String what, long retryInNs) {
        failures.failed(what, retryInNs);
    }

    @Override
    public void givenUp(String why, boolean refused) {
        sync.giveUp(why);
    }

    private void take(List<Traded> page) {
        Optional<TradeHole> hole = sync.hole();
        if (hole.isEmpty()) {
            return;
        }
        if (page.isEmpty() && askBehindEmpty(hole.get())) {
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

    private boolean askBehindEmpty(TradeHole hole) {
        Optional<RestRequest> request =
                history.afterEmpty(
                        at.endpoints(),
                        instrument,
                        hole.after(),
                        Optional.ofNullable(cursor),
                        rows,
                        ++empty,
                        at.loop().wallNs());
        request.ifPresent(it -> asking.ask(it, this));
        return request.isPresent();
    }

    private void next(List<Traded> page) {
        Traded end = history.newestFirst() ? page.getFirst() : page.getLast();
        if (cursor != null && cursor.id() == end.id()) {
            sync.giveUp("the venue's list does not go on after trade " + end.id());
            return;
        }
        cursor = end;
        empty = 0;
        rows = page.size();
        ask();
    }
}
