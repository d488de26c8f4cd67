package dev.fathom.sync;

/** A venue's rule of order between a book and an update. Pure; safe for many threads. */
public interface SequenceRule {
    /**
     * Judges an update.
     *
     * @param appliedId the sequence number that the book includes
     * @param firstId first sequence number that the update covers
     * @param lastId last sequence number that the update covers
     */
    Link link(long appliedId, long firstId, long lastId);
}
