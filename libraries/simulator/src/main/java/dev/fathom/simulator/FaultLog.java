package dev.fathom.simulator;

import dev.fathom.simulator.fault.Fault;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the faults have done: effects by kind, outages, ends. Safe for many threads. Keeps the
 * newest ten thousand outages, dropped messages and ends.
 */
public final class FaultLog {
    private static final int KEPT = 10_000;

    private final SimulatorLoop loop;
    private final Map<String, Long> counts = new TreeMap<>();
    private final ArrayDeque<Outage> outages = new ArrayDeque<>();
    private final ArrayDeque<String> dropped = new ArrayDeque<>();
    private final ArrayDeque<Ended> ended = new ArrayDeque<>();

    /** A log of what happens on a venue's loop. */
    public FaultLog(SimulatorLoop loop) {
        this.loop = loop;
    }

    /**
     * A time in which the venue, or a part of it, cannot be followed. Immutable.
     *
     * @param kind the kind of fault
     * @param target symbol or stream; empty for all
     * @param startNs by the loop's monotonic clock
     * @param endNs by the loop's monotonic clock; may lie ahead
     */
    public record Outage(String kind, String target, long startNs, long endNs) {}

    /**
     * A fault that is over. Immutable.
     *
     * @param fault which
     * @param atNs when, by the loop's monotonic clock
     * @param tookEffect whether it did anything to anybody
     */
    public record Ended(Fault fault, long atNs, boolean tookEffect) {}

    /** How often each kind really took effect; kinds that never did are missing. */
    public synchronized Map<String, Long> counts() {
        return Map.copyOf(counts);
    }

    /** Effects of one kind. */
    public synchronized long count(String kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Outages in the order in which they began. */
    public synchronized List<Outage> outages() {
        return List.copyOf(outages);
    }

    /** Faults that are over, in the order in which they ended. */
    public synchronized List<Ended> ended() {
        return List.copyOf(ended);
    }

    /** Messages of Binance's streams that were dropped, as they would have been sent. */
    public synchronized List<String> dropped() {
        return List.copyOf(dropped);
    }

    /** A message that nobody got. */
    synchronized void dropped(String message) {
        dropped.add(message);
        if (dropped.size() > KEPT) {
            dropped.removeFirst();
        }
    }

    /** A fault has done something to somebody. */
    public synchronized void tookEffect(Fault fault) {
        counts.merge(fault.kind(), 1L, Long::sum);
        if (fault instanceof Fault.TooManyRequests refusal) {
            outage(fault, "", refusal.retryAfter().toNanos());
        }
    }

    /** The venue, or what the target names, cannot be followed from now on for some time. */
    public synchronized void outage(Fault fault, String target, long lengthNs) {
        long now = loop.monotonicNs();
        outages.add(new Outage(fault.kind(), target, now, now + lengthNs));
        if (outages.size() > KEPT) {
            outages.removeFirst();
        }
    }

    /** A fault is over. */
    public synchronized void ended(Fault fault, boolean tookEffect) {
        ended.add(new Ended(fault, loop.monotonicNs(), tookEffect));
        if (ended.size() > KEPT) {
            ended.removeFirst();
        }
    }
}
