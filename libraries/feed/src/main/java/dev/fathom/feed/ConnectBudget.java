package dev.fathom.feed;

import dev.fathom.net.ControlBudget;
import java.util.concurrent.TimeUnit;

/** Connections that the lines to one venue may open together. Safe for many threads. */
final class ConnectBudget {
    private static final long WINDOW_NS = TimeUnit.MINUTES.toNanos(5);

    private final ControlBudget budget;

    ConnectBudget(int connectsPerFiveMinutes) {
        this.budget = new ControlBudget(connectsPerFiveMinutes, WINDOW_NS);
    }

    /** How long the next connection has to wait. */
    synchronized long waitNs(long nowNs) {
        return budget.delayNs(nowNs);
    }

    /** Counts a connection; one that another line opened at the same moment may take its place. */
    synchronized void count(long nowNs) {
        if (budget.delayNs(nowNs) == 0) {
            budget.record(nowNs);
        }
    }
}
