package dev.fathom.simulator;

/** How often depth is sent. */
enum Speed {
    /** Ten times a second. */
    FAST("@100ms", 100),
    /** Once a second, spot's plain name. */
    SLOW("", 1000),
    /** The fastest of the futures; ten times a second here. */
    REAL_TIME("@0ms", 100),
    /** Twice a second. */
    HALF_SECOND("@500ms", 500),
    /** Four times a second, the futures' plain name. */
    QUARTER_SECOND("", 250);

    /** Ends the names of streams of this speed. */
    final String suffix;

    private final int everyMs;

    Speed(String suffix, int everyMs) {
        this.suffix = suffix;
        this.everyMs = everyMs;
    }

    /** Whether a message is due at this of the ticks of so many milliseconds. */
    boolean isDue(long tick, int tickMs) {
        return tick * tickMs / everyMs > (tick - 1) * tickMs / everyMs;
    }
}
