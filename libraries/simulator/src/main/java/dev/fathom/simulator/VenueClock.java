package dev.fathom.simulator;

/**
 * The venue's idea of the time: the loop's wall clock plus whatever steps it has been made to take.
 */
final class VenueClock {
    private final SimulatorLoop loop;
    private long steppedNs;

    VenueClock(SimulatorLoop loop) {
        this.loop = loop;
    }

    /** Microseconds since 1970 UTC. */
    long us() {
        return Math.floorDiv(loop.wallNs() + steppedNs, 1000);
    }

    void step(long ns) {
        steppedNs += ns;
    }
}
