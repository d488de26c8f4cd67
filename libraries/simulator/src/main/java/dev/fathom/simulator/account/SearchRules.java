package dev.fathom.simulator.account;

import java.util.Optional;
import java.util.Set;

/** What of the past a venue shows. */
enum SearchRules {
    /** A day at a time, by many combinations of parameters. */
    SPOT {
        @Override
        Window window(Params params, boolean byId, long longestMs, long nowMs)
                throws AccountRefusal {
            Window window = Window.of(params);
            if (window.lengthMs() > DAY_MS) {
                throw new AccountRefusal(
                        -1127, "More than 24 hours between startTime and endTime.");
            }
            return window;
        }

        @Override
        void checkFills(Set<String> given) throws AccountRefusal {
            boolean allowed =
                    given.size() < 2
                            || given.equals(Set.of("startTime", "endTime"))
                            || given.equals(Set.of("orderId", "fromId"));
            if (!allowed) {
                throw AccountRefusal.badCombination();
            }
        }

        @Override
        boolean shows(OrderState order, long nowUs) {
            return true;
        }
    },
    /** Seven days, the last ones unless others are asked for; no id together with a time. */
    FUTURES {
        @Override
        Window window(Params params, boolean byId, long longestMs, long nowMs)
                throws AccountRefusal {
            Window window = Window.of(params);
            if (window.lengthMs() > longestMs) {
                throw new AccountRefusal(
                        -1127, "More than 168 hours between startTime and endTime.");
            }
            if (byId) {
                return window;
            }
            long end =
                    window.endMs()
                            .orElseGet(
                                    () -> window.startMs().map(it -> it + WEEK_MS).orElse(nowMs));
            return new Window(
                    Optional.of(window.startMs().orElse(end - WEEK_MS)), Optional.of(end));
        }

        @Override
        void checkFills(Set<String> given) throws AccountRefusal {
            if (given.contains("fromId")
                    && (given.contains("startTime") || given.contains("endTime"))) {
                throw AccountRefusal.badCombination();
            }
        }

        @Override
        boolean shows(OrderState order, long nowUs) {
            return order.status() == OrderStatus.FILLED
                    || order.executed().signum() > 0
                    || !order.status().isFinal()
                    || nowUs - order.updatedUs() <= 3 * DAY_MS * 1000;
        }
    };

    static final long DAY_MS = 24 * 60 * 60 * 1000L;
    static final long WEEK_MS = 7 * DAY_MS;

    /**
     * The times asked for.
     *
     * @param byId whether the first one is named by its id
     * @param longestMs the longest time that may be asked for, where the venue has different ones
     */
    abstract Window window(Params params, boolean byId, long longestMs, long nowMs)
            throws AccountRefusal;

    /** Whether fills may be asked for by these parameters together. */
    abstract void checkFills(Set<String> given) throws AccountRefusal;

    /** Whether an order is not yet too old to be shown. */
    abstract boolean shows(OrderState order, long nowUs);

    /** Times, both counting; milliseconds. */
    record Window(Optional<Long> startMs, Optional<Long> endMs) {
        static Window of(Params params) throws AccountRefusal {
            return new Window(params.number("startTime"), params.number("endTime"));
        }

        long lengthMs() {
            return startMs.isPresent() && endMs.isPresent() ? endMs.get() - startMs.get() : 0;
        }

        boolean holds(long us) {
            long ms = AccountDocuments.ms(us);
            return ms >= startMs.orElse(Long.MIN_VALUE) && ms <= endMs.orElse(Long.MAX_VALUE);
        }
    }
}
