package dev.fathom.sync;

import java.util.Locale;

/**
 * Why a book is not to be trusted. Immutable.
 *
 * @param cause the kind, for counting
 * @param detail the numbers, for people: {@code expected first id 13, got 14}
 */
public record LostReason(Cause cause, String detail) {
    /** The kinds of reason. */
    public enum Cause {
        /** Updates are missing. */
        GAP,
        /** The venue's checksum over the book is another. */
        CHECKSUM,
        /** A level was removed that the book did not hold. */
        UNKNOWN_DELETE,
        /** Sequence numbers ran backwards. */
        IDS_RAN_BACK,
        /** Best bid at or above best ask where the venue has a boundary. */
        CROSSED,
        /** More updates waited for a snapshot than may. */
        BUFFER_OVERFLOW,
        /** A frame that could not be understood. */
        BAD_FRAME,
        /** A number that the book cannot hold exactly. */
        NUMBER,
        /** A fresh snapshot of the venue differs. */
        AUDIT,
        /** The venue's book moved on while its stream stayed silent. */
        SILENT,
        /** The venue said that it pauses. */
        MAINTENANCE,
        /** The connection ended. */
        DISCONNECTED,
        /** The venue refuses this instrument or request. */
        REFUSED
    }

    /** {@code gap: expected first id 13, got 14}. */
    @Override
    public String toString() {
        return cause.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + detail;
    }
}
