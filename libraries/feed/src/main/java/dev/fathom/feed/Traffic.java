package dev.fathom.feed;

import dev.fathom.market.Subscription;
import java.util.Map;
import java.util.Optional;

/**
 * The frames that a stream has brought so far, by what they carried. Immutable. A frame with
 * several things counts as the first of them.
 *
 * @param venue the venue's id
 * @param stream which; empty for frames that belong to none
 * @param amounts by kind; kinds that never came are missing
 */
public record Traffic(String venue, Optional<Subscription> stream, Map<Kind, Amount> amounts) {
    /** What a frame carries. */
    public enum Kind {
        /** A state or a change, a trade, a quote. */
        CHANGE,
        /** A checksum alone. */
        CHECKSUM,
        /** A sign of life. */
        HEARTBEAT,
        /** What was known already. */
        UNCHANGED,
        /** An answer, or the venue about itself. */
        CONTROL,
        /** What could not be understood, or is not followed. */
        UNKNOWN
    }

    /**
     * So many frames with so many bytes in all.
     *
     * @param frames how many
     * @param bytes of text, uncompressed
     */
    public record Amount(long frames, long bytes) {}

    /** Checks nothing and keeps a copy. */
    public Traffic {
        amounts = Map.copyOf(amounts);
    }
}
