package dev.fathom.venue;

/**
 * What a venue's book feed offers, and so what can be proven about a book there. Immutable.
 *
 * @param sequence how updates are ordered
 * @param scope what one row of sequence numbers covers
 * @param snapshot where a book's first state comes from
 * @param snapshotLevels most levels a side in a snapshot
 * @param unknownDelete whether removing a level that is not held is normal
 * @param provable what loss is detected, in a sentence
 * @param notProvable what is not, in a sentence
 */
public record Capabilities(
        SequenceKind sequence,
        Scope scope,
        SnapshotSource snapshot,
        int snapshotLevels,
        UnknownDelete unknownDelete,
        String provable,
        String notProvable) {
    /** How updates are ordered. */
    public enum SequenceKind {
        /** One number a message, rising by one. */
        COUNTER,
        /** Each message names its predecessor. */
        CHAIN,
        /** Each message covers a range of numbers, the ranges touch. */
        ID_RANGE,
        /** A checksum over the book. */
        CHECKSUM,
        /** Only times. */
        TIMESTAMP,
        /** Nothing. */
        NONE
    }

    /** What one row of sequence numbers covers. */
    public enum Scope {
        /** One instrument: a gap costs one book. */
        INSTRUMENT,
        /** The connection: a gap costs all its books. */
        CONNECTION
    }

    /** Where a book's first state comes from. */
    public enum SnapshotSource {
        /** A REST request beside the stream. */
        REST,
        /** The stream itself. */
        IN_BAND,
        /** Every message is a whole book. */
        EVERY_MESSAGE
    }

    /** Whether removing a level that is not held is normal. */
    public enum UnknownDelete {
        /** It happens. */
        NORMAL,
        /** It points at a lost message. */
        SUSPICIOUS
    }
}
