package dev.fathom.sync;

/** What becomes of a book whose best bid is at or above its best ask. Looked at every message. */
public enum CrossedBook {
    /**
     * It is lost: continuous matching leaves no such book behind, so an error here or there has
     * made it.
     */
    IS_LOST,
    /**
     * It stays live, and {@link BookSyncListener#crossed} tells when it begins and ends. For
     * sources that show a crossed book rightly: an auction, a halted market, a recording that is
     * played in a loop without a new snapshot.
     */
    IS_TOLD
}
