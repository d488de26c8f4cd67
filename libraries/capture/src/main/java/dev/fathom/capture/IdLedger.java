package dev.fathom.capture;

import dev.fathom.capture.Hole.Cause;
import dev.fathom.capture.Hole.State;
import dev.fathom.market.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** A ledger of ids that follow each other: it proves what is missing. Owned by one thread. */
final class IdLedger extends StreamLedger {
    /** Why ids are missing. */
    private record Reason(Cause cause, String detail) {}

    private static final Reason JUMP = new Reason(Cause.GAP, "");
    private static final long FAR_BACK = 1_000_000;

    private List<Range> coveredBefore = List.of();
    private List<Hole> holesBefore = List.of();
    private long repairedBefore;
    private Ranges streamed = new Ranges();
    private Ranges listed = new Ranges();
    private TreeMap<Long, Reason> reasons = new TreeMap<>();
    private Reason reason = JUMP;
    private long interruptedNs;
    private Optional<Hole> missedEnd = Optional.empty();
    private long source;

    /** A ledger of nothing yet. */
    IdLedger(Subscription stream, boolean repairable) {
        super(stream, repairable);
    }

    @Override
    public boolean isNumbered() {
        return true;
    }

    /** A message of a connection that tells of these ids. */
    void streamed(long connection, long first, long last) {
        count();
        if (!streamed.isEmpty() && last + FAR_BACK < streamed.last()) {
            countAnew();
        }
        if (!streamed.isEmpty() && first > streamed.last() + 1) {
            reasons.put(streamed.last() + 1, reason);
        }
        if (first <= last) {
            streamed.add(first, last);
        }
        source = connection;
        reason = JUMP;
    }

    // What was covered before has nothing to do with the ids that come.
    private void countAnew() {
        coveredBefore = covered();
        holesBefore = holes();
        repairedBefore = repaired();
        streamed = new Ranges();
        listed = new Ranges();
        reasons = new TreeMap<>();
    }

    /** The venue's list had a row with this id. */
    void listed(long id) {
        listed.add(id, id);
    }

    @Override
    void interrupt(LongPredicate connections, Cause why, String detail, long atNs) {
        if (!streamed.isEmpty() && reason.equals(JUMP) && connections.test(source)) {
            reason = new Reason(why, detail);
            interruptedNs = atNs;
        }
    }

    @Override
    void end(long atNs) {
        // What was never seen has no ids to name.
        if (!reason.equals(JUMP) && reason.cause() != Cause.NOT_RUNNING) {
            missedEnd =
                    Optional.of(
                            new Hole(
                                    interruptedNs,
                                    atNs,
                                    true,
                                    reason.cause(),
                                    reason.detail(),
                                    unfilled()));
        }
    }

    @Override
    void moved(long connection) {
        // Ids tell whether something is missing.
    }

    // What was listed and lies before the stream's first id was never to be recorded.
    private long first() {
        return streamed.isEmpty() ? listed.first() : streamed.first();
    }

    private long last() {
        if (streamed.isEmpty() || listed.isEmpty()) {
            return streamed.isEmpty() ? listed.last() : streamed.last();
        }
        return Math.max(streamed.last(), listed.last());
    }

    private boolean isEmpty() {
        return streamed.isEmpty() && listed.isEmpty();
    }

    @Override
    public long repaired() {
        if (isEmpty()) {
            return repairedBefore;
        }
        return repairedBefore
                + streamed.missing(first(), last()).stream()
                        .mapToLong(it -> listed.count(it.first(), it.last()))
                        .sum();
    }

    @Override
    public List<Range> covered() {
        List<Range> all = new ArrayList<>(coveredBefore);
        all.addAll(streamed.all());
        if (streamed.isEmpty()) {
            all.addAll(listed.all());
        }
        return all;
    }

    @Override
    public List<Hole> holes() {
        List<Hole> all = new ArrayList<>(holesBefore);
        if (streamed.isEmpty()) {
            if (!listed.isEmpty()) {
                listed.missing(listed.first(), listed.last())
                        .forEach(it -> all.add(hole(it, JUMP, unfilled())));
            }
            return all;
        }
        for (Range gap : streamed.missing(first(), last())) {
            Map.Entry<Long, Reason> before = reasons.floorEntry(gap.first());
            boolean atEnd = gap.first() > streamed.last();
            Reason its = atEnd || before == null ? reason : before.getValue();
            List<Range> filled = listed.within(gap.first(), gap.last());
            List<Hole> parts = new ArrayList<>();
            filled.forEach(it -> parts.add(hole(it, its, State.REPAIRED)));
            listed.missing(gap.first(), gap.last())
                    .forEach(it -> parts.add(hole(it, its, unfilled())));
            parts.sort((a, b) -> Long.compare(a.first(), b.first()));
            all.addAll(parts);
        }
        missedEnd.ifPresent(all::add);
        return all;
    }

    private State unfilled() {
        return isRepairable() ? State.OPEN : State.UNREPAIRABLE;
    }

    private static Hole hole(Range range, Reason why, State state) {
        return new Hole(range.first(), range.last(), false, why.cause(), why.detail(), state);
    }
}
