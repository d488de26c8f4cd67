package dev.fathom.cli.replay;

import dev.fathom.capture.CaptureReplay;
import dev.fathom.capture.CaptureReplay.MissedBookException;
import dev.fathom.capture.CaptureVenues;
import dev.fathom.capture.CheckpointPlace;
import dev.fathom.capture.RawCapture;
import dev.fathom.capture.RawLine;
import dev.fathom.cli.common.Span;
import dev.fathom.feed.FeedListener;
import dev.fathom.feed.FrameReplay;
import dev.fathom.sync.SyncLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Plays the wanted part of a capture, and before it as much as that takes: from the last checkpoint
 * where that gives the same, otherwise from the start. Owned by one thread.
 */
final class RawPart {
    // Longer than a request for a snapshot waits for its answer.
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** Says of each line whether it is to be played. */
    @FunctionalInterface
    interface Gate {
        /**
         * Whether to play a line.
         *
         * @param isWanted whether the wanted part has begun
         */
        boolean passes(RawLine line, int segment, boolean isWanted);
    }

    private final RawCapture capture;
    private final Span span;
    private final SyncLimits limits;
    private final FeedListener listener;
    private Window window;
    private Collection<FrameReplay> replays = List.of();

    RawPart(RawCapture capture, Span span, SyncLimits limits, FeedListener listener) {
        this.capture = capture;
        this.span = span;
        this.limits = limits;
        this.listener = listener;
        this.window = window();
    }

    private Window window() {
        return new Window(span, capture.isInOrderOfTime(), listener);
    }

    /** The books after it was played, one replay a venue. */
    Collection<FrameReplay> replays() {
        return replays;
    }

    /** True when a book that was live when the part began was lost in it. */
    boolean lostABook() {
        return window.lostABook();
    }

    /**
     * Plays it.
     *
     * @param booksOnly whether no trade is wanted: which are told depends on all before
     */
    void play(Gate gate, boolean booksOnly) throws IOException {
        Optional<CheckpointPlace> place =
                booksOnly ? capture.placeBefore(span.beginNs(), SETTLED) : Optional.empty();
        while (place.isPresent()) {
            try {
                play(gate, place);
                return;
            } catch (MissedBookException _) {
                // Nothing was told yet: the wanted part begins later than this can happen.
                window = window();
                place = capture.placeBefore(place.get().untilNs(), SETTLED);
            }
        }
        play(gate, place);
    }

    private void play(Gate gate, Optional<CheckpointPlace> from) throws IOException {
        Window its = window;
        CaptureVenues venues = CaptureVenues.of(capture);
        CaptureReplay replay =
                from.map(it -> CaptureReplay.booksFrom(it, SETTLED, venues, limits, its))
                        .orElseGet(() -> new CaptureReplay(venues, limits, its));
        capture.readUntil(
                from,
                span.endNs(),
                (line, segment) -> {
                    if (gate.passes(line, segment, its.opens(line))) {
                        replay.line(line, segment);
                    }
                });
        replay.end();
        replays = replay.replays();
    }
}
