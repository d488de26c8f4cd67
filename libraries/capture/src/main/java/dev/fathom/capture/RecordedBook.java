package dev.fathom.capture;

import dev.fathom.feed.Book;
import dev.fathom.market.Instrument;
import dev.fathom.sync.SyncLimits;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The book of an instrument out of a capture, as it was at an instant. Pure, but for the files that
 * it reads.
 */
public final class RecordedBook {
    private RecordedBook() {}

    /**
     * The book, read from the last checkpoint before the instant that has it, or from the start
     * where none has.
     *
     * @param atNs nanoseconds since 1970 UTC
     * @param levelsPerSide how many levels it is to have
     * @return empty if nothing of it had been seen
     * @throws BadCaptureException if something on the way is not as it was written
     */
    public static Optional<Book> at(
            RawCapture capture, Instrument instrument, long atNs, int levelsPerSide)
            throws IOException {
        return read(capture, place(capture, instrument, atNs), instrument, atNs, levelsPerSide);
    }

    /** The same book, read from the start whatever checkpoints there are. */
    public static Optional<Book> fromTheStart(
            RawCapture capture, Instrument instrument, long atNs, int levelsPerSide)
            throws IOException {
        return read(capture, Optional.empty(), instrument, atNs, levelsPerSide);
    }

    // All messages before it must count: in merged records, and after a step of the clock, some may
    // be of a later time.
    private static Optional<CheckpointPlace> place(
            RawCapture capture, Instrument instrument, long atNs) throws IOException {
        List<CheckpointPlace> places =
                capture.isInOrderOfTime() ? capture.checkpoints() : List.of();
        for (CheckpointPlace place : places.reversed()) {
            if (place.untilNs() <= atNs && place.books().contains(instrument.toString())) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    private static Optional<Book> read(
            RawCapture capture,
            Optional<CheckpointPlace> from,
            Instrument instrument,
            long atNs,
            int levelsPerSide)
            throws IOException {
        CaptureReplay replay =
                CaptureReplay.ofBooks(CaptureVenues.of(capture), SyncLimits.DEFAULT, instrument);
        if (capture.isInOrderOfTime()) {
            capture.readUntil(from, atNs, replay);
            return replay.book(instrument, levelsPerSide);
        }
        Latest latest = new Latest(replay, instrument, levelsPerSide);
        capture.readUntil(from, atNs, latest);
        return latest.book();
    }

    /**
     * Where processes wrote in any order of time: of those that have the instrument, the book of
     * the one that was at work last.
     */
    private static final class Latest implements RawCapture.Reader {
        private final CaptureReplay replay;
        private final Instrument instrument;
        private final int levelsPerSide;
        private Optional<Book> best = Optional.empty();
        private long bestNs = Long.MIN_VALUE;
        private long newestNs = Long.MIN_VALUE;

        Latest(CaptureReplay replay, Instrument instrument, int levelsPerSide) {
            this.replay = replay;
            this.instrument = instrument;
            this.levelsPerSide = levelsPerSide;
        }

        @Override
        public void line(RawLine line, int segment) throws IOException {
            if (line.kind() == RawLine.Kind.NOTE && line.beginsRun()) {
                settle();
                newestNs = Long.MIN_VALUE;
            }
            replay.line(line, segment);
            if (line.kind() != RawLine.Kind.NOTE) {
                newestNs = Math.max(newestNs, line.receivedAtNs());
            }
        }

        private void settle() {
            Optional<Book> book = replay.book(instrument, levelsPerSide);
            if (book.isPresent() && newestNs >= bestNs) {
                best = book;
                bestNs = newestNs;
            }
        }

        Optional<Book> book() {
            settle();
            return best;
        }
    }
}
