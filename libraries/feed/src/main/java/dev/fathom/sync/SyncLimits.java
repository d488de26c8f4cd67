package dev.fathom.sync;

/**
 * Bounds of one book's synchronisation, and what it takes for an error. Immutable.
 *
 * @param bufferedUpdates updates that may wait for a snapshot
 * @param bufferedLevels levels in those updates
 * @param staleStreak updates in a row that may end at or before a live book's id; more mean that
 *     the venue began its numbers anew
 * @param crossed what becomes of a crossed book
 */
public record SyncLimits(
        int bufferedUpdates, int bufferedLevels, int staleStreak, CrossedBook crossed) {
    /** 16,384 updates (27 minutes at ten a second), two million levels (32 MB), 50 in a row. */
    public static final SyncLimits DEFAULT = new SyncLimits(16_384, 2_000_000, 50);

    /**
     * For recordings, whose snapshot may stand anywhere: a million updates, forty million levels.
     */
    public static final SyncLimits RECORDING = new SyncLimits(1_000_000, 40_000_000, 1_000_000);

    /** Limits under which a crossed book is lost. */
    public SyncLimits(int bufferedUpdates, int bufferedLevels, int staleStreak) {
        this(bufferedUpdates, bufferedLevels, staleStreak, CrossedBook.IS_LOST);
    }

    /** The same limits with another treatment of crossed books. */
    public SyncLimits with(CrossedBook treatment) {
        return new SyncLimits(bufferedUpdates, bufferedLevels, staleStreak, treatment);
    }

    /** Checks that every bound is positive. */
    public SyncLimits {
        if (bufferedUpdates < 1 || bufferedLevels < 1 || staleStreak < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive, got "
                            + bufferedUpdates
                            + ", "
                            + bufferedLevels
                            + ", "
                            + staleStreak);
        }
    }
}
