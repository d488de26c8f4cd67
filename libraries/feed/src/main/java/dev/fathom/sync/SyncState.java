package dev.fathom.sync;

/** What a book is worth. Levels are given out only while it is {@link Live}. Immutable. */
public sealed interface SyncState {
    /**
     * Holding updates until a first snapshot comes.
     *
     * @param buffer the updates that wait
     */
    record Joining(JoinBufferStatus buffer) implements SyncState {}

    /**
     * Equal to the venue's book up to and including {@code lastId}.
     *
     * @param lastId the venue's sequence number
     */
    record Live(long lastId) implements SyncState {}

    /**
     * Not to be trusted; holding updates until a new snapshot comes.
     *
     * @param reason what went wrong
     * @param buffer the updates that wait
     */
    record Lost(LostReason reason, JoinBufferStatus buffer) implements SyncState {}
}
