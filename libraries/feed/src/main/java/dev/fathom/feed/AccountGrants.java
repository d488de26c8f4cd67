package dev.fathom.feed;

import dev.fathom.account.Secret;
import dev.fathom.net.Backoff;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Loop;
import dev.fathom.net.RequestBudget.Priority;
import dev.fathom.venue.AccountRefusal;
import dev.fathom.venue.AccountRefusal.Kind;
import dev.fathom.venue.Grant;
import dev.fathom.venue.Granting;
import dev.fathom.venue.RestCall;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The grant that opens an account's stream: asked for, prolonged or replaced in time, ended. Where
 * a venue has none, there is nothing to do. Owned by the account's loop.
 */
final class AccountGrants {
    private static final long END_WAIT_NS = TimeUnit.SECONDS.toNanos(2);

    /** What the owner of the stream hears. */
    interface Owner {
        /** The grant lives longer, or another one took its place. */
        void kept(Grant grant);

        /** The grant is not good any more; another one has to be asked for. */
        void expired();

        /** There will be no grant. */
        void refused(AccountRefusal refusal);
    }

    private final Optional<Granting> granting;
    private final AccountDesk desk;
    private final Loop loop;
    private final Backoff retries;
    private final Owner owner;
    private @Nullable Grant held;
    private boolean isKeeping;
    private boolean signs;
    private long keepAtMs;

    AccountGrants(
            Optional<Granting> granting,
            AccountDesk desk,
            Loop loop,
            Backoff retries,
            Owner owner) {
        this.granting = granting;
        this.desk = desk;
        this.loop = loop;
        this.retries = retries;
        this.owner = owner;
    }

    /** Hands over the grant, asking for one if need be; empty where the venue has none. */
    void have(Consumer<Optional<Grant>> ready, Consumer<AccountRefusal> refused) {
        if (granting.isEmpty() || held != null) {
            ready.accept(Optional.ofNullable(held));
        } else {
            ask(granting.get(), grant -> ready.accept(Optional.of(grant)), refused);
        }
    }

    private void ask(Granting from, Consumer<Grant> ready, Consumer<AccountRefusal> refused) {
        long askedAtMs = desk.clock().nowMs();
        Optional<RestCall> signed = from.askSigned();
        desk.ask(
                signs && signed.isPresent() ? signed.get() : from.ask(),
                Priority.HIGH,
                answer -> {
                    Grant grant;
                    try {
                        grant = from.read(answer.body(), askedAtMs);
                    } catch (IOException e) {
                        String what = String.valueOf(e.getMessage());
                        refused.accept(new AccountRefusal(Kind.FOR_NOW, what));
                        return;
                    }
                    hold(grant, from);
                    ready.accept(grant);
                },
                refusal -> {
                    if (refusal.kind() == Kind.UNSIGNED && signed.isPresent() && !signs) {
                        signs = true;
                        ask(from, ready, refused);
                    } else {
                        refused.accept(refusal);
                    }
                });
    }

    private void hold(Grant grant, Granting from) {
        held = grant;
        long lifeMs = grant.untilMs() - desk.clock().nowMs();
        keepAtMs = grant.untilMs() - Math.min(from.early().toMillis(), lifeMs / 2);
    }

    /** The grant is not good any more. */
    void forget() {
        held = null;
    }

    boolean isHeld(Secret key) {
        Grant grant = held;
        return grant != null && grant.key().equals(key);
    }

    /** Makes sure that the grant is good, where that can be asked. */
    void check(Runnable good, Consumer<AccountRefusal> refused) {
        prolonging()
                .ifPresentOrElse(
                        call ->
                                desk.ask(
                                        call,
                                        Priority.HIGH,
                                        answer -> {
                                            prolonged(answer);
                                            good.run();
                                        },
                                        refused),
                        good);
    }

    private Optional<RestCall> prolonging() {
        Grant grant = held;
        return grant == null ? Optional.empty() : granting.flatMap(it -> it.prolong(grant));
    }

    private void prolonged(HttpResult.Answer answer) {
        Grant grant = held;
        if (grant != null && granting.isPresent()) {
            long answeredMs = desk.clock().atMs(answer.monotonicNs());
            hold(
                    new Grant(grant.key(), answeredMs + granting.get().life().toMillis()),
                    granting.get());
        }
    }

    /** Looks at the clock. */
    void tick() {
        if (held == null || isKeeping || desk.clock().nowMs() < keepAtMs) {
            return;
        }
        isKeeping = true;
        prolonging()
                .ifPresentOrElse(
                        call ->
                                desk.ask(
                                        call,
                                        Priority.HIGH,
                                        answer -> {
                                            prolonged(answer);
                                            kept();
                                        },
                                        this::notKept),
                        () -> ask(granting.orElseThrow(), _ -> kept(), this::notKept));
    }

    private void kept() {
        isKeeping = false;
        retries.succeeded();
        Grant grant = held;
        if (grant != null) {
            owner.kept(grant);
        }
    }

    private void notKept(AccountRefusal refusal) {
        isKeeping = false;
        switch (refusal.kind()) {
            case NO_GRANT -> {
                held = null;
                owner.expired();
            }
            case FOR_GOOD, NO_INSTRUMENT, UNSIGNED -> owner.refused(refusal);
            case WRONG_TIME, IS_SO_ALREADY, NO_ORDER, FOR_NOW ->
                    keepAtMs =
                            desk.clock().nowMs() + TimeUnit.NANOSECONDS.toMillis(retries.failed());
        }
    }

    /** Ends the grant, where one can be ended; does not wait for long. */
    void end(Runnable done) {
        Grant grant = held;
        Optional<RestCall> call =
                grant == null ? Optional.empty() : granting.flatMap(it -> it.end(grant));
        if (call.isEmpty()) {
            done.run();
            return;
        }
        held = null;
        boolean[] isDone = new boolean[1];
        Runnable once =
                () -> {
                    if (!isDone[0]) {
                        isDone[0] = true;
                        done.run();
                    }
                };
        desk.ask(call.get(), Priority.HIGH, _ -> once.run(), _ -> once.run());
        loop.schedule(END_WAIT_NS, once);
    }
}
