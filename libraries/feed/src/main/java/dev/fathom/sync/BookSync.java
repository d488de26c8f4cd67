package dev.fathom.sync;

import dev.fathom.book.BookView;
import dev.fathom.book.KnownDepth;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import dev.fathom.market.BookUpdate;
import dev.fathom.market.DepthMessage;
import dev.fathom.market.Instrument;
import dev.fathom.sync.BookRules.SnapshotSource;
import dev.fathom.sync.BookRules.UnknownDelete;
import dev.fathom.sync.LostReason.Cause;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Joins a snapshot with the updates around it and keeps the book exact from then on, or says that
 * it is lost and why. A lost book keeps buffering, so the next good snapshot makes it live again.
 *
 * <p>Pure: knows no socket, clock or thread. Owned by the connection's thread.
 */
public final class BookSync {
    // Joining, step by step: updates wait in a bounded buffer; a snapshot at L is put under them if
    // the first one continues it, otherwise the snapshot is too old and another is asked for while
    // the buffer stays; updates that L already includes are skipped, the rest applied.
    //
    // Order on one connection is the venue's promise. An update whose last id lies before one that
    // was already received therefore means that ids restarted or frames were mixed up: the book is
    // lost. A repeated update is only counted.

    private enum Phase {
        JOINING,
        LIVE,
        LOST
    }

    private static final long NONE = SavedBook.NONE;
    private static final LostReason NOT_YET = new LostReason(Cause.GAP, "never joined");

    private final BookRules rules;
    private final SequenceRule rule;
    private final SyncLimits limits;
    private final BookSyncListener listener;
    private final OrderBook book = new OrderBook();
    private final DepthMessage scratch;
    private JoinBuffer buffer;
    private Phase phase = Phase.JOINING;
    private LostReason reason = NOT_YET;
    private @Nullable Audit audit;
    private long receivedLastId = NONE;
    private long ranBackFrom = NONE;
    private int staleInARow;
    private boolean crossed;
    private long duplicates;
    private long checksums;
    private long failedChecksums;
    private long numbered = -1;
    private long version;

    /** A book that waits for its first snapshot. */
    public BookSync(
            Instrument instrument, BookRules rules, SyncLimits limits, BookSyncListener listener) {
        this.rules = rules;
        this.rule = rules.sequence();
        this.limits = limits;
        this.listener = listener;
        this.buffer = new JoinBuffer(limits);
        this.scratch = new DepthMessage(instrument);
    }

    /** Takes what the stream brings, as it arrives; snapshots go to {@link #onSnapshot}. */
    public void onMessage(DepthMessage message) {
        switch (message.kind()) {
            case UPDATE -> onUpdate(message);
            case TOP -> onTop(message);
            case STATE -> onState(message);
            case CHECKSUM -> {
                if (phase == Phase.LIVE) {
                    passesChecksum(message);
                }
            }
            case SNAPSHOT -> onSnapshot(message);
        }
    }

    private void onUpdate(DepthMessage update) {
        if (update.lastId() == DepthMessage.UNNUMBERED) {
            if (phase == Phase.LIVE) {
                update.number(++numbered);
                apply(update);
            }
            return;
        }
        if (update.firstId() > update.lastId()) {
            lose(Cause.BAD_FRAME, "first id " + update.firstId() + " after " + update.lastId());
            return;
        }
        if (update.lastId() == receivedLastId) {
            duplicates++;
            return;
        }
        long before = receivedLastId;
        receivedLastId = update.lastId();
        if (update.lastId() < before) {
            ranBackFrom = before;
            lose(Cause.IDS_RAN_BACK, "last id " + update.lastId() + " after " + before);
        } else if (update.lastId() > ranBackFrom) {
            ranBackFrom = NONE;
        }
        take(update);
    }

    private void take(DepthMessage update) {
        if (phase != Phase.LIVE) {
            if (rules.snapshot() == SnapshotSource.REST) {
                keep(update);
            }
            return;
        }
        switch (rule.link(book.lastId(), update.firstId(), update.lastId())) {
            case NEXT -> {
                staleInARow = 0;
                apply(update);
            }
            case STALE -> {
                if (++staleInARow > limits.staleStreak()) {
                    ranBackFrom = book.lastId();
                    lose(
                            Cause.IDS_RAN_BACK,
                            staleInARow + " updates in a row end before id " + book.lastId());
                    keep(update);
                }
            }
            case GAP -> {
                lose(
                        Cause.GAP,
                        "expected first id " + (book.lastId() + 1) + ", got " + update.firstId());
                keep(update);
            }
        }
    }

    private void apply(DepthMessage update) {
        if (rules.unknownDelete() == UnknownDelete.LOSS && !passesDeletes(update)) {
            return;
        }
        Books.apply(book, update);
        if (update.levelLimit() > 0) {
            Books.bound(book, update.levelLimit(), rules);
        }
        version++;
        if (!passesCrossing() || !passesChecksum(update)) {
            return;
        }
        if (audit != null) {
            audit.applied(update);
        }
        listener.applied(update, book);
        if (audit != null && audit.isReady(book.lastId())) {
            judge(audit);
        }
    }

    private boolean passesCrossing() {
        boolean now = book.isCrossed();
        if (now && limits.crossed() == CrossedBook.IS_LOST) {
            lose(Cause.CROSSED, bestPrices());
            return false;
        }
        if (now != crossed) {
            crossed = now;
            listener.crossed(now, bestPrices());
        }
        return true;
    }

    private boolean passesDeletes(DepthMessage update) {
        Optional<String> unknown = Books.unknownDelete(book, update);
        unknown.ifPresent(what -> lose(Cause.UNKNOWN_DELETE, what));
        return unknown.isEmpty();
    }

    private boolean passesChecksum(DepthMessage message) {
        if (!message.hasChecksum() || rules.checksum().isEmpty()) {
            return true;
        }
        int ours = rules.checksum().get().of(book);
        if (ours != message.checksum()) {
            failedChecksums++;
            lose(
                    Cause.CHECKSUM,
                    "the venue's is %s, ours %s after %d messages"
                            .formatted(
                                    Integer.toUnsignedString(message.checksum()),
                                    Integer.toUnsignedString(ours),
                                    book.lastId() + 1));
            return false;
        }
        checksums++;
        return true;
    }

    private String bestPrices() {
        return "best bid "
                + bestPrice(Side.BID)
                + ", best ask "
                + bestPrice(Side.ASK)
                + " at id "
                + book.lastId();
    }

    private String bestPrice(Side side) {
        return book.isEmpty(side) ? "none" : book.exactPrice(side, 0).toPlainString();
    }

    // Updates on both sides of a gap can never join one snapshot: the newer side is kept.
    private void keep(DepthMessage update) {
        if (!buffer.isEmpty()) {
            BookUpdate last = buffer.last();
            boolean follows =
                    update.lastId() > last.lastId()
                            && rule.link(last.lastId(), update.firstId(), update.lastId())
                                    == Link.NEXT;
            if (!follows) {
                buffer.clear();
            }
        }
        if (!buffer.add(update.toUpdate())) {
            String full = buffer.describe();
            buffer.clear();
            lose(Cause.BUFFER_OVERFLOW, full);
            buffer.add(update.toUpdate());
        }
    }

    private void onTop(DepthMessage top) {
        // Nothing leads from the book before to this one, so there is nothing to compare on.
        audit = null;
        if (top.lastId() < 0) {
            lose(Cause.BAD_FRAME, "id " + top.lastId() + " of a top");
            return;
        }
        if (phase == Phase.LIVE && top.lastId() < book.lastId()) {
            lose(Cause.IDS_RAN_BACK, "id " + top.lastId() + " after " + book.lastId());
        }
        if (load(top)) {
            becomeLive(top);
        }
    }

    private void onState(DepthMessage state) {
        // Nothing leads from the book before to this one, so there is nothing to compare on.
        audit = null;
        if (state.lastId() == DepthMessage.UNNUMBERED) {
            state.number(++numbered);
        }
        if (load(state) && passesChecksum(state)) {
            if (state.levelLimit() > 0) {
                Books.bound(book, state.levelLimit(), rules);
            }
            becomeLive(state);
        }
    }

    /**
     * Takes a whole-book snapshot, asked for at the venue or found in the stream.
     *
     * @return what it did; {@link SnapshotOutcome#TOO_OLD} and {@link SnapshotOutcome#UNUSABLE} ask
     *     for another one
     */
    public SnapshotOutcome onSnapshot(DepthMessage snapshot) {
        if (phase == Phase.LIVE) {
            return compare(snapshot);
        }
        if (snapshot.lastId() < 0) {
            return SnapshotOutcome.UNUSABLE;
        }
        if (isOfNumbersBefore(snapshot.lastId())
                || (!buffer.isEmpty() && leavesGap(snapshot.lastId(), buffer.first()))) {
            return SnapshotOutcome.TOO_OLD;
        }
        if (!load(snapshot)) {
            return SnapshotOutcome.UNUSABLE;
        }
        JoinBuffer waiting = buffer;
        buffer = waiting.successor();
        becomeLive(snapshot);
        for (BookUpdate update : waiting) {
            if (phase != Phase.LIVE || !isStale(update)) {
                scratch.set(update);
                take(scratch);
            }
        }
        return phase == Phase.LIVE ? SnapshotOutcome.JOINED : SnapshotOutcome.UNUSABLE;
    }

    // After ids ran back, a snapshot that lies nearer to the old numbers than to the new ones was
    // taken before: every new update would look contained in it.
    private boolean isOfNumbersBefore(long snapshotId) {
        return ranBackFrom != NONE
                && Math.abs(snapshotId - ranBackFrom) < Math.abs(snapshotId - receivedLastId);
    }

    // A snapshot that was slow to come is newer than much of what waited: nothing to count.
    private boolean isStale(BookUpdate update) {
        return rule.link(book.lastId(), update.firstId(), update.lastId()) == Link.STALE;
    }

    private boolean leavesGap(long snapshotId, BookUpdate first) {
        return rule.link(snapshotId, first.firstId(), first.lastId()) == Link.GAP;
    }

    private boolean load(DepthMessage message) {
        Books.load(book, message);
        version++;
        return passesCrossing();
    }

    private void becomeLive(DepthMessage message) {
        boolean wasLive = phase == Phase.LIVE;
        phase = Phase.LIVE;
        staleInARow = 0;
        listener.applied(message, book);
        if (!wasLive) {
            listener.live();
        }
    }

    /**
     * Begins to keep updates for a comparison with a snapshot that is about to be asked for.
     *
     * @return false when the book is not live or a comparison is already under way
     */
    public boolean beginAudit() {
        if (phase != Phase.LIVE || audit != null) {
            return false;
        }
        audit = new Audit(limits, scratch, book.lastId());
        return true;
    }

    /** Gives up a comparison that is under way, if any. */
    public void cancelAudit() {
        audit = null;
    }

    private SnapshotOutcome compare(DepthMessage snapshot) {
        Audit current = audit;
        if (current == null) {
            return SnapshotOutcome.NO_VERDICT;
        }
        if (current.isTooOld(snapshot.lastId())) {
            audit = null;
            return SnapshotOutcome.NO_VERDICT;
        }
        current.hold(snapshot);
        return current.isReady(book.lastId()) ? judge(current) : SnapshotOutcome.AUDIT_WAITS;
    }

    private SnapshotOutcome judge(Audit ready) {
        audit = null;
        Optional<OrderBook> venues = ready.venuesBook();
        if (venues.isEmpty()) {
            return SnapshotOutcome.NO_VERDICT;
        }
        AuditResult result = Books.compare(book, venues.get());
        listener.audited(result);
        return switch (result) {
            case AuditResult.Equal _ -> {
                Books.widen(book, venues.get());
                version++;
                yield SnapshotOutcome.AUDIT_EQUAL;
            }
            case AuditResult.Different different -> {
                ready.updates().forEach(buffer::add);
                lose(Cause.AUDIT, different.toString());
                yield SnapshotOutcome.AUDIT_DIFFERENT;
            }
        };
    }

    /** Declares the book untrustworthy for a reason seen outside; the way back is a snapshot. */
    public void lose(LostReason why) {
        phase = Phase.LOST;
        reason = why;
        audit = null;
        crossed = false;
        version++;
        book.clear();
        listener.lost(why);
    }

    private void lose(Cause cause, String detail) {
        lose(new LostReason(cause, detail));
    }

    /**
     * Says that updates now come from another connection: nothing that was received before binds
     * what comes, and what waits is forgotten. A live book stays live if the next update continues
     * it.
     */
    public void changeSource() {
        receivedLastId = NONE;
        ranBackFrom = NONE;
        staleInARow = 0;
        buffer.clear();
    }

    /**
     * The book with all that is needed to go on from here.
     *
     * @return empty unless it is live, with no update that waits and no comparison under way
     */
    public Optional<SavedBook> save() {
        if (phase != Phase.LIVE || !buffer.isEmpty() || audit != null || crossed) {
            return Optional.empty();
        }
        return Optional.of(
                new SavedBook(
                        book.view(),
                        receivedLastId,
                        ranBackFrom,
                        staleInARow,
                        numbered,
                        buffer.status().peakUpdates()));
    }

    /** Goes on, live, from where another one was saved. What was known here is forgotten. */
    public void restore(SavedBook saved) {
        book.load(saved.levels());
        buffer = new JoinBuffer(limits, saved.bufferPeak());
        receivedLastId = saved.receivedLastId();
        ranBackFrom = saved.ranBackFrom();
        staleInARow = saved.staleInARow();
        numbered = saved.numbered();
        audit = null;
        crossed = false;
        phase = Phase.LIVE;
        version++;
        listener.live();
    }

    /**
     * Tells a live book whole, as a state, to a listener that heard none of what led to it.
     *
     * @param nowNs when, nanoseconds since 1970 UTC
     */
    public void retell(long nowNs) {
        if (phase != Phase.LIVE) {
            return;
        }
        int fewest = Math.min(book.levels(Side.BID), book.levels(Side.ASK));
        scratch.clearLevels();
        for (Side side : Side.values()) {
            for (int i = 0; i < book.levels(side); i++) {
                scratch.side(side).add(book.exactPrice(side, i), book.exactSize(side, i));
            }
        }
        // With as many levels as the shorter side has, neither claims to be complete.
        scratch.describe(
                scratch.instrument(),
                DepthMessage.Kind.STATE,
                fewest,
                book.lastId(),
                book.lastId(),
                0,
                nowNs);
        listener.applied(scratch, book);
    }

    /** True while the book may be trusted. */
    public boolean isLive() {
        return phase == Phase.LIVE;
    }

    /** What the book is worth now. */
    public SyncState state() {
        return switch (phase) {
            case JOINING -> new SyncState.Joining(buffer.status());
            case LIVE -> new SyncState.Live(book.lastId());
            case LOST -> new SyncState.Lost(reason, buffer.status());
        };
    }

    /** The best levels of a live book; nothing otherwise. */
    public Optional<BookView> view(int levelsPerSide) {
        return phase == Phase.LIVE ? Optional.of(book.view(levelsPerSide)) : Optional.empty();
    }

    /** The sequence number of a live book; 0 otherwise. */
    public long lastId() {
        return book.lastId();
    }

    /** True when so many levels of one side lie within the known depth of a live book. */
    public boolean knowsAtLeast(Side side, int levels) {
        return book.levels(side) >= levels
                && book.knownDepth(side).covers(side, book.exactPrice(side, levels - 1));
    }

    /** True when the whole side is known. */
    public boolean knowsAll(Side side) {
        return book.knownDepth(side) instanceof KnownDepth.Complete;
    }

    /** Rises with each change of the levels or of the state. */
    public long version() {
        return version;
    }

    /** Checksums of the venue that the book was found to have. */
    public long checksums() {
        return checksums;
    }

    /** Checksums of the venue that the book was found not to have. */
    public long failedChecksums() {
        return failedChecksums;
    }

    /** Updates that came twice and were dropped. */
    public long duplicates() {
        return duplicates;
    }
}
