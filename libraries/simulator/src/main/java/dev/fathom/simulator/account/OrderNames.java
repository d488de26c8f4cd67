package dev.fathom.simulator.account;

/** Names for what its owner has not named. Owned by the venue's thread. */
final class OrderNames {
    private long named;

    String next() {
        return "auto" + Long.toString(7_000_000_000_000L + 104_729 * named++, 36);
    }
}
