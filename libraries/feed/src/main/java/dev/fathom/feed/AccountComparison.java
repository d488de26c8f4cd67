package dev.fathom.feed;

import dev.fathom.account.Account;
import dev.fathom.account.AccountAnswer;
import dev.fathom.account.Ask;
import dev.fathom.account.Disagreement;
import dev.fathom.account.Reconciliation;
import dev.fathom.market.Instrument;
import dev.fathom.net.Backoff;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Loop;
import dev.fathom.net.RequestBudget.Priority;
import dev.fathom.venue.AccountAccess;
import dev.fathom.venue.AccountRefusal;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Compares an account with the venue's own lists whenever its stream has become live, and at times.
 * Owned by the account's loop.
 */
final class AccountComparison {
    private final Account account;
    private final AccountAccess access;
    private final AccountDesk desk;
    private final Loop loop;
    private final AccountTimings timings;
    private final Reconciliation reconciliation;
    private final LongSupplier fillsByRest;
    private final Consumer<AccountStatus> status;
    private final Backoff retries;
    private final Set<Instrument> unknown = new HashSet<>();
    private Priority priority = Priority.MIDDLE;
    private long generation;
    private boolean isRunning;
    private boolean isWhole;
    private boolean waits;
    private long lastGoodMs;
    private long dueAtNs;
    private long fillsBefore;
    private String failure = "";

    /**
     * Nothing compared yet.
     *
     * @param alsoAsked instruments whose fills are asked for beside those with orders
     * @param fillsByRest how many fills were told that requests brought
     */
    AccountComparison(
            Account account,
            AccountAccess access,
            AccountDesk desk,
            Loop loop,
            AccountTimings timings,
            Set<Instrument> alsoAsked,
            Consumer<Disagreement> onDisagreement,
            LongSupplier fillsByRest,
            Consumer<AccountStatus> status,
            RandomGenerator random) {
        this.account = account;
        this.access = access;
        this.desk = desk;
        this.loop = loop;
        this.timings = timings;
        this.fillsByRest = fillsByRest;
        this.status = status;
        this.retries = new Backoff(timings.firstRetry(), timings.lastRetry(), random);
        this.reconciliation =
                new Reconciliation(account, access.listing(), alsoAsked, onDisagreement, this::ask);
    }

    /**
     * Begins, as the stream has become live.
     *
     * @param goodUntilMs until when it was surely whole before, milliseconds since 1970 UTC
     */
    void begin(long goodUntilMs) {
        lastGoodMs = goodUntilMs;
        isWhole = false;
        isRunning = true;
        priority = Priority.MIDDLE;
        again();
    }

    /** What was read is missing something: compares anew, if the stream is live. */
    void doubt() {
        if (isRunning) {
            isWhole = false;
            priority = Priority.MIDDLE;
            again();
        }
    }

    /** The stream is not live any more: answers that still come do no harm. */
    void stop() {
        isRunning = false;
        generation++;
    }

    /**
     * Until when all that happened is surely known.
     *
     * @param heardMs when the stream was heard last, milliseconds since 1970 UTC
     */
    long goodUntilMs(long heardMs) {
        return isWhole ? heardMs : lastGoodMs;
    }

    /** Looks at the clock. */
    void tick() {
        if (isRunning && isWhole && !waits && loop.monotonicNs() >= dueAtNs) {
            priority = Priority.LOW;
            lastGoodMs = desk.clock().nowMs();
            again();
        }
    }

    private void again() {
        generation++;
        waits = false;
        dueAtNs = Long.MAX_VALUE;
        fillsBefore = fillsByRest.getAsLong();
        reconciliation.begin(lastGoodMs, desk.clock().nowMs());
    }

    private void ask(Ask ask) {
        long asked = generation;
        desk.ask(
                access.call(ask),
                () -> asked == generation,
                priority,
                answer -> answered(asked, ask, answer),
                refusal -> refused(asked, ask, refusal));
    }

    private void answered(long asked, Ask ask, HttpResult.Answer answer) {
        AccountAnswer read;
        try {
            read = access.read(ask, answer.body(), answer.receivedAtNs());
        } catch (IOException e) {
            failed(asked, ask, String.valueOf(e.getMessage()));
            return;
        }
        take(asked, ask, read);
    }

    private void take(long asked, Ask ask, AccountAnswer answer) {
        if (asked == generation) {
            reconciliation.on(ask, answer);
            settle();
        } else {
            account.on(answer);
        }
    }

    private void refused(long asked, Ask ask, AccountRefusal refusal) {
        switch (refusal.kind()) {
            case NO_ORDER -> take(asked, ask, new AccountAnswer.NotKnown());
            case NO_INSTRUMENT -> {
                if (ask instanceof Ask.OfInstrument of && unknown.add(of.instrument())) {
                    status.accept(new AccountStatus.NoInstrument(of.instrument(), refusal.text()));
                }
                take(asked, ask, new AccountAnswer.NotKnown());
            }
            case WRONG_TIME -> desk.measureClock(() -> failed(asked, ask, refusal.text()));
            case NO_GRANT, IS_SO_ALREADY, UNSIGNED, FOR_GOOD, FOR_NOW ->
                    failed(asked, ask, refusal.text());
        }
    }

    private void failed(long asked, Ask ask, String why) {
        if (asked == generation) {
            failure = why;
            reconciliation.onFailed(ask);
            settle();
        }
    }

    private void settle() {
        switch (reconciliation.progress()) {
            case IDLE, ASKING -> {
                // Answers are awaited.
            }
            case AGREES -> done(true);
            case DISAGREES -> done(false);
            case DOUBTS ->
                    later(
                            timings.secondLook().toNanos(),
                            () -> reconciliation.again(desk.clock().nowMs()));
            case INCOMPLETE -> {
                if (!waits) {
                    long waitNs = retries.failed();
                    status.accept(
                            new AccountStatus.NotCompared(
                                    failure, TimeUnit.NANOSECONDS.toMillis(waitNs)));
                    later(waitNs, this::again);
                }
            }
        }
    }

    private void later(long waitNs, Runnable what) {
        if (waits) {
            return;
        }
        waits = true;
        long then = generation;
        loop.schedule(
                waitNs,
                () -> {
                    if (then == generation) {
                        waits = false;
                        what.run();
                    }
                });
    }

    private void done(boolean agrees) {
        if (dueAtNs != Long.MAX_VALUE) {
            return;
        }
        isWhole = true;
        retries.succeeded();
        dueAtNs = loop.monotonicNs() + timings.compareEvery().toNanos();
        status.accept(
                new AccountStatus.Compared(
                        agrees,
                        account.orders().open().size(),
                        fillsByRest.getAsLong() - fillsBefore));
    }
}
