package dev.fathom.feed;

import dev.fathom.net.HttpRequest;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Loop;
import dev.fathom.net.RequestBudget.Priority;
import dev.fathom.venue.AccountAccess;
import dev.fathom.venue.AccountRefusal;
import dev.fathom.venue.AccountRefusal.Kind;
import dev.fathom.venue.RestCall;
import dev.fathom.venue.RestRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Requests about one account, with the venue's time. Answers come on the account's loop, which owns
 * this.
 */
final class AccountDesk {
    private static final int OK = 200;
    private static final long NOTABLE_MS = TimeUnit.SECONDS.toMillis(1);

    private final AccountAccess access;
    private final RequestDesk desk;
    private final Loop loop;
    private final AccountClock clock;
    private final Consumer<AccountStatus> status;

    AccountDesk(
            AccountAccess access,
            RequestDesk desk,
            Loop loop,
            AccountClock clock,
            Consumer<AccountStatus> status) {
        this.access = access;
        this.desk = desk;
        this.loop = loop;
        this.clock = clock;
        this.status = status;
    }

    AccountClock clock() {
        return clock;
    }

    /**
     * Asks.
     *
     * @param answered told the answer
     * @param refused told why there is none
     */
    void ask(
            RestCall call,
            Priority priority,
            Consumer<HttpResult.Answer> answered,
            Consumer<AccountRefusal> refused) {
        ask(call, () -> true, priority, answered, refused);
    }

    /**
     * The same while it is wanted.
     *
     * @param isWanted whether it is still to be asked, when its turn comes
     */
    void ask(
            RestCall call,
            BooleanSupplier isWanted,
            Priority priority,
            Consumer<HttpResult.Answer> answered,
            Consumer<AccountRefusal> refused) {
        desk.ask(
                call.weight(),
                () -> call.at().apply(clock.nowMs()),
                isWanted,
                priority,
                loop,
                result -> {
                    switch (result) {
                        case HttpResult.Failed(String what) ->
                                refused.accept(new AccountRefusal(Kind.FOR_NOW, what));
                        case HttpResult.Answer answer when answer.status() == OK ->
                                answered.accept(answer);
                        case HttpResult.Answer answer ->
                                refused.accept(access.refusal(answer.status(), answer.body()));
                    }
                });
    }

    /** Has something done that costs so much of the request budget, once that is allowed. */
    void admit(int weight, Runnable what) {
        if (weight == 0) {
            what.run();
        } else {
            desk.admit(weight, what);
        }
    }

    /** Asks for nothing until then, by the venue's clock. */
    void block(String why, long untilMs) {
        long waitMs = untilMs - clock.nowMs();
        if (waitMs > 0) {
            desk.block(TimeUnit.MILLISECONDS.toNanos(waitMs));
            status.accept(new AccountStatus.RequestsWait(why, waitMs));
        }
    }

    /** Looks at the venue's clock, then goes on, whether it could be seen or not. */
    void measureClock(Runnable then) {
        Optional<RestRequest> asked = access.time();
        if (asked.isEmpty()) {
            then.run();
            return;
        }
        RestRequest time = asked.get();
        long[] askedAtNs = new long[1];
        desk.ask(
                time.weight(),
                () -> {
                    askedAtNs[0] = loop.monotonicNs();
                    return HttpRequest.get(time.uri());
                },
                Priority.HIGH,
                loop,
                result -> {
                    if (result instanceof HttpResult.Answer answer && answer.status() == OK) {
                        measured(answer, askedAtNs[0]);
                    }
                    then.run();
                });
    }

    private void measured(HttpResult.Answer answer, long askedAtNs) {
        try {
            long aheadMs =
                    clock.measured(
                            access.readTime(answer.body()).toNs(), askedAtNs, answer.monotonicNs());
            if (Math.abs(aheadMs) > NOTABLE_MS) {
                status.accept(new AccountStatus.ClockDiffers(aheadMs));
            }
        } catch (IOException _) {
            // The clock goes on as it was measured before; a wrong time is refused by name.
        }
    }
}
