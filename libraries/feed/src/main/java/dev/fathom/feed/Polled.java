package dev.fathom.feed;

/** What is asked for again and again. Owned by its loop. */
sealed interface Polled permits PolledBook, PolledTape {
    /** It is time to ask. */
    void poll();

    /** Nothing more is asked. */
    void close();
}
