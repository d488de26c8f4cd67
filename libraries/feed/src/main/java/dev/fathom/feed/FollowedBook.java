package dev.fathom.feed;

import dev.fathom.book.BookView;
import dev.fathom.book.Level;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.market.Channel;
import dev.fathom.market.DepthEvent;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.market.LevelList;
import dev.fathom.market.Subscription;
import dev.fathom.market.VenueTime;
import dev.fathom.sync.AuditResult;
import dev.fathom.sync.BookRules;
import dev.fathom.sync.BookSync;
import dev.fathom.sync.BookSyncListener;
import dev.fathom.sync.JoinBufferStatus;
import dev.fathom.sync.LostReason;
import dev.fathom.sync.SnapshotOutcome;
import dev.fathom.sync.SyncLimits;
import dev.fathom.sync.SyncState;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One book being followed: its synchronisation, what its listeners are told, and what readers are
 * given. Owned by the connection's thread.
 */
final class FollowedBook implements BookSyncListener, LiveBook {
    private static final long LATENCY_EVERY_NS = 100_000_000;

    private final Subscription subscription;
    private final BookSync sync;
    private final Consumer<FeedStatus> status;
    private final Consumer<LiveBook> changed;
    private final LongSupplier wallNs;
    private final LongSupplier monotonicNs;
    private final LatencyHistogram latencies = new LatencyHistogram();
    private Latency latency = Latency.NONE;
    private long latencyAtNs;
    private boolean arriving;
    private long arrivedNs;
    private @Nullable OrderBook book;
    private @Nullable DepthMessage change;
    private long updates;
    private long resyncs;
    private boolean everLive;
    private boolean live;
    private long lastVenueTime;
    private long lastReceivedAtNs;
    private @Nullable Book cached;
    private int cachedLevels;

    FollowedBook(
            Subscription subscription,
            BookRules rules,
            SyncLimits limits,
            Consumer<LiveBook> changed,
            Consumer<FeedStatus> status,
            LongSupplier wallNs,
            LongSupplier monotonicNs) {
        this.subscription = subscription;
        this.sync = new BookSync(subscription.instrument(), rules, limits, this);
        this.changed = changed;
        this.status = status;
        this.wallNs = wallNs;
        this.monotonicNs = monotonicNs;
    }

    /**
     * Takes a message as it comes over the wire.
     *
     * @param arrivedNs when it was complete here, by the monotonic clock
     */
    void onMessage(DepthMessage message, long arrivedNs) {
        this.arrivedNs = arrivedNs;
        arriving = true;
        try {
            sync.onMessage(message);
        } finally {
            arriving = false;
        }
    }

    /** The book with all that is needed to go on from here; empty while it cannot be saved. */
    Optional<BookCheckpoint> save(
            int topLevels, List<Long> connections, long source, long newestId, boolean told) {
        return sync.save()
                .map(saved ->
                        new BookCheckpoint(
                                instrument(),
                                topLevels,
                                connections,
                                source,
                                newestId,
                                told,
                                saved,
                                lastVenueTime,
                                lastReceivedAtNs));
    }

    /** Goes on from where a book was saved, and tells that it is live. */
    void restore(BookCheckpoint saved) {
        lastVenueTime = saved.venueTime();
        lastReceivedAtNs = saved.receivedAtNs();
        sync.restore(saved.book());
        live();
    }

    /** Tells of a snapshot that is about to be given to the book. */
    void tellTaken(DepthMessage snapshot) {
        status.accept(
                new FeedStatus.SnapshotTaken(
                        instrument(),
                        snapshot.lastId(),
                        snapshot.side(Side.BID).count() + snapshot.side(Side.ASK).count(),
                        sync.isLive() ? sync.lastId() : 0));
    }

    /** Tells of a snapshot from which the book could not be joined. */
    void tellUnfit(SnapshotOutcome outcome) {
        switch (outcome) {
            case TOO_OLD ->
                    status.accept(
                            new FeedStatus.SnapshotUnfit(
                                    instrument(), "it is older than the updates that wait"));
            case UNUSABLE ->
                    status.accept(
                            new FeedStatus.SnapshotUnfit(instrument(), "it makes no sound book"));
            case JOINED, AUDIT_EQUAL, AUDIT_DIFFERENT, AUDIT_WAITS, NO_VERDICT -> {}
        }
    }

    /** True when the levels that a top shows are still those of the snapshot. */
    boolean shows(DepthMessage snapshot) {
        return sync.view(channel().levels())
                .filter(view -> shows(view, snapshot, Side.BID) && shows(view, snapshot, Side.ASK))
                .isPresent();
    }

    private static boolean shows(BookView view, DepthMessage snapshot, Side side) {
        LevelList levels = snapshot.side(side);
        for (int i = 0; i < view.levels(side); i++) {
            boolean same =
                    i < levels.count()
                            && view.exactPrice(side, i).compareTo(levels.exactPrice(i)) == 0
                            && view.exactSize(side, i).compareTo(levels.exactSize(i)) == 0;
            if (!same) {
                return false;
            }
        }
        return view.levels(side) > 0 || levels.count() == 0;
    }

    BookSync sync() {
        return sync;
    }

    @Override
    public Channel channel() {
        return subscription.channel();
    }

    @Override
    public void applied(DepthMessage message, OrderBook applied) {
        if (arriving) {
            latencies.record(monotonicNs.getAsLong() - arrivedNs);
            arriving = false;
        }
        updates++;
        lastVenueTime = message.rawVenueTime() == 0 ? lastVenueTime : message.rawVenueTime();
        lastReceivedAtNs = message.receivedAtNs();
        book = applied;
        change = message;
        try {
            changed.accept(this);
        } finally {
            book = null;
            change = null;
        }
    }

    @Override
    public void live() {
        live = true;
        status.accept(new FeedStatus.BookLive(subscription, sync.lastId(), everLive));
        everLive = true;
    }

    @Override
    public void crossed(boolean crossed, String prices) {
        status.accept(new FeedStatus.BookCrossed(subscription, crossed, prices));
    }

    @Override
    public void lost(LostReason reason) {
        resyncs += live ? 1 : 0;
        live = false;
        status.accept(new FeedStatus.BookLost(subscription, reason));
    }

    @Override
    public void audited(AuditResult result) {
        status.accept(new FeedStatus.Audited(instrument(), result));
    }

    @Override
    public Instrument instrument() {
        return subscription.instrument();
    }

    @Override
    public long lastId() {
        return readable().lastId();
    }

    @Override
    public Optional<Level> bestBid() {
        return best(Side.BID);
    }

    @Override
    public Optional<Level> bestAsk() {
        return best(Side.ASK);
    }

    private Optional<Level> best(Side side) {
        OrderBook now = readable();
        return now.isEmpty(side) ? Optional.empty() : Optional.of(now.level(side, 0));
    }

    @Override
    public BookView view(int levelsPerSide) {
        return readable().view(levelsPerSide);
    }

    @Override
    public DepthEvent change() {
        DepthMessage message = change;
        if (message == null) {
            throw outsideOfCall();
        }
        return message.kind() == DepthMessage.Kind.UPDATE
                ? message.toUpdate()
                : message.toSnapshot();
    }

    private OrderBook readable() {
        OrderBook now = book;
        if (now == null) {
            throw outsideOfCall();
        }
        return now;
    }

    private IllegalStateException outsideOfCall() {
        return new IllegalStateException(
                "the live book of "
                        + instrument()
                        + " is readable during the listener's call only: keep view() or toBook()");
    }

    @Override
    public String toString() {
        OrderBook now = book;
        return now == null
                ? subscription + ", outside of a listener's call"
                : instrument()
                        + " "
                        + best(Side.BID).map(Level::toString).orElse("no bid")
                        + " / "
                        + best(Side.ASK).map(Level::toString).orElse("no ask");
    }

    /** The book as it stands now; the same object while nothing changes. */
    @Override
    public Book toBook(int levelsPerSide) {
        Book last = cached;
        if (last != null && cachedLevels == levelsPerSide && last.version() == sync.version()) {
            return withTime(last);
        }
        SyncState state = sync.state();
        Book taken =
                new Book(
                        instrument(),
                        state,
                        sync.view(levelsPerSide).orElse(BookView.empty()),
                        VenueTime.of(lastVenueTime),
                        lastReceivedAtNs,
                        wallNs.getAsLong(),
                        sync.version(),
                        updates,
                        resyncs,
                        buffer(state),
                        latency());
        cached = taken;
        cachedLevels = levelsPerSide;
        return taken;
    }

    private Book withTime(Book last) {
        SyncState state = sync.state();
        return new Book(
                last.instrument(),
                state,
                last.levels(),
                last.venueTime(),
                last.receivedAtNs(),
                wallNs.getAsLong(),
                last.version(),
                updates,
                resyncs,
                buffer(state),
                latency());
    }

    // Percentiles are counted up from some six hundred buckets: not for every update of every book.
    private Latency latency() {
        long nowNs = wallNs.getAsLong();
        if (latency.count() == 0 || Math.abs(nowNs - latencyAtNs) >= LATENCY_EVERY_NS) {
            latency = latencies.latency();
            latencyAtNs = nowNs;
        }
        return latency;
    }

    private static JoinBufferStatus buffer(SyncState state) {
        return switch (state) {
            case SyncState.Joining(JoinBufferStatus buffer) -> buffer;
            case SyncState.Lost(LostReason _, JoinBufferStatus buffer) -> buffer;
            case SyncState.Live _ -> JoinBufferStatus.NONE;
        };
    }
}
