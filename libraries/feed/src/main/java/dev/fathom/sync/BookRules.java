package dev.fathom.sync;

import dev.fathom.book.OrderBook;
import java.util.Optional;

/**
 * What a venue promises about the messages of a book. Immutable.
 *
 * @param sequence the order of messages that carry the venue's ids
 * @param snapshot where a book's first state comes from
 * @param window whether levels beyond the subscribed depth have to be cut off here
 * @param unknownDelete what it means when a level is removed that is not held
 * @param checksum computes the checksum over a book that the venue sends, if it does
 * @param vouchedLevels best levels of each side beyond which a lost message would not show; 0 if
 *     there is no such bound
 */
public record BookRules(
        SequenceRule sequence,
        SnapshotSource snapshot,
        Window window,
        UnknownDelete unknownDelete,
        Optional<Checksum> checksum,
        int vouchedLevels) {

    /** Where a book's first state comes from. */
    public enum SnapshotSource {
        /** A REST request beside the stream. */
        REST,
        /** The stream itself: updates before it are of no use. */
        IN_BAND,
        /** Every message is a whole book. */
        EVERY_MESSAGE
    }

    /** Who keeps a book at the subscribed depth. */
    public enum Window {
        /** The book has no bound, or the venue removes what leaves it. */
        KEPT_BY_VENUE,
        /** The venue forgets without a word what leaves it, and so must we. */
        CUT_HERE
    }

    /** What it means when a level is removed that is not held. */
    public enum UnknownDelete {
        /** It happens. */
        NORMAL,
        /** A message was lost. */
        LOSS
    }

    /** Computes a venue's checksum over a book. Pure; safe for many threads. */
    @FunctionalInterface
    public interface Checksum {
        /** The checksum, its 32 bits as an {@code int}. */
        int of(OrderBook book);
    }

    /** True where ids reveal every message that is missing. */
    public boolean hasIds() {
        return snapshot == SnapshotSource.REST;
    }

    /** Ids and snapshots beside the stream, nothing else. */
    public static BookRules joined(SequenceRule sequence) {
        return new BookRules(
                sequence,
                SnapshotSource.REST,
                Window.KEPT_BY_VENUE,
                UnknownDelete.NORMAL,
                Optional.empty(),
                0);
    }

    /** The first state in the stream, messages without ids. */
    public static BookRules inBand(
            Window window, UnknownDelete unknownDelete, Checksum checksum, int vouchedLevels) {
        return unnumbered(
                SnapshotSource.IN_BAND,
                window,
                unknownDelete,
                Optional.of(checksum),
                vouchedLevels);
    }

    /** A whole book in every message, without ids. */
    public static BookRules wholeBooks() {
        return unnumbered(
                SnapshotSource.EVERY_MESSAGE,
                Window.KEPT_BY_VENUE,
                UnknownDelete.NORMAL,
                Optional.empty(),
                0);
    }

    /** The first state in the stream, messages without ids, nothing that would show a loss. */
    public static BookRules unproven() {
        return unnumbered(
                SnapshotSource.IN_BAND,
                Window.KEPT_BY_VENUE,
                UnknownDelete.NORMAL,
                Optional.empty(),
                0);
    }

    private static BookRules unnumbered(
            SnapshotSource snapshot,
            Window window,
            UnknownDelete unknownDelete,
            Optional<Checksum> checksum,
            int vouchedLevels) {
        return new BookRules(
                (appliedId, firstId, _) -> firstId == appliedId + 1 ? Link.NEXT : Link.GAP,
                snapshot,
                window,
                unknownDelete,
                checksum,
                vouchedLevels);
    }
}
