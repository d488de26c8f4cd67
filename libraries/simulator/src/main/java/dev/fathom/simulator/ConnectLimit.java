package dev.fathom.simulator;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** How many connections each address has opened in the last five minutes. */
final class ConnectLimit {
    private static final long WINDOW_NS = 300_000_000_000L;
    private static final int ADDRESSES = 10_000;

    private final int limit;
    private final Map<String, ArrayDeque<Long>> byAddress = new HashMap<>();

    ConnectLimit(int limit) {
        this.limit = limit;
    }

    /** Whether the address may connect at this monotonic time; if so, it has. */
    boolean admits(String address, long nowNs) {
        if (byAddress.size() >= ADDRESSES) {
            byAddress.values().removeIf(it -> it.isEmpty() || nowNs - it.getLast() >= WINDOW_NS);
        }
        ArrayDeque<Long> times = byAddress.computeIfAbsent(address, _ -> new ArrayDeque<>());
        while (!times.isEmpty() && nowNs - times.getFirst() >= WINDOW_NS) {
            times.removeFirst();
        }
        if (times.size() >= limit) {
            return false;
        }
        times.addLast(nowNs);
        return true;
    }
}
