package dev.fathom.sync;

import dev.fathom.book.BookView;

/**
 * A live book between two messages, and all that its synchronisation goes on from. Immutable.
 *
 * @param levels all of them, with scales, known depth and the id at which they stand
 * @param receivedLastId last id of the newest update that came; {@link #NONE} before the first
 * @param ranBackFrom the id from which ids ran back; {@link #NONE} if they did not
 * @param staleInARow updates in a row that ended at or before the book's id
 * @param numbered the number of the last message that carried no id; -1 before the first
 * @param bufferPeak the most updates that ever waited for a snapshot
 */
public record SavedBook(
        BookView levels,
        long receivedLastId,
        long ranBackFrom,
        int staleInARow,
        long numbered,
        int bufferPeak) {
    /** Stands for an id where there is none. */
    public static final long NONE = Long.MIN_VALUE;
}
