package dev.fathom.simulator;

/** How often depth is sent. */
enum Speed {
    FAST("@100ms"),
    SLOW("");

    /** Ends the names of streams of this speed. */
    final String suffix;

    Speed(String suffix) {
        this.suffix = suffix;
    }
}
