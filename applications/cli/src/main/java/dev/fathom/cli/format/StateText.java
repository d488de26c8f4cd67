package dev.fathom.cli.format;

import dev.fathom.sync.JoinBufferStatus;
import dev.fathom.sync.LostReason;
import dev.fathom.sync.SyncState;

/** What a book is worth, in words. */
public final class StateText {
    private StateText() {}

    /** One word: {@code joining}, {@code live} or {@code lost}. */
    public static String word(SyncState state) {
        return switch (state) {
            case SyncState.Joining _ -> "joining";
            case SyncState.Live _ -> "live";
            case SyncState.Lost _ -> "lost";
        };
    }

    /** A few words, with the reason of a loss and the updates that wait. */
    public static String sentence(SyncState state) {
        return switch (state) {
            case SyncState.Joining(JoinBufferStatus buffer) -> "joining, " + waiting(buffer);
            case SyncState.Live(long lastId) -> "live at id " + lastId;
            case SyncState.Lost(LostReason reason, JoinBufferStatus buffer) ->
                    "lost, " + reason + "; " + waiting(buffer);
        };
    }

    private static String waiting(JoinBufferStatus buffer) {
        return buffer.updates() == 0
                ? "waiting for a snapshot"
                : "%d %s for a snapshot"
                        .formatted(
                                buffer.updates(),
                                buffer.updates() == 1 ? "update waits" : "updates wait");
    }
}
