package dev.fathom.simulator;

/** The unit of the times in one connection's messages. */
enum WireTime {
    MILLISECOND,
    MICROSECOND;

    long of(long us) {
        return this == MICROSECOND ? us : Math.floorDiv(us, 1000);
    }
}
