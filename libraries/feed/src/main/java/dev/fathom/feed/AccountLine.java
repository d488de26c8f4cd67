package dev.fathom.feed;

import dev.fathom.account.Account;
import dev.fathom.account.AccountEvent;
import dev.fathom.account.Detail;
import dev.fathom.net.Backoff;
import dev.fathom.net.Loop;
import dev.fathom.net.Transport;
import dev.fathom.venue.AccountAccess;
import dev.fathom.venue.AccountConversation;
import dev.fathom.venue.AccountRefusal;
import dev.fathom.venue.Grant;
import dev.fathom.venue.StreamLimits;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the stream of an account up: one connection, its successor while they change over, and the
 * grant that opens them. Owned by its loop.
 */
final class AccountLine implements AccountSocket.Owner {
    private static final double OLDEST_SHARE = 0.96;
    private static final long STEADY_NS = TimeUnit.SECONDS.toNanos(10);

    private final AccountAccess access;
    private final StreamLimits limits;
    private final Loop loop;
    private final Transport transport;
    private final AccountDesk desk;
    private final AccountTimings timings;
    private final Account account;
    private final AccountComparison comparison;
    private final AccountGrants grants;
    private final Consumer<AccountStatus> status;
    private final Backoff reconnects;
    private final long retireAtAgeNs;
    private @Nullable AccountSocket current;
    private @Nullable AccountSocket next;
    private boolean isAsking;
    private boolean isOpenScheduled;
    private boolean isOver;
    private boolean isLost = true;
    private long goodUntilMs;
    private long clockSeenAtNs;

    AccountLine(
            AccountAccess access,
            StreamLimits limits,
            Loop loop,
            Transport transport,
            AccountDesk desk,
            AccountTimings timings,
            Account account,
            AccountComparison comparison,
            Consumer<AccountStatus> status,
            RandomGenerator random) {
        this.access = access;
        this.limits = limits;
        this.loop = loop;
        this.transport = transport;
        this.desk = desk;
        this.timings = timings;
        this.account = account;
        this.comparison = comparison;
        this.status = status;
        this.reconnects = new Backoff(timings.firstRetry(), timings.lastRetry(), random);
        this.grants =
                new AccountGrants(
                        access.granting(),
                        desk,
                        loop,
                        new Backoff(timings.firstRetry(), timings.lastRetry(), random),
                        new AccountGrants.Owner() {
                            @Override
                            public void kept(Grant grant) {
                                AccountLine.this.kept(grant);
                            }

                            @Override
                            public void expired() {
                                lose(current, "its key is not valid any more");
                            }

                            @Override
                            public void refused(AccountRefusal refusal) {
                                giveUp(refusal.text());
                            }
                        });
        double share = OLDEST_SHARE - 0.05 * random.nextDouble();
        this.retireAtAgeNs = (long) (limits.oldestConnection().toNanos() * share);
    }

    /** Begins, on the loop. */
    void start() {
        desk.measureClock(() -> {
            clockSeenAtNs = loop.monotonicNs();
            goodUntilMs = desk.clock().nowMs();
            open();
        });
        loop.schedule(timings.tick().toNanos(), this::tick);
    }

    private void open() {
        if (isOver || next != null || isAsking) {
            return;
        }
        isAsking = true;
        grants.have(
                grant -> {
                    AccountConversation conversation = access.converse(grant);
                    desk.admit(
                            conversation.weight(),
                            () -> {
                                isAsking = false;
                                connect(conversation);
                            });
                },
                refusal -> {
                    isAsking = false;
                    failed(refusal);
                });
    }

    private void connect(AccountConversation conversation) {
        if (isOver || next != null) {
            return;
        }
        AccountSocket socket =
                new AccountSocket(
                        this,
                        conversation,
                        loop,
                        desk.clock()::nowMs,
                        limits.controlMessagesPerSecond());
        next = socket;
        socket.attach(transport.connect(loop, conversation.uri(), socket));
    }

    @Override
    public void opened(AccountSocket socket) {
        // A connection with a key that is not valid opens too, and stays silent.
        grants.check(
                () -> takeOver(socket),
                refusal -> {
                    if (socket == next) {
                        refused(socket, refusal);
                    }
                });
    }

    private void takeOver(AccountSocket socket) {
        if (socket != next || !socket.isLive() || isOver) {
            return;
        }
        AccountSocket old = current;
        current = socket;
        next = null;
        status.accept(new AccountStatus.Live(socket.id(), !isLost));
        isLost = false;
        if (old != null) {
            goodUntilMs = goodUntilMs(old);
            loop.schedule(timings.handOver().toNanos(), () -> old.end("moved"));
        }
        comparison.begin(goodUntilMs);
    }

    private long goodUntilMs(AccountSocket socket) {
        return comparison.goodUntilMs(desk.clock().atMs(socket.heardAtNs()));
    }

    private void kept(Grant grant) {
        AccountSocket socket = current;
        if (socket != null) {
            socket.renew(grant);
        }
        status.accept(new AccountStatus.GrantKept(grant.untilMs()));
    }

    @Override
    public void event(AccountSocket socket, AccountEvent event) {
        account.on(event);
        if (event instanceof AccountEvent.StreamEnded ended) {
            onEnded(socket, ended);
        }
    }

    private void onEnded(AccountSocket socket, AccountEvent.StreamEnded ended) {
        if (socket != current && socket != next) {
            return;
        }
        switch (ended.cause()) {
            case SERVER_SHUTDOWN -> {
                if (socket == current) {
                    open();
                }
            }
            case SUBSCRIPTION_ENDED -> {
                grants.forget();
                lose(socket, "the venue ended the subscription");
            }
            case LISTEN_KEY_EXPIRED -> {
                // Comes twice at times, and of a key that has been replaced.
                if (ended.details().get(Detail.LISTEN_KEY).map(grants::isHeld).orElse(true)) {
                    grants.forget();
                    lose(socket, "the listen key expired");
                }
            }
        }
    }

    @Override
    public void refused(AccountSocket socket, AccountRefusal refusal) {
        desk.block(refusal.text(), refusal.retryAtMs());
        if (socket == next) {
            next = null;
            socket.end("refused");
            failed(refusal);
        } else if (socket == current && refusal.kind() == AccountRefusal.Kind.NO_GRANT) {
            grants.forget();
            lose(socket, refusal.text());
        }
    }

    @Override
    public void badFrame(String what) {
        status.accept(new AccountStatus.BadFrame(what));
        comparison.doubt();
    }

    @Override
    public void missing(String what) {
        status.accept(new AccountStatus.FramesMissing(what));
        comparison.doubt();
    }

    @Override
    public void closed(AccountSocket socket, String cause) {
        lose(socket, cause);
    }

    // Nothing more comes by this connection.
    private void lose(@Nullable AccountSocket socket, String cause) {
        if (isOver || socket == null) {
            return;
        }
        socket.end("not needed any more");
        if (socket == next) {
            next = null;
            failed(cause);
        } else if (socket == current) {
            current = null;
            goodUntilMs = goodUntilMs(socket);
            comparison.stop();
            isLost = true;
            if (next == null) {
                failed(cause);
            } else {
                status.accept(new AccountStatus.Lost(cause, 0));
            }
        }
    }

    private void failed(AccountRefusal refusal) {
        switch (refusal.kind()) {
            case FOR_GOOD, NO_INSTRUMENT, UNSIGNED -> giveUp(refusal.text());
            case WRONG_TIME -> desk.measureClock(() -> failed(refusal.text()));
            case NO_GRANT -> {
                grants.forget();
                failed(refusal.text());
            }
            case IS_SO_ALREADY, NO_ORDER, FOR_NOW -> failed(refusal.text());
        }
    }

    private void failed(String cause) {
        if (isOver) {
            return;
        }
        long waitNs = reconnects.failed();
        long waitMs = TimeUnit.NANOSECONDS.toMillis(waitNs);
        status.accept(
                current == null
                        ? new AccountStatus.Lost(cause, waitMs)
                        : new AccountStatus.NotMoved(cause, waitMs));
        openLater(waitNs);
    }

    private void openLater(long waitNs) {
        if (!isOpenScheduled) {
            isOpenScheduled = true;
            loop.schedule(
                    waitNs,
                    () -> {
                        isOpenScheduled = false;
                        open();
                    });
        }
    }

    private void giveUp(String why) {
        if (!isOver) {
            status.accept(new AccountStatus.Refused(why));
            end();
        }
    }

    private void end() {
        isOver = true;
        comparison.stop();
        endSocket(next);
        endSocket(current);
        next = null;
        current = null;
    }

    private static void endSocket(@Nullable AccountSocket socket) {
        if (socket != null) {
            socket.end("closed");
        }
    }

    private void tick() {
        if (isOver) {
            return;
        }
        long silenceNs = timings.silence().toNanos();
        AccountSocket open = current;
        if (open != null && !open.seemsAlive(silenceNs)) {
            lose(open, "no answer for " + TimeUnit.NANOSECONDS.toSeconds(2 * silenceNs) + " s");
        } else if (open != null && open.ageNs() > STEADY_NS) {
            reconnects.succeeded();
        }
        AccountSocket opening = next;
        if (opening != null && opening.ageNs() > timings.opening().toNanos()) {
            lose(opening, "no events within " + timings.opening().toSeconds() + " s");
        }
        if (open != null && open.ageNs() > retireAtAgeNs && !isOpenScheduled) {
            open();
        }
        if (loop.monotonicNs() - clockSeenAtNs > timings.clockEvery().toNanos()) {
            clockSeenAtNs = loop.monotonicNs();
            desk.measureClock(() -> {});
        }
        grants.tick();
        comparison.tick();
        loop.schedule(timings.tick().toNanos(), this::tick);
    }

    /** Ends the stream, its grant first; on the loop. */
    void close(Runnable done) {
        if (isOver) {
            done.run();
            return;
        }
        end();
        grants.end(done);
    }
}
