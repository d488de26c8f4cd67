package dev.fathom.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** The lines of one record, taken one by one while a thread of its own reads ahead. */
final class MergeSource implements AutoCloseable {
    private static final int READ_AHEAD = 20_000;

    /** A line, or the end. */
    private record Read(@Nullable RawLine line, Optional<IOException> failure) {}

    private final int number;
    private final Path folder;
    private final BlockingQueue<Read> queue = new ArrayBlockingQueue<>(READ_AHEAD);
    private final Thread reader;
    private long placeNs = Long.MIN_VALUE;
    private boolean ended;

    private MergeSource(int number, Path folder, RawCapture capture) {
        this.number = number;
        this.folder = folder;
        this.reader =
                Thread.ofVirtual().name("fathom-merge-" + number).unstarted(() -> read(capture));
    }

    /**
     * Begins to read.
     *
     * @param number among the sources, from 0
     */
    static MergeSource open(int number, Path folder) throws IOException {
        MergeSource source = new MergeSource(number, folder, RawCapture.open(folder));
        source.reader.start();
        return source;
    }

    private void read(RawCapture capture) {
        try {
            Optional<IOException> failure = Optional.empty();
            try {
                RawCapture.Integrity files = capture.read((line, _) -> put(line));
                if (!files.wrong().isEmpty()) {
                    failure = Optional.of(new BadCaptureException(files.wrong().getFirst()));
                }
            } catch (IOException e) {
                failure = Optional.of(e);
            } catch (RuntimeException e) {
                // Whoever waits for the next line is to hear of it.
                failure = Optional.of(new IOException(e));
            }
            queue.put(new Read(null, failure));
        } catch (InterruptedException _) {
            // Nobody wants the rest.
            Thread.currentThread().interrupt();
        }
    }

    // The merged record gets checkpoints of its own: other lines stand before them.
    private void put(RawLine line) throws IOException {
        if (!Notes.isCheckpoint(line)) {
            put(new Read(line, Optional.empty()));
        }
    }

    private void put(Read read) throws IOException {
        try {
            queue.put(read);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("nobody wants the rest", e);
        }
    }

    int number() {
        return number;
    }

    boolean hasEnded() {
        return ended;
    }

    /**
     * Where the line that was taken last stands in time: when it was received, but never before the
     * line that stands before it.
     */
    long placeNs() {
        return placeNs;
    }

    /** The next line; empty at the end. */
    Optional<RawLine> next() throws IOException, InterruptedException {
        if (ended) {
            return Optional.empty();
        }
        Read read = queue.take();
        RawLine line = read.line();
        if (line == null) {
            ended = true;
            if (read.failure().isPresent()) {
                throw new IOException(
                        folder + ": " + read.failure().get().getMessage(), read.failure().get());
            }
            return Optional.empty();
        }
        // A note may be of another time: of an import, years after what it begins.
        if (line.kind() != RawLine.Kind.NOTE) {
            placeNs = Math.max(placeNs, line.receivedAtNs());
        }
        return Optional.of(line);
    }

    @Override
    public void close() {
        reader.interrupt();
    }
}
