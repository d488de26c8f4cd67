package dev.fathom.cli.common;

import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/** Ctrl+C and {@code kill}: the first one asks the command to end, the second one ends it. */
public final class Interrupts {
    private static final int KILLED_BY_INTERRUPT = 130;

    private Interrupts() {}

    /** Turns the process's signals into a wish to end. */
    public static void into(Stop stop) {
        AtomicInteger signals = new AtomicInteger();
        Runnable received =
                () -> {
                    if (signals.incrementAndGet() == 1) {
                        stop.now();
                    } else {
                        Runtime.getRuntime().halt(KILLED_BY_INTERRUPT);
                    }
                };
        Signals.register("INT", received);
        Signals.register("TERM", received);
    }
}
