package dev.fathom.venue.bitfinex;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The numbers that go with a key: each above all before it, over sockets and requests. Microseconds
 * since 1970 UTC, so that a program that begins again goes on above what it used. Safe for many
 * threads.
 */
final class Nonces {
    private static final long STEP = TimeUnit.MINUTES.toMicros(1);

    private final AtomicLong last = new AtomicLong();

    /** The next one, in digits. */
    String next(long nowMs) {
        long fromTime = TimeUnit.MILLISECONDS.toMicros(nowMs);
        return Long.toString(last.accumulateAndGet(fromTime, (was, now) -> Math.max(was + 1, now)));
    }

    /** The venue has seen a larger one: goes a minute ahead. */
    void raise() {
        last.addAndGet(STEP);
    }
}
