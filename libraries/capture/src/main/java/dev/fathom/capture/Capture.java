package dev.fathom.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
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
    private static final long MOST_WAITING_BYTES = 64L << 20;
    private static final long MOST_TAKEN_BYTES = 2L << 20;
    private static final long LITTLE_SPACE = 2L << 30;
    private static final int LINE_OVERHEAD = 100;

    /** Lines that were left out. */
    private static final class LeftOut {
        long lines;
        long fromNs;
        long toNs;
        String why = "";
    }

    private final Path folder;
    private final Retention retention;
    private final CaptureListener listener;
    private final ObjectNode run;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private final ArrayDeque<RawLine> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private @Nullable LeftOut leftOut;
    private boolean closing;
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
            Retention retention,
            CaptureListener listener,
            ObjectNode run,
            Segments segments) {
        this.folder = folder;
        this.retention = retention;
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
        return open(folder, version, addresses, List.of(), retention, listener);
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
        return open(folder, version, addresses, merged, Retention.ALL, listener);
    }

    private static Capture open(
            Path folder,
            String version,
            Map<String, List<String>> addresses,
            List<String> merged,
            Retention retention,
            CaptureListener listener)
            throws IOException {
        List<String> unread = new ArrayList<>();
        Segments segments = Segments.open(folder, unread);
        unread.forEach(listener::told);
        ObjectNode run = Manifest.line(Notes.RUN).put("format", 1).put("version", version);
        ObjectNode venues = run.putObject("venues");
        addresses.forEach((venue, pair) -> pair.forEach(venues.withArray(venue)::add));
        if (!merged.isEmpty()) {
            merged.forEach(run.putArray(Manifest.MERGED)::add);
        }
        Capture capture = new Capture(folder, retention, listener, run, segments);
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
        segments.retire(retention, System.currentTimeMillis());
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
        long size = size(line);
        lock.lock();
        try {
            if (closing) {
                return;
            }
            if (waitingBytes + size > MOST_WAITING_BYTES && !waiting.isEmpty()) {
                leaveOut(line);
                return;
            }
            LeftOut lost = leftOut;
            if (lost != null) {
                leftOut = null;
                RawLine note = note(line, lost);
                waiting.add(note);
                waitingBytes += size(note);
            }
            waiting.add(line);
            waitingBytes += size;
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a line, and waits for room while too much waits: for what comes from a file, and not
     * from a connection.
     */
    public void putWaiting(RawLine line) throws InterruptedException {
        lock.lock();
        try {
            while (!closing && waitingBytes + size(line) > MOST_WAITING_BYTES) {
                drained.await();
            }
        } finally {
            lock.unlock();
        }
        put(line);
    }

    private void leaveOut(RawLine line) {
        LeftOut lost = leftOut;
        if (lost == null) {
            lost = new LeftOut();
            lost.fromNs = line.receivedAtNs();
            lost.why = failure == null ? "overflow" : "disk";
            leftOut = lost;
        }
        lost.lines++;
        lost.toNs = line.receivedAtNs();
    }

    private static RawLine note(RawLine before, LeftOut lost) {
        String json =
                Manifest.line(Notes.LEFT_OUT)
                        .put("why", lost.why)
                        .put("lines", lost.lines)
                        .put("fromNs", lost.fromNs)
                        .put("toNs", lost.toNs)
                        .toString();
        return new RawLine(
                before.receivedAtNs(),
                before.monotonicNs(),
                0,
                RawLine.Kind.NOTE,
                json.getBytes(StandardCharsets.UTF_8));
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
            List<RawLine> some = new ArrayList<>();
            lock.lock();
            try {
                awaitLines();
                take(some);
                open = !closing || !some.isEmpty();
            } finally {
                lock.unlock();
            }
            for (RawLine line : some) {
                add(line);
            }
            if (textLines > 0 && (!open || System.nanoTime() - textSinceNs >= BLOCK_NS)) {
                writeBlock();
            }
        }
    }

    // Not all at once: what was taken does not count as waiting any more.
    private void take(List<RawLine> some) {
        long taken = 0;
        while (!waiting.isEmpty() && taken < MOST_TAKEN_BYTES) {
            RawLine line = waiting.remove();
            taken += size(line);
            some.add(line);
        }
        waitingBytes -= taken;
        drained.signalAll();
    }

    private static long size(RawLine line) {
        return (long) line.payload().length + LINE_OVERHEAD;
    }

    private void awaitLines() {
        try {
            if (waiting.isEmpty() && !closing) {
                filled.awaitNanos(BLOCK_NS / 2);
            }
        } catch (InterruptedException _) {
            closing = true;
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
                segments.retire(retention, System.currentTimeMillis());
                warnOfSpace();
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    private void writeBlock() {
        byte[] block = text.toByteArray();
        while (!tryWrite(block, textLines)) {
            if (isClosing()) {
                listener.told(folder + ": " + textLines + " lines could not be written");
                break;
            }
            pause();
        }
        linesWritten.addAndGet(textLines);
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
                segments = Segments.open(folder, new ArrayList<>());
                begin();
            }
            long before = segments.bytes();
            segments.write(block, count);
            bytesWritten.addAndGet(segments.bytes() - before);
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

    private boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private void pause() {
        lock.lock();
        try {
            long leftNs = RETRY_NS;
            while (leftNs > 0 && !closing) {
                leftNs = filled.awaitNanos(leftNs);
            }
        } catch (InterruptedException _) {
            closing = true;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what waits and seals the last segment. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closing = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the capture was being ended", e);
        }
        segments.close();
    }
}
