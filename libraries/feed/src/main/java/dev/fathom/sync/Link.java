package dev.fathom.sync;

/** How an update stands to a book. */
public enum Link {
    /** The book already holds all of it. */
    STALE,
    /** It continues the book. */
    NEXT,
    /** Something between the book and it is missing. */
    GAP
}
