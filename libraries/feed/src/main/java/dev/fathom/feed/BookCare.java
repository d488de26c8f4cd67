package dev.fathom.feed;

import dev.fathom.book.Side;
import dev.fathom.market.Channel;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Subscription;
import dev.fathom.net.Backoff;
import dev.fathom.net.Frame;
import dev.fathom.net.HttpResult;
import dev.fathom.net.Loop;
import dev.fathom.net.RequestBudget.Priority;
import dev.fathom.sync.BookRules.SnapshotSource;
import dev.fathom.sync.LostReason;
import dev.fathom.sync.LostReason.Cause;
import dev.fathom.sync.SnapshotOutcome;
import dev.fathom.venue.BadFrame;
import dev.fathom.venue.Decoder;
import dev.fathom.venue.DepthOnly;
import dev.fathom.venue.Endpoints;
import dev.fathom.venue.RestRefusal;
import dev.fathom.venue.RestRequest;
import dev.fathom.venue.Venue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one followed book live: asks for its snapshots, compares it with fresh ones, and notices a
 * stream that fell silent. Owned by the connection's thread.
 */
final class BookCare {
    // Silence proves nothing by itself: a quiet market sends nothing either. So a silent stream is
    // looked into by asking for a snapshot. Stands the venue's book at our id, the silence is real
    // and the book exact; has it moved on and the stream does not follow in time, the stream is
    // dead.

    /** Where a book of this line gets what it needs. */
    record Surroundings(
            Venue venue,
            Endpoints endpoints,
            RequestDesk desk,
            Loop loop,
            FeedTimings timings,
            int snapshotLevels,
            Consumer<FeedStatus> status,
            Consumer<Subscription> resubscribe,
            Consumer<String> streamIsDead) {}

    private static final long SETTLED_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int MOST_UNANSWERED = 2;
    private static final int MOST_PATIENCE = 64;
    private static final int PROBE_LEVELS = 100;
    private static final int AUDIT_LEVELS = 1000;
    private static final int LEAST_KNOWN_LEVELS = 50;

    private final FollowedBook book;
    private final Surroundings at;
    private final Decoder decoder;
    private final SnapshotSource begins;
    private final Backoff retries;
    private final Standby standby;
    private final Silence silence;
    private @Nullable Socket source;
    private boolean subscribed;
    private boolean refused;
    private boolean urgentlyAsked;
    private boolean casuallyAsked;
    private long askAtNs;
    private long auditAtNs;
    private long awaitedId;
    private long caughtUpByNs;
    private boolean joined;
    private long joinedAtNs;
    private final TrafficCount traffic = new TrafficCount();
    private long fingerprint;
    private int unanswered;
    private int patience = MOST_UNANSWERED;
    private boolean awaitsState;
    private long stateAskedNs;

    /** Care for a book that has no connection yet. */
    BookCare(FollowedBook book, Surroundings at, RandomGenerator random) {
        this.book = book;
        this.at = at;
        this.decoder = at.venue().converse(at.endpoints().webSocket()).decoder();
        this.begins = at.venue().bookRules().snapshot();
        this.retries = new Backoff(at.timings().firstRetry(), at.timings().lastRetry(), random);
        this.standby = new Standby(book.instrument());
        long nowNs = at.loop().monotonicNs();
        this.silence = new Silence(at.timings(), nowNs);
        long auditNs = at.timings().auditEvery().toNanos();
        // Spread, so that books followed together are not compared together.
        this.auditAtNs = nowNs + (auditNs == 0 ? 0 : auditNs / 2 + random.nextLong(auditNs));
    }

    FollowedBook book() {
        return book;
    }

    /** What its stream has brought. */
    TrafficCount traffic() {
        return traffic;
    }

    /** What kind of traffic a message of this book is; asked for each once, in order. */
    Traffic.Kind kind(DepthMessage message) {
        return switch (message.kind()) {
            case CHECKSUM -> Traffic.Kind.CHECKSUM;
            case UPDATE, SNAPSHOT ->
                    message.side(Side.BID).count() + message.side(Side.ASK).count() == 0
                            ? Traffic.Kind.UNCHANGED
                            : Traffic.Kind.CHANGE;
            case STATE, TOP -> {
                long last = fingerprint;
                fingerprint =
                        31 * message.side(Side.BID).fingerprint()
                                + message.side(Side.ASK).fingerprint();
                yield fingerprint == last ? Traffic.Kind.UNCHANGED : Traffic.Kind.CHANGE;
            }
        };
    }

    /** True when this connection is the one that the book's updates are taken from. */
    boolean isFrom(Socket socket) {
        return source == socket;
    }

    private boolean joinsFromSnapshot() {
        return book.channel().kind() == Channel.Kind.DEPTH && begins == SnapshotSource.REST;
    }

    private boolean beginsInStream() {
        return book.channel().kind() == Channel.Kind.DEPTH && begins != SnapshotSource.REST;
    }

    /** The subscription is on its way: what begins in the stream is awaited from now on. */
    void asked() {
        if (beginsInStream()) {
            subscribed();
        }
    }

    /** The venue has taken the subscription: a snapshot asked for from now on will join. */
    void subscribed() {
        subscribed = true;
        silence.begin(at.loop().monotonicNs());
        if (!book.sync().isLive()) {
            awaitState(at.loop().monotonicNs());
        }
        askIfDue();
    }

    /** The venue says that the channel lives though it has nothing to tell. */
    void heartbeat() {
        silence.end(at.loop().monotonicNs());
    }

    /** Nothing will come of it: the venue refuses. */
    void refuse(String what) {
        refused = true;
        at.status().accept(new FeedStatus.Refused(book.instrument(), what));
    }

    /** True when the venue has refused, so that this book will tell nothing more. */
    boolean isRefused() {
        return refused;
    }

    void lose(Cause cause, String detail) {
        book.sync().lose(new LostReason(cause, detail));
        askIfDue();
    }

    /** The connection ended, or could not be opened once more. */
    void disconnected(String why) {
        boolean known = !subscribed && !book.sync().isLive();
        subscribed = false;
        if (!known) {
            lose(Cause.DISCONNECTED, why);
        }
    }

    /**
     * A message of this book, from whichever connection.
     *
     * @param arrivedNs when it was complete here, by the monotonic clock
     */
    void onDepth(DepthMessage message, Socket from, long arrivedNs) {
        if (from == source) {
            silence.end(at.loop().monotonicNs());
            subscribed = true;
            boolean wasLive = book.sync().isLive();
            book.onMessage(message, arrivedNs);
            if (!wasLive && book.sync().isLive()) {
                joined();
            }
            askIfDue();
        } else if (message.kind() == DepthMessage.Kind.UPDATE) {
            standby.add(message);
        } else {
            handOver(from, true);
            book.onMessage(message, arrivedNs);
        }
    }

    /** True when the successor's updates continue this book, so that nothing is lost by moving. */
    boolean canHandOver() {
        return !book.sync().isLive()
                || (!beginsInStream() && standby.continues(book.sync().lastId()));
    }

    /** Takes updates from another connection, on which the book may not have begun. */
    void move(Socket to, boolean stateIsComing, String otherwise) {
        handOver(to, true);
        if (beginsInStream() && book.sync().isLive()) {
            if (stateIsComing) {
                awaitState(at.loop().monotonicNs());
            }
            lose(Cause.DISCONNECTED, otherwise);
        }
    }

    /** Takes updates from another connection from now on. */
    void handOver(Socket to, boolean alreadySubscribed) {
        source = to;
        subscribed = alreadySubscribed;
        awaitedId = 0;
        book.sync().changeSource();
        standby.drain(update -> {
            if (!book.sync().isLive() || update.lastId() > book.sync().lastId()) {
                book.sync().onMessage(update);
            }
        });
        silence.begin(at.loop().monotonicNs());
        askIfDue();
    }

    /** Ends the care; answers that still come are passed over. */
    void close() {
        refused = true;
        subscribed = false;
        standby.clear();
    }

    void forgetStandby() {
        standby.clear();
    }

    /** Looks at the clock. */
    void tick() {
        long nowNs = at.loop().monotonicNs();
        if (refused || !subscribed) {
            return;
        }
        if (joinsFromSnapshot() && !book.sync().isLive()) {
            awaitedId = 0;
        }
        if (awaitedId > book.sync().lastId()) {
            if (nowNs - caughtUpByNs >= 0) {
                silent(nowNs);
            }
            return;
        }
        if (isMute(nowNs)) {
            lose(Cause.SILENT, "not even a heartbeat for " + silenceMs(nowNs) + " ms");
        }
        askIfDue();
        if (!urgentlyAsked && !casuallyAsked && (book.sync().isLive() || !joinsFromSnapshot())) {
            lookIfDue(nowNs);
        }
    }

    // Where idle channels send heartbeats; the third part of one is for the way here.
    private boolean isMute(long nowNs) {
        long heartbeatNs = at.venue().streamLimits().heartbeat().toNanos();
        return heartbeatNs > 0
                && beginsInStream()
                && book.sync().isLive()
                && silence.lengthNs(nowNs) > heartbeatNs + heartbeatNs / 3;
    }

    private long silenceMs(long nowNs) {
        return TimeUnit.NANOSECONDS.toMillis(silence.lengthNs(nowNs));
    }

    private void silent(long nowNs) {
        awaitedId = 0;
        String since =
                silenceMs(nowNs)
                        + " ms at id "
                        + book.sync().lastId()
                        + " while the venue moved on";
        lose(Cause.SILENT, "no update for " + since);
        at.streamIsDead().accept(book.instrument() + " sent no update for " + since);
    }

    private void askIfDue() {
        boolean inStream = beginsInStream();
        if (urgentlyAsked
                || refused
                || !subscribed
                || !(inStream || joinsFromSnapshot())
                || book.sync().isLive()) {
            return;
        }
        long nowNs = at.loop().monotonicNs();
        if (inStream && stateIsOnItsWay(nowNs)) {
            return;
        }
        if (joined) {
            joined = false;
            spaceOutLosses(nowNs);
        }
        if (nowNs - askAtNs < 0) {
            return;
        }
        if (inStream) {
            beginAnew(nowNs);
        } else {
            ask(joinLevels(), Priority.HIGH);
        }
    }

    // A lost book is healed by the next message where each is a whole one.
    private boolean stateIsOnItsWay(long nowNs) {
        if (!awaitsState && begins == SnapshotSource.EVERY_MESSAGE) {
            awaitState(nowNs);
        }
        return awaitsState && nowNs - stateAskedNs < at.timings().firstData().toNanos();
    }

    // Not by its silence: changes go on coming when the state was lost on its way.
    private void awaitState(long nowNs) {
        awaitsState = true;
        stateAskedNs = nowNs;
    }

    // Where the state comes with the stream, subscribing once more brings it.
    private void beginAnew(long nowNs) {
        if (awaitsState) {
            retryLater(retries.failed());
            unanswered++;
        }
        awaitState(nowNs);
        silence.begin(nowNs);
        if (unanswered >= patience) {
            unanswered = 0;
            // Another connection may not help either, and its neighbours move too.
            patience = Math.min(2 * patience, MOST_PATIENCE);
            at.streamIsDead().accept(book.instrument() + " began no book when asked again");
            return;
        }
        at.resubscribe().accept(new Subscription(book.instrument(), book.channel()));
    }

    // A book that is lost as soon as it is joined must not cost a request each time.
    private void spaceOutLosses(long nowNs) {
        if (nowNs - joinedAtNs < SETTLED_NS) {
            retryLater(retries.failed());
        } else {
            retries.succeeded();
        }
    }

    // A deep snapshot costs fifty times a shallow one. What a shallow one leaves unknown is asked
    // for later, when requests are to spare.
    private int joinLevels() {
        int used = at.desk().usedPercent();
        if (used < 25) {
            return at.snapshotLevels();
        }
        return Math.min(at.snapshotLevels(), used < 60 ? 1000 : 100);
    }

    private void lookIfDue(long nowNs) {
        if (at.venue().snapshot(at.endpoints(), book.instrument(), PROBE_LEVELS).isEmpty()) {
            return;
        }
        int levels;
        if (silence.isSuspicious(nowNs)) {
            levels = PROBE_LEVELS;
        } else if (!joinsFromSnapshot() || silence.wasJustLookedInto(nowNs)) {
            return;
        } else if (knowsTooLittle(Side.BID) || knowsTooLittle(Side.ASK)) {
            levels = at.snapshotLevels();
        } else if (!at.timings().auditEvery().isZero() && nowNs - auditAtNs >= 0) {
            levels = Math.min(AUDIT_LEVELS, at.snapshotLevels());
        } else {
            return;
        }
        silence.looked(nowNs);
        auditAtNs = nowNs + at.timings().auditEvery().toNanos();
        if (!joinsFromSnapshot() || book.sync().beginAudit()) {
            ask(levels, levels == PROBE_LEVELS ? Priority.HIGH : Priority.LOW);
        }
    }

    private boolean knowsTooLittle(Side side) {
        int least = Math.min(LEAST_KNOWN_LEVELS, (at.snapshotLevels() + 1) / 2);
        return !book.sync().knowsAll(side) && !book.sync().knowsAtLeast(side, least);
    }

    private void ask(int levels, Priority priority) {
        at.venue()
                .snapshot(at.endpoints(), book.instrument(), levels)
                .ifPresent(request -> ask(request, priority));
    }

    private void ask(RestRequest request, Priority priority) {
        mark(priority, true);
        at.desk()
                .ask(
                        request,
                        priority,
                        at.loop(),
                        result -> {
                            mark(priority, false);
                            answered(request, result);
                        });
    }

    // A comparison may wait long for spare requests; a book that is lost meanwhile must not.
    private void mark(Priority priority, boolean waits) {
        if (priority == Priority.HIGH) {
            urgentlyAsked = waits;
        } else {
            casuallyAsked = waits;
        }
    }

    private void answered(RestRequest request, HttpResult result) {
        if (!subscribed) {
            book.sync().cancelAudit();
            return;
        }
        switch (result) {
            case HttpResult.Failed(String what) -> retry(what);
            case HttpResult.Answer answer when answer.status() != 200 -> refusal(answer);
            case HttpResult.Answer answer -> {
                Frame frame =
                        Frame.of(
                                0,
                                Frame.Direction.IN,
                                answer.receivedAtNs(),
                                answer.monotonicNs(),
                                answer.body(),
                                0,
                                answer.body().length);
                decoder.decodeSnapshot(
                        frame, book.instrument(), request.levels(), new SnapshotReader());
            }
        }
    }

    private final class SnapshotReader extends DepthOnly {
        @Override
        public void onDepth(DepthMessage snapshot) {
            if (joinsFromSnapshot()) {
                book.tellTaken(snapshot);
                took(snapshot, book.sync().onSnapshot(snapshot));
            } else if (snapshot.lastId() > book.sync().lastId() && !book.shows(snapshot)) {
                awaitStream(snapshot.lastId());
            }
        }

        @Override
        public void onBadFrame(BadFrame bad) {
            retry("the answer is no snapshot: " + bad.what());
        }
    }

    private void took(DepthMessage snapshot, SnapshotOutcome outcome) {
        book.tellUnfit(outcome);
        switch (outcome) {
            case JOINED -> {
                // What was awaited before is in this snapshot, or was of ids that are gone.
                awaitedId = 0;
                joined();
            }
            case TOO_OLD, UNUSABLE -> retryLater(retries.failed());
            case AUDIT_DIFFERENT -> took(snapshot, book.sync().onSnapshot(snapshot));
            case AUDIT_WAITS -> awaitStream(snapshot.lastId());
            case AUDIT_EQUAL, NO_VERDICT -> {}
        }
    }

    private void joined() {
        joined = true;
        joinedAtNs = at.loop().monotonicNs();
        awaitsState = false;
        unanswered = 0;
        patience = MOST_UNANSWERED;
    }

    private void awaitStream(long id) {
        awaitedId = id;
        caughtUpByNs = at.loop().monotonicNs() + at.timings().catchUp().toNanos();
    }

    private void refusal(HttpResult.Answer answer) {
        RestRefusal refusal = at.venue().refusal(answer.status(), answer.body());
        if (refusal.permanent()) {
            refuse(refusal.text());
        } else {
            retry(refusal.text());
        }
    }

    private void retry(String what) {
        book.sync().cancelAudit();
        long waitNs = retries.failed();
        at.status()
                .accept(
                        new FeedStatus.SnapshotFailed(
                                book.instrument(), what, TimeUnit.NANOSECONDS.toMillis(waitNs)));
        retryLater(waitNs);
    }

    private void retryLater(long waitNs) {
        askAtNs = at.loop().monotonicNs() + waitNs;
        at.loop().schedule(waitNs, this::askIfDue);
    }
}
