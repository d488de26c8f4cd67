package dev.fathom.cli.watch;

/** Why a watch ended. */
enum WatchEnd {
    /** Ctrl+C. */
    STOPPED,
    /** Its time was over. */
    TIME_UP,
    /** The person watching had enough. */
    QUIT,
    /** The venue refuses everything that was to be watched. */
    REFUSED
}
