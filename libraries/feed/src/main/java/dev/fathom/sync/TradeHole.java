package dev.fathom.sync;

import dev.fathom.market.Traded;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Trades between the last one told and those that are held back, found page by page in what the
 * venue remembers. Owned by one thread.
 */
public sealed interface TradeHole permits TradeHole.ById, TradeHole.ByTime {
    /** What is known of a hole that was looked for. */
    enum Verdict {
        /** Its ids prove that nothing is missing. */
        CLOSED,
        /** The venue gave all it has of the time, and no ids to prove that this is all. */
        COVERED,
        /** Trades are missing, or may be. */
        OPEN
    }

    /**
     * How a hole ended.
     *
     * @param verdict what is known of it
     * @param filled trades that requests brought
     * @param detail what is missing, or why; empty unless open
     */
    record End(Verdict verdict, int filled, String detail) {}

    /** What to do after a page. */
    enum Step {
        /** Ask for the next page. */
        MORE,
        /** The venue has not yet remembered what the stream brought: ask once more, later. */
        AGAIN,
        /** Nothing more is to be found. */
        DONE
    }

    /** The last trade before the hole. */
    Traded after();

    /** The first trade from the stream after it, if there is one yet. */
    Optional<Traded> before();

    /** Holds a trade of the stream back; false if it is there already. */
    boolean hold(Traded trade);

    /** Trades held back. */
    int held();

    /** The stream was cut once more: what comes next need not follow what came last. */
    void cutAgain();

    /** True when what the stream brought leaves nothing open. */
    boolean isClosed();

    /**
     * Takes a page.
     *
     * @param rows in the order in which they happened
     * @param full whether there may be more in the direction in which pages go
     * @param newestFirst whether each page is older than the one before
     */
    Step take(List<Traded> rows, boolean full, boolean newestFirst);

    /** All trades to be told, in order. */
    List<Traded> merged();

    /** What is known now. */
    End end();

    /** Ids prove where trades are missing. */
    final class ById implements TradeHole {
        private final Traded after;
        private final NavigableMap<Long, Traded> held = new TreeMap<>();
        private final NavigableMap<Long, Traded> found = new TreeMap<>();

        ById(Traded after) {
            this.after = after;
        }

        @Override
        public Traded after() {
            return after;
        }

        @Override
        public Optional<Traded> before() {
            return held.isEmpty() ? Optional.empty() : Optional.of(held.firstEntry().getValue());
        }

        @Override
        public boolean hold(Traded trade) {
            found.remove(trade.id());
            return held.putIfAbsent(trade.id(), trade) == null;
        }

        @Override
        public int held() {
            return held.size();
        }

        @Override
        public void cutAgain() {
            // Ids tell where.
        }

        @Override
        public boolean isClosed() {
            return !held.isEmpty()
                    && held.lastKey() - after.id() == held.size() + countFoundUpTo(held.lastKey());
        }

        private int countFoundUpTo(long id) {
            return found.headMap(id, true).size();
        }

        @Override
        public Step take(List<Traded> rows, boolean full, boolean newestFirst) {
            boolean reachesBack = false;
            for (Traded row : rows) {
                reachesBack |= row.id() <= after.id();
                if (row.id() > after.id() && !held.containsKey(row.id())) {
                    found.putIfAbsent(row.id(), row);
                }
            }
            if (isClosed() || (newestFirst && reachesBack)) {
                return Step.DONE;
            }
            if (full) {
                return Step.MORE;
            }
            return held.isEmpty() || newestFirst ? Step.DONE : Step.AGAIN;
        }

        @Override
        public List<Traded> merged() {
            NavigableMap<Long, Traded> all = new TreeMap<>(found);
            all.putAll(held);
            return List.copyOf(all.values());
        }

        @Override
        public End end() {
            List<Traded> all = merged();
            if (!all.isEmpty() && all.getFirst().id() <= after.id()) {
                return new End(
                        Verdict.OPEN,
                        found.size(),
                        "ids began again with %d after %d"
                                .formatted(all.getFirst().id(), after.id()));
            }
            long id = after.id();
            long missing = 0;
            long firstMissing = 0;
            for (Traded trade : all) {
                if (trade.id() != id + 1) {
                    firstMissing = missing == 0 ? id + 1 : firstMissing;
                    missing += trade.id() - id - 1;
                }
                id = trade.id();
            }
            return missing == 0
                    ? new End(Verdict.CLOSED, found.size(), "")
                    : new End(
                            Verdict.OPEN,
                            found.size(),
                            "%d trades are missing, the first is %d"
                                    .formatted(missing, firstMissing));
        }
    }

    /**
     * Times tell where trades belong; ids only tell them apart, or where they rise as a rule tell
     * the order of two that are not far from each other, since a clock may be set back.
     */
    final class ByTime implements TradeHole {
        private static final long BEYOND_NS = 1_000_000_000;
        // Times and ids are not in strict order everywhere.
        private static final long DISORDER_NS = 2_000_000_000;
        // Ids further apart have begun again.
        private static final long FAR = 1_000_000;

        private final TradeIds ids;
        private final Traded after;
        private final long earliestNs;
        private final Predicate<Traded> told;
        private final List<Traded> held = new ArrayList<>();
        private final Set<Long> heldIds = new HashSet<>();
        private final List<Traded> found = new ArrayList<>();
        private final Set<Long> foundIds = new HashSet<>();
        private int firstAfter = -1;
        private boolean reachesBack;
        private boolean reachesOn;

        /**
         * A hole.
         *
         * @param ids what they promise
         * @param earliestNs when the first trade that was told happened
         * @param told whether a trade has been told before
         */
        ByTime(TradeIds ids, Traded after, long earliestNs, Predicate<Traded> told) {
            this.ids = ids;
            this.after = after;
            this.earliestNs = earliestNs;
            this.told = told;
        }

        @Override
        public Traded after() {
            return after;
        }

        @Override
        public Optional<Traded> before() {
            return firstAfter < 0 ? Optional.empty() : Optional.of(held.get(firstAfter));
        }

        @Override
        public boolean hold(Traded trade) {
            if (told.test(trade) || !heldIds.add(trade.id())) {
                return false;
            }
            firstAfter = firstAfter < 0 ? held.size() : firstAfter;
            held.add(trade);
            return true;
        }

        @Override
        public int held() {
            return held.size();
        }

        @Override
        public void cutAgain() {
            firstAfter = -1;
            reachesOn = false;
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public Step take(List<Traded> rows, boolean full, boolean newestFirst) {
            List<Traded> fresh = new ArrayList<>();
            Optional<Traded> before = before();
            long fromNs = after.venueTime().toNs() - DISORDER_NS;
            for (Traded row : rows) {
                long rowNs = row.venueTime().toNs();
                boolean isAfter = isOrdered(after, row) && row.id() > after.id();
                reachesBack |= row.id() == after.id() || (!isAfter && rowNs < fromNs);
                reachesOn |= before.isPresent() && isOrIsBeyond(row, before.get());
                boolean isOld = !isAfter && rowNs < Math.max(fromNs, earliestNs);
                if (!isOld && !told.test(row) && foundIds.add(row.id())) {
                    fresh.add(row);
                }
            }
            found.addAll(newestFirst ? 0 : found.size(), fresh);
            if (newestFirst) {
                reachesOn = true;
                return full && !reachesBack ? Step.MORE : Step.DONE;
            }
            if (full && !reachesOn) {
                return Step.MORE;
            }
            if (before.isPresent() && !reachesOn) {
                return Step.AGAIN;
            }
            reachesOn = true;
            return Step.DONE;
        }

        private boolean isOrdered(Traded one, Traded other) {
            return ids == TradeIds.USUALLY_CONTIGUOUS && Math.abs(one.id() - other.id()) < FAR;
        }

        private boolean isBefore(Traded row, Traded trade) {
            return isOrdered(row, trade)
                    ? row.id() < trade.id()
                    : row.venueTime().toNs() <= trade.venueTime().toNs();
        }

        private static boolean isOrIsBeyond(Traded row, Traded first) {
            return row.id() == first.id()
                    || row.venueTime().toNs() > first.venueTime().toNs() + BEYOND_NS;
        }

        @Override
        public List<Traded> merged() {
            List<Traded> all = new ArrayList<>(found.size() + held.size());
            int next = 0;
            for (Traded trade : held) {
                while (next < found.size() && isBefore(found.get(next), trade)) {
                    add(all, found.get(next++));
                }
                all.add(trade);
            }
            while (next < found.size()) {
                add(all, found.get(next++));
            }
            return all;
        }

        private void add(List<Traded> all, Traded row) {
            if (!heldIds.contains(row.id())) {
                all.add(row);
            }
        }

        @Override
        public End end() {
            int filled = merged().size() - held.size();
            if (!reachesBack) {
                return new End(
                        Verdict.OPEN,
                        filled,
                        "the venue's list does not reach back to trade " + after.id());
            }
            if (!reachesOn) {
                return new End(
                        Verdict.OPEN,
                        filled,
                        "the venue's list does not reach "
                                + before().map(it -> "trade " + it.id()).orElse("the stream"));
            }
            return new End(Verdict.COVERED, filled, "");
        }
    }
}
