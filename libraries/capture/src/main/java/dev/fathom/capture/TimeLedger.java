package dev.fathom.capture;

import dev.fathom.capture.Hole.Cause;
import dev.fathom.capture.Hole.State;
import dev.fathom.market.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A ledger of times, for streams whose ids would not show what is missing: each connection covers
 * the time from its first message to its last one. Owned by one thread.
 */
final class TimeLedger extends StreamLedger {
    // A venue's clock and ours differ, and so do the times of a message and of what it tells.
    private static final long TOLERANCE_NS = 2_000_000_000;

    /** A time that one connection, and those that took over from it, covered. */
    private static final class Span {
        final long firstNs;
        long lastNs;
        Cause cause = Cause.GAP;
        String detail = "";

        Span(long firstNs) {
            this.firstNs = firstNs;
            this.lastNs = firstNs;
        }
    }

    private final List<Span> spans = new ArrayList<>();
    private final Map<Long, Span> open = new HashMap<>();
    private final Ranges listedTimes = new Ranges();
    private @Nullable Span handedOver;
    private long handedOverBy;
    private long rows;
    private long endNs = Long.MIN_VALUE;

    /** A ledger of nothing yet. */
    TimeLedger(Subscription stream, boolean repairable) {
        super(stream, repairable);
    }

    @Override
    public boolean isNumbered() {
        return false;
    }

    /** A message of a connection. */
    void streamed(long connection, long atNs) {
        count();
        Span span = open.get(connection);
        if (span == null) {
            span = handedOver == null ? begin(atNs) : handedOver;
            handedOver = null;
            open.put(connection, span);
        }
        span.lastNs = Math.max(span.lastNs, atNs);
    }

    private Span begin(long atNs) {
        Span span = new Span(atNs);
        spans.add(span);
        return span;
    }

    /**
     * The venue's list had everything of a time.
     *
     * @param count rows
     */
    void listed(long firstNs, long lastNs, int count) {
        rows += count;
        listedTimes.add(firstNs, Math.max(firstNs, lastNs));
    }

    @Override
    void interrupt(LongPredicate connections, Cause why, String detail, long atNs) {
        open.forEach((connection, span) -> {
            if (connections.test(connection)) {
                span.cause = why;
                span.detail = detail;
            }
        });
        open.keySet().removeIf(connections::test);
        // Whoever was to take it over is gone as well.
        Span waiting = handedOver;
        if (waiting != null && connections.test(handedOverBy)) {
            waiting.cause = why;
            waiting.detail = detail;
            handedOver = null;
        }
    }

    @Override
    void end(long atNs) {
        if (open.isEmpty() && handedOver == null && !spans.isEmpty()) {
            endNs = atNs;
        }
    }

    @Override
    void moved(long connection) {
        Span span = open.remove(connection);
        if (span == null) {
            return;
        }
        if (open.isEmpty()) {
            handedOver = span;
            handedOverBy = connection;
        } else {
            // It was there until now, however quiet.
            open.values().forEach(it -> span.lastNs = Math.max(span.lastNs, it.lastNs));
        }
    }

    @Override
    public long repaired() {
        return spans.isEmpty() ? rows : 0;
    }

    private Ranges streamedTimes() {
        Ranges times = new Ranges();
        spans.forEach(it -> times.add(it.firstNs, it.lastNs));
        return times;
    }

    @Override
    public List<Range> covered() {
        return (spans.isEmpty() ? listedTimes : streamedTimes()).all();
    }

    @Override
    public List<Hole> holes() {
        List<Hole> holes = new ArrayList<>();
        List<Range> covered = covered();
        for (int i = 1; i < covered.size(); i++) {
            long firstNs = covered.get(i - 1).last();
            long lastNs = covered.get(i).first();
            Cause cause = Cause.GAP;
            String detail = "";
            for (Span span : spans) {
                if (span.lastNs == firstNs) {
                    cause = span.cause;
                    detail = span.detail;
                }
            }
            holes.add(new Hole(firstNs, lastNs, true, cause, detail, state(firstNs, lastNs)));
        }
        missedEnd().ifPresent(holes::add);
        return holes;
    }

    private Optional<Hole> missedEnd() {
        return spans.stream()
                .reduce((one, later) -> later.lastNs >= one.lastNs ? later : one)
                .filter(it -> it.lastNs < endNs && it.cause != Cause.NOT_RUNNING)
                .map(it ->
                        new Hole(
                                it.lastNs,
                                endNs,
                                true,
                                it.cause,
                                it.detail,
                                state(it.lastNs, endNs)));
    }

    private State state(long firstNs, long lastNs) {
        if (!isRepairable()) {
            return State.UNREPAIRABLE;
        }
        long fromNs = firstNs + TOLERANCE_NS;
        long toNs = Math.max(fromNs, lastNs - TOLERANCE_NS);
        return listedTimes.contains(fromNs, toNs) ? State.UNVERIFIABLE : State.OPEN;
    }
}
