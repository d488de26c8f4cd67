package dev.fathom.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes what goes over the wire into a folder, on a thread of its own. Handing a line over never
 * waits for the disk: what finds no room is left out, counted, and named in the capture by a note
 * in its place. When the disk fails, lines wait, a new segment is tried every second, and what came
 * in vain is named. Safe for many threads.
 */
public final class Capture implements AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final long BLOCK_NS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long SEGMENT_BYTES = 1L << 30;
    private static final long HOUR_NS = TimeUnit.HOURS.toNanos(1);
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LITTLE_SPACE = 2L << 30;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path folder;
    private final CaptureOptions options;
    private final CaptureListener listener;
    private final ObjectNode run;
    private final Backlog backlog;
    private final Thread writer = new Thread(this::write, "fathom-capture");
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(2 * BLOCK_BYTES);
    private int textLines;
    private long textSinceNs;
    private long hour;
    private Segments segments;
    private volatile @Nullable String failure;
    private final AtomicLong linesWritten = new AtomicLong();
    private final AtomicLong bytesWritten = new AtomicLong();

    private Capture(
            Path folder,
            CaptureOptions options,
            CaptureListener listener,
            ObjectNode run,
            Segments segments) {
        this.folder = folder;
        this.options = options;
        this.backlog = new Backlog(options.mostWaitingBytes());
        this.listener = listener;
        this.run = run;
        this.segments = segments;
    }

    /**
     * Goes on with the capture of a folder, or begins one.
     *
     * @param version of the program that writes
     * @param addresses where each venue is reached, WebSocket and REST, by its id
     * @param retention how much is kept
     * @throws IOException naming the file that cannot be written or continued
     */
    public static Capture open(
            Path folder,
            String version,
            Map<String, List<String>> addresses,
            Retention retention,
            CaptureListener listener)
            throws IOException {
        return open(
                folder,
                new CaptureRun(version, addresses, List.of()),
                CaptureOptions.of(retention),
                listener);
    }

    /**
     * Goes on with the capture of a folder, or begins one.
     *
     * @param run what it says about itself
     * @throws IOException naming the file that cannot be written or continued
     */
    public static Capture open(
            Path folder, CaptureRun run, CaptureOptions options, CaptureListener listener)
            throws IOException {
        return open(folder, run.line(), options, listener);
    }

    /**
     * Begins the capture that several others are merged into.
     *
     * @param merged their names, in the order in which their connections take turns
     */
    static Capture openMerged(
            Path folder,
            String version,
            Map<String, List<String>> addresses,
            List<String> merged,
            CaptureListener listener)
            throws IOException {
        ObjectNode run = new CaptureRun(version, addresses, List.of()).line();
        merged.forEach(run.putArray(Manifest.MERGED)::add);
        return open(folder, run, CaptureOptions.of(Retention.ALL), listener);
    }

    private static Capture open(
            Path folder, ObjectNode run, CaptureOptions options, CaptureListener listener)
            throws IOException {
        List<String> unread = new ArrayList<>();
        Segments segments = Segments.open(folder, options.disk(), unread);
        unread.forEach(listener::told);
        Capture capture = new Capture(folder, options, listener, run, segments);
        capture.begin();
        capture.add(capture.note(Notes.RUN));
        capture.writer.start();
        return capture;
    }

    private RawLine note(String what) {
        return new RawLine(
                TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()),
                System.nanoTime(),
                0,
                RawLine.Kind.NOTE,
                Manifest.line(what).toString().getBytes(StandardCharsets.UTF_8));
    }

    private void begin() throws IOException {
        segments.add(run.deepCopy().put("atMs", System.currentTimeMillis()));
        segments.begin();
        segments.retire(options.retention(), System.currentTimeMillis());
        warnOfSpace();
    }

    private void warnOfSpace() throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < LITTLE_SPACE) {
            listener.told("%s: only %,d MB are free on its disk".formatted(folder, free >> 20));
        }
    }

    /** Takes a line; leaves it out if too much waits. */
    public void put(RawLine line) {
        boolean needed =
                switch (line.kind()) {
                    case OPENED, OUT, CLOSED, NOTE -> true;
                    case IN, ASKED, ANSWERED -> false;
                };
        put(line, needed);
    }

    /**
     * Takes a line for which there is room when there is none for others: without it, others cannot
     * be read.
     */
    void putNeeded(RawLine line) {
        put(line, true);
    }

    private void put(RawLine line, boolean needed) {
        backlog.put(line, needed, failure == null ? "overflow" : "disk");
    }

    /**
     * Takes a line, and waits for room while too much waits: for what comes from a file, and not
     * from a connection.
     */
    public void putWaiting(RawLine line) throws InterruptedException {
        backlog.awaitRoom(line);
        put(line);
    }

    /** Lines left out so far, since they came faster than the disk took them. */
    public long leftOut() {
        return backlog.leftOut();
    }

    /** Bytes that wait for the disk. */
    public long waitingBytes() {
        return backlog.bytes();
    }

    /** Lines written so far. */
    public long lines() {
        return linesWritten.get();
    }

    /** Bytes written so far, as they lie on the disk. */
    public long bytes() {
        return bytesWritten.get();
    }

    private void write() {
        boolean open = true;
        while (open) {
            boolean last = backlog.isClosing();
            List<RawLine> some = backlog.take(BLOCK_NS / 2);
            for (RawLine line : some) {
                add(line);
            }
            open = !last || !some.isEmpty();
            if (textLines > 0 && (!open || System.nanoTime() - textSinceNs >= BLOCK_NS)) {
                writeBlock();
            }
        }
    }

    private void add(RawLine line) {
        long its = Math.floorDiv(line.receivedAtNs(), HOUR_NS);
        // Merged lines, or those after a step of the clock, may go back: they stay where they are.
        if (textLines > 0 && its > hour) {
            writeBlock();
        }
        if (its > hour) {
            rotate(hour == 0 ? "" : "hour");
            hour = its;
        }
        if (textLines == 0) {
            textSinceNs = System.nanoTime();
        }
        line.writeTo(text);
        textLines++;
        if (text.size() >= BLOCK_BYTES) {
            writeBlock();
        }
    }

    private void rotate(String why) {
        if (!why.isEmpty()) {
            try {
                segments.end(why);
                segments.begin();
                segments.retire(options.retention(), System.currentTimeMillis());
                warnOfSpace();
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    private void writeBlock() {
        byte[] block = text.toByteArray();
        while (!tryWrite(block, textLines)) {
            if (backlog.isClosing()) {
                listener.told(folder + ": " + textLines + " lines could not be written");
                break;
            }
            backlog.pause(RETRY_NS);
        }
        text.reset();
        textLines = 0;
        if (segments.bytes() >= SEGMENT_BYTES) {
            rotate("size");
        }
    }

    private boolean tryWrite(byte[] block, int count) {
        try {
            if (!segments.isOpen()) {
                segments.close();
                segments = Segments.open(folder, options.disk(), new ArrayList<>());
                begin();
            }
            long before = segments.bytes();
            segments.write(block, count);
            bytesWritten.addAndGet(segments.bytes() - before);
            linesWritten.addAndGet(count);
            if (failure != null) {
                failure = null;
                listener.told(folder + ": writing goes on");
            }
            return true;
        } catch (IOException e) {
            fail(e);
            return false;
        }
    }

    private void fail(IOException e) {
        segments.abandon();
        String what = String.valueOf(e.getMessage());
        if (!what.equals(failure)) {
            failure = what;
            listener.told(folder + ": cannot be written, " + what + "; trying again every second");
        }
    }

    /** Writes what waits and seals the last segment. */
    @Override
    public void close() throws IOException {
        backlog.close();
        try {
            while (!writer.join(PATIENCE)) {
                listener.told(
                        "%s: waiting for its disk, %,d kB are queued"
                                .formatted(folder, backlog.bytes() >> 10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the capture was being ended", e);
        }
        segments.close();
    }
}
