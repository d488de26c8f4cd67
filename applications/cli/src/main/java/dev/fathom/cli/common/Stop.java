package dev.fathom.cli.common;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The wish that the command ends: Ctrl+C, or whatever else asks for it. Safe for many threads. */
public final class Stop {
    private final CountDownLatch wished = new CountDownLatch(1);

    /** Asks for the end. */
    public void now() {
        wished.countDown();
    }

    /** True once the end was asked for. */
    public boolean isWished() {
        return wished.getCount() == 0;
    }

    /**
     * Waits for the wish.
     *
     * @return whether it came in time
     */
    public boolean await(Duration atMost) {
        try {
            return wished.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
