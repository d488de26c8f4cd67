package dev.fathom.sync;

/** What a snapshot did for a book. */
public enum SnapshotOutcome {
    /** The book is live now. */
    JOINED,
    /** Older than the updates that wait: ask again, they are kept. */
    TOO_OLD,
    /** It could not make a book (nothing in it, crossed, a number too big): ask again later. */
    UNUSABLE,
    /** The book was live: compared, equal at every level that both know. */
    AUDIT_EQUAL,
    /** The book was live and differed: lost. Given once more, this snapshot makes it live again. */
    AUDIT_DIFFERENT,
    /** Newer than the live book: compared as soon as the stream gets there. */
    AUDIT_WAITS,
    /** No comparison was asked for, or it is too old for one. */
    NO_VERDICT
}
