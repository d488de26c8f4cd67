package dev.fathom.capture;

import dev.fathom.sync.SyncLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plays the lines of a capture as they are written, and makes checkpoints of what a replay knows
 * there. Owned by the capture's thread.
 */
final class Checkpointer {
    // The books of the feed would not do: they know more than a replay (what comparisons with
    // snapshots added), number messages otherwise, and are between two messages at another place of
    // the capture each. docs/decisions/0019 has the figures.

    private static final int LINE_OVERHEAD = 50;

    private final CaptureReplay replay;
    private final long everyNs;
    private final long share;
    private final CaptureListener listener;
    private boolean off;
    private boolean any;
    private boolean segmentBegan;
    private long sinceNs;
    private long untilNs;
    private long monotonicNs;
    private long bytesSince;
    private long lastBytes;

    /** None made yet. */
    Checkpointer(CaptureVenues venues, CheckpointRule rule, CaptureListener listener) {
        this.replay = CaptureReplay.ofBooks(venues, SyncLimits.DEFAULT);
        this.everyNs = rule.every().toNanos();
        this.share = rule.share();
        this.listener = listener;
        this.off = everyNs == 0;
    }

    /** A line stands in the capture. */
    void line(RawLine line) {
        if (off) {
            return;
        }
        try {
            replay.line(line, 0);
        } catch (IOException | RuntimeException e) {
            // What is recorded is worth more than what makes it quick to read.
            off = true;
            listener.told("no more checkpoints are written into the capture: " + e);
        }
        bytesSince += line.payload().length + LINE_OVERHEAD;
        if (line.kind() != RawLine.Kind.NOTE) {
            sinceNs = any ? sinceNs : line.receivedAtNs();
            untilNs = any ? Math.max(untilNs, line.receivedAtNs()) : line.receivedAtNs();
            monotonicNs = line.monotonicNs();
            any = true;
        }
    }

    /** A segment begins: it is to be of use without those before it. */
    void segmentBegins() {
        segmentBegan = true;
    }

    /** True when a checkpoint is to stand behind the last line. */
    boolean isDue() {
        return !off
                && any
                && (segmentBegan || untilNs - sinceNs >= everyNs)
                && bytesSince >= share * lastBytes;
    }

    /** When the latest message was received. */
    long untilNs() {
        return untilNs;
    }

    /** What a checkpoint is to say now; empty while no book is live. */
    Optional<Checkpoint> take() {
        sinceNs = untilNs;
        segmentBegan = false;
        return Optional.of(replay.save()).filter(it -> !it.books().isEmpty());
    }

    /** The lines of a checkpoint. */
    List<RawLine> lines(Checkpoint checkpoint) {
        List<RawLine> lines = new ArrayList<>();
        lastBytes = 0;
        checkpoint
                .notes()
                .forEach(note -> {
                    byte[] text = note.toString().getBytes(StandardCharsets.UTF_8);
                    lastBytes += text.length + LINE_OVERHEAD;
                    lines.add(new RawLine(untilNs, monotonicNs, 0, RawLine.Kind.NOTE, text));
                });
        bytesSince = 0;
        return lines;
    }
}
