package dev.fathom.capture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fathom.venue.InstrumentInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
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
    private static final int MOST_FACTS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path folder;
    private final CaptureOptions options;
    private final CaptureListener listener;
    private final ObjectNode run;
    private final Backlog backlog;
    private final Checkpointer checkpoints;
    private final BlockingQueue<ObjectNode> facts = new ArrayBlockingQueue<>(MOST_FACTS);
    private final Thread writer = new Thread(this::write, "fathom-capture");
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(2 * BLOCK_BYTES);
    private int textLines;
    private long textSinceNs;
    private long hour;
    private List<String> named = List.of();
    private Segments segments;
    private volatile @Nullable String failure;
    private final AtomicLong linesWritten = new AtomicLong();
    private final AtomicLong bytesWritten = new AtomicLong();

    private Capture(
            Path folder,
            CaptureOptions options,
            CaptureListener listener,
            ObjectNode run,
            Checkpointer checkpoints,
            Segments segments) {
        this.folder = folder;
        this.options = options;
        this.backlog = new Backlog(options.mostWaitingBytes());
        this.listener = listener;
        this.run = run;
        this.checkpoints = checkpoints;
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
        if (RawCapture.isAt(folder) && !RawCapture.open(folder).accounts().isEmpty()) {
            throw new IOException(
                    folder + " holds the recording of an account: name a folder of its own");
        }
        CaptureVenues venues = new CaptureVenues(run.addresses(), 1);
        return open(folder, run.line(), venues, options, listener);
    }

    /**
     * Goes on with the capture of an account, or begins one.
     *
     * @param account which kind of account, such as {@code binance-margin}
     * @param addresses where it is reached, WebSocket and REST
     * @throws IOException naming the file that cannot be written or continued, or that the folder
     *     holds a recording of something else
     */
    public static Capture openAccount(
            Path folder,
            String version,
            String account,
            List<String> addresses,
            CaptureListener listener)
            throws IOException {
        if (RawCapture.isAt(folder)) {
            RawCapture before = RawCapture.open(folder);
            if (!before.venues().isEmpty()
                    || !List.of(account).containsAll(before.accounts().keySet())) {
                throw new IOException(
                        folder + " holds a recording of something else: name a folder of its own");
            }
        }
        ObjectNode run = new CaptureRun(version, Map.of(), List.of()).line();
        addresses.forEach(run.putObject(Manifest.ACCOUNTS).putArray(account)::add);
        CaptureVenues none = new CaptureVenues(Map.of(), 1, true);
        return open(folder, run, none, CaptureOptions.of(Retention.ALL), listener);
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
            CaptureOptions options,
            CaptureListener listener)
            throws IOException {
        ObjectNode run = new CaptureRun(version, addresses, List.of()).line();
        merged.forEach(run.putArray(Manifest.MERGED)::add);
        CaptureVenues venues = new CaptureVenues(addresses, merged.size());
        return open(folder, run, venues, options, listener);
    }

    private static Capture open(
            Path folder,
            ObjectNode run,
            CaptureVenues venues,
            CaptureOptions options,
            CaptureListener listener)
            throws IOException {
        List<String> unread = new ArrayList<>();
        Segments segments = Segments.open(folder, options.disk(), unread);
        unread.forEach(listener::told);
        Checkpointer checkpoints = new Checkpointer(venues, options.checkpoints(), listener);
        Capture capture = new Capture(folder, options, listener, run, checkpoints, segments);
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

    /** Notes in the manifest how a venue's clock stands beside ours. */
    public void put(ClockCheck clock) {
        putFact(clock.line());
    }

    /** Notes in the manifest how a venue lists what is recorded. */
    public void put(InstrumentInfo listed) {
        putFact(Listing.line(listed, System.currentTimeMillis()));
    }

    /** Takes a line for the manifest; passes over it if ten thousand wait for the disk. */
    void putFact(ObjectNode line) {
        if (!facts.offer(line)) {
            listener.told(folder + ": a line of the manifest is left out, too many wait");
        }
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
            writeFacts();
            open = !last || !some.isEmpty();
            if (textLines > 0 && (!open || isOld())) {
                writeBlock();
            }
        }
    }

    private boolean isOld() {
        return options.monotonicNs().getAsLong() - textSinceNs >= BLOCK_NS;
    }

    private void writeFacts() {
        try {
            // After a failed write the manifest is opened again with the next block.
            for (ObjectNode fact = facts.peek();
                    fact != null && segments.isOpen();
                    fact = facts.peek()) {
                segments.add(fact.deepCopy());
                facts.remove();
            }
        } catch (IOException e) {
            fail(e);
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
        if (checkpoints.isDue()) {
            checkpoints.take().ifPresent(this::writeCheckpoint);
        }
        append(line);
        checkpoints.line(line);
        if (text.size() >= BLOCK_BYTES || isOld()) {
            writeBlock();
        }
    }

    private void append(RawLine line) {
        if (textLines == 0) {
            textSinceNs = options.monotonicNs().getAsLong();
        }
        line.writeTo(text);
        textLines++;
    }

    // It begins a block, so that a reader can begin there. The manifest names it when it is whole.
    private void writeCheckpoint(Checkpoint checkpoint) {
        if (textLines > 0) {
            writeBlock();
        }
        Optional<Segments.Position> place = Optional.empty();
        for (RawLine line : checkpoints.lines(checkpoint)) {
            append(line);
            if (text.size() >= BLOCK_BYTES) {
                Optional<Segments.Position> written = writeBlock();
                place = place.or(() -> written);
            }
        }
        if (textLines > 0) {
            Optional<Segments.Position> written = writeBlock();
            place = place.or(() -> written);
        }
        if (place.isPresent() && segments.isOpen()) {
            name(checkpoint, place.get());
        }
    }

    private void name(Checkpoint checkpoint, Segments.Position place) {
        List<String> books = checkpoint.instruments();
        ObjectNode line =
                Manifest.line(Checkpoint.WHAT)
                        .put("segment", place.segment())
                        .put("at", place.at())
                        .put("chain", Chain.hex(place.chain()))
                        .put("untilNs", checkpoints.untilNs());
        if (!books.equals(named)) {
            books.forEach(line.putArray("books")::add);
        }
        try {
            segments.add(line);
            named = books;
        } catch (IOException e) {
            fail(e);
        }
    }

    private void rotate(String why) {
        if (!why.isEmpty()) {
            try {
                segments.end(why);
                segments.begin();
                checkpoints.segmentBegins();
                segments.retire(options.retention(), System.currentTimeMillis());
                warnOfSpace();
            } catch (IOException e) {
                fail(e);
            }
        }
    }

    /** Writes what was added; where it stands, unless that failed until the end. */
    private Optional<Segments.Position> writeBlock() {
        byte[] block = text.toByteArray();
        Optional<Segments.Position> place = tryWrite(block, textLines);
        while (place.isEmpty()) {
            if (backlog.isClosing()) {
                listener.told(folder + ": " + textLines + " lines could not be written");
                break;
            }
            backlog.pause(RETRY_NS);
            place = tryWrite(block, textLines);
        }
        text.reset();
        textLines = 0;
        if (segments.bytes() >= SEGMENT_BYTES) {
            rotate("size");
        }
        return place;
    }

    private Optional<Segments.Position> tryWrite(byte[] block, int count) {
        try {
            if (!segments.isOpen()) {
                segments.close();
                segments = Segments.open(folder, options.disk(), new ArrayList<>());
                begin();
            }
            Segments.Position place = segments.position();
            segments.write(block, count);
            bytesWritten.addAndGet(segments.bytes() - place.at());
            linesWritten.addAndGet(count);
            if (failure != null) {
                failure = null;
                listener.told(folder + ": writing goes on");
            }
            return Optional.of(place);
        } catch (IOException e) {
            fail(e);
            return Optional.empty();
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
