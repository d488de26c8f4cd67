package dev.fathom.feed;

import dev.fathom.net.Loop;

/**
 * Whether the other side of a connection still lives: a silent one is asked, and is dead when it
 * does not answer. Owned by its loop.
 */
final class SignOfLife {
    private final Loop loop;
    private long heardAtNs;
    private boolean asked;

    /** It is heard of now. */
    SignOfLife(Loop loop) {
        this.loop = loop;
        heardAtNs = loop.monotonicNs();
    }

    /** Something came: any byte counts. */
    void heard() {
        heardAtNs = loop.monotonicNs();
        asked = false;
    }

    /** When something came last, by the loop's monotonic clock. */
    long heardAtNs() {
        return heardAtNs;
    }

    /**
     * Asks by {@code ping} after {@code silenceNs} without a byte.
     *
     * @return false when nothing came for as long again
     */
    boolean seemsAlive(long silenceNs, Runnable ping) {
        long silentForNs = loop.monotonicNs() - heardAtNs;
        if (silentForNs >= silenceNs && !asked) {
            asked = true;
            ping.run();
        }
        return silentForNs < 2 * silenceNs;
    }
}
