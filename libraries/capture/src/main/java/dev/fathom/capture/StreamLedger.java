package dev.fathom.capture;

import dev.fathom.capture.Hole.Cause;
import dev.fathom.capture.Hole.State;
import dev.fathom.market.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one stream of a capture covers: ranges of ids where the venue numbers its messages, times
 * where it does not. Owned by one thread.
 */
public final class StreamLedger {
    /** A range, both ends included: of ids, or of nanoseconds since 1970 UTC. */
    public record Range(long first, long last) {}

    /** Ids that are missing, and why. */
    private record Missing(long last, Cause cause, String detail) {}

    private static final long FAR_BACK = 1_000_000;

    private final Subscription stream;
    private final boolean repairable;
    private final List<Range> covered = new ArrayList<>();
    private final TreeMap<Long, Missing> missing = new TreeMap<>();
    private final List<Hole> ended = new ArrayList<>();
    private final TreeSet<Long> listed = new TreeSet<>();
    private boolean numbered;
    private boolean begun;
    private long first;
    private long last;
    private boolean interrupted;
    private Cause cause = Cause.GAP;
    private String detail = "";
    private long messages;
    private long repaired;

    /**
     * A ledger of nothing yet.
     *
     * @param repairable whether the venue keeps a list of what the stream tells
     */
    StreamLedger(Subscription stream, boolean repairable) {
        this.stream = stream;
        this.repairable = repairable;
    }

    /** Whose. */
    public Subscription stream() {
        return stream;
    }

    /** Messages that came. */
    public long messages() {
        return messages;
    }

    /** Rows of the venue's lists that the stream had not brought. */
    public long repaired() {
        return repaired;
    }

    /** True where ids tell what is missing. */
    public boolean isNumbered() {
        return numbered;
    }

    /** Something happened after which messages may be missing; the first such thing counts. */
    void interrupt(Cause why, String more) {
        if (begun && !interrupted) {
            interrupted = true;
            cause = why;
            detail = more;
        }
    }

    /** Something happened that explains what is missing, whatever happened before. */
    void interruptAnew(Cause why, String more) {
        interrupted = false;
        interrupt(why, more);
    }

    /** A message with ids of its own. */
    void ids(long from, long to) {
        numbered = true;
        messages++;
        if (!begun) {
            begun = true;
            first = from;
            last = to;
        } else if (to + FAR_BACK < last) {
            // The venue has begun to count anew.
            covered.add(new Range(first, last));
            first = from;
            last = to;
        } else if (from > last + 1) {
            jump(last + 1, from - 1);
            first = from;
            last = to;
        } else {
            last = Math.max(last, to);
        }
        interrupted = false;
        cause = Cause.GAP;
        detail = "";
    }

    private void jump(long from, long to) {
        covered.add(new Range(first, last));
        missing.put(from, new Missing(to, cause, detail));
        for (long id : List.copyOf(listed.subSet(from, true, to, true))) {
            fill(id);
        }
        listed.headSet(to, true).clear();
    }

    /** A message without ids, at a time. */
    void at(long ns) {
        messages++;
        if (!begun) {
            begun = true;
            first = ns;
        } else if (interrupted) {
            covered.add(new Range(first, last));
            State state = repairable && !listed.isEmpty() ? State.UNVERIFIABLE : State.UNREPAIRABLE;
            ended.add(new Hole(last, ns, true, cause, detail, state));
            listed.clear();
            first = ns;
        }
        last = ns;
        interrupted = false;
        cause = Cause.GAP;
        detail = "";
    }

    /** The venue's list had a row with this id. */
    void listed(long id) {
        if (!numbered) {
            listed.add(id);
        } else if (id > last) {
            listed.add(id);
        } else {
            fill(id);
        }
    }

    private void fill(long id) {
        var range = missing.floorEntry(id);
        if (range == null || range.getValue().last() < id) {
            return;
        }
        long from = range.getKey();
        Missing it = range.getValue();
        missing.remove(from);
        repaired++;
        if (from < id) {
            missing.put(from, new Missing(id - 1, it.cause(), it.detail()));
        }
        if (id < it.last()) {
            missing.put(id + 1, it);
        }
        ended.add(new Hole(id, id, false, it.cause(), it.detail(), State.REPAIRED));
    }

    /** What is covered, in order. */
    public List<Range> covered() {
        List<Range> all = new ArrayList<>(covered);
        if (begun) {
            all.add(new Range(first, last));
        }
        return all;
    }

    /** What is or was missing, in order; neighbours of one cause and state as one. */
    public List<Hole> holes() {
        List<Hole> all = new ArrayList<>(ended);
        missing.forEach((from, it) ->
                all.add(
                        new Hole(
                                from,
                                it.last(),
                                false,
                                it.cause(),
                                it.detail(),
                                repairable ? State.OPEN : State.UNREPAIRABLE)));
        all.sort((a, b) -> Long.compare(a.first(), b.first()));
        List<Hole> joined = new ArrayList<>();
        for (Hole hole : all) {
            Hole before = joined.isEmpty() ? null : joined.getLast();
            if (before != null
                    && !hole.byTime()
                    && before.last() + 1 == hole.first()
                    && before.cause() == hole.cause()
                    && before.state() == hole.state()
                    && before.detail().equals(hole.detail())) {
                joined.set(
                        joined.size() - 1,
                        new Hole(
                                before.first(),
                                hole.last(),
                                false,
                                hole.cause(),
                                hole.detail(),
                                hole.state()));
            } else {
                joined.add(hole);
            }
        }
        return joined;
    }
}
