package dev.fathom.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a capture while it is written: numbered files of which the last one grows. Owned
 * by one thread.
 */
final class Segments implements AutoCloseable {
    /** Ends the names of segments. */
    static final String SUFFIX = ".raw.zst";

    private final Path folder;
    private final Manifest manifest;
    private final Disk disk;
    private byte[] chain;
    private int number;
    private @Nullable FileChannel file;
    private @Nullable WritableByteChannel blocksTo;
    private long lines;
    private int blocks;
    private long bytes;

    private Segments(Path folder, Manifest manifest, Disk disk, byte[] chain, int number) {
        this.folder = folder;
        this.manifest = manifest;
        this.disk = disk;
        this.chain = chain;
        this.number = number;
    }

    /** The file of a segment. */
    static Path file(Path folder, int number) {
        return folder.resolve(name(number));
    }

    static String name(int number) {
        return "%06d".formatted(number) + SUFFIX;
    }

    /**
     * Goes on where a capture ended, or begins one. What a crash left is closed as far as it can be
     * read, and a new segment is begun.
     *
     * @return the segments, and what was left unread
     */
    static Segments open(Path folder, Disk disk, List<String> unread) throws IOException {
        make(folder);
        requireNobodyWrites(folder);
        Manifest manifest = Manifest.append(folder);
        byte[] chain = Chain.start();
        int number = 0;
        Optional<Integer> unsealed = Optional.empty();
        for (JsonNode line : Manifest.read(folder)) {
            switch (line.path("what").asText()) {
                case "segment" -> {
                    number = line.path("segment").asInt();
                    unsealed = Optional.of(number);
                }
                case "sealed" -> {
                    chain = Chain.parse(line.path("chain").asText());
                    unsealed = Optional.empty();
                }
                default -> {
                    // Of no segment.
                }
            }
        }
        Segments segments = new Segments(folder, manifest, disk, chain, number);
        if (unsealed.isPresent()) {
            segments.recover(unsealed.get(), unread);
        }
        return segments;
    }

    // What these exceptions say by themselves is the path alone.
    private static void make(Path folder) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException("cannot record into " + folder + ": it is a file");
        }
        try {
            Files.createDirectories(folder);
        } catch (FileSystemException e) {
            String why =
                    e instanceof AccessDeniedException
                            ? "permission denied"
                            : Objects.requireNonNullElse(e.getReason(), "not possible there");
            throw new IOException("cannot make the folder " + folder + ": " + why, e);
        }
    }

    // Whoever writes holds a lock on the segment that grows.
    private static void requireNobodyWrites(Path folder) throws IOException {
        if (!RawCapture.isAt(folder)) {
            return;
        }
        int last = 0;
        for (JsonNode line : Manifest.read(folder)) {
            last = line.path("segment").asInt(last);
        }
        Path path = file(folder, last);
        if (!Files.exists(path)) {
            return;
        }
        try (FileChannel grown = FileChannel.open(path, StandardOpenOption.WRITE)) {
            if (!lock(grown)) {
                throw new IOException(folder + " is being written by another process");
            }
        }
    }

    private static boolean lock(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        } catch (IOException _) {
            // Some file systems have no locks.
            return true;
        }
    }

    private void recover(int last, List<String> unread) throws IOException {
        Path path = file(folder, last);
        if (!Files.exists(path)) {
            seal(last, 0, 0, 0, 0, "missing");
            return;
        }
        try (SegmentReader reader = SegmentReader.open(path, chain)) {
            try {
                while (reader.next().isPresent()) {
                    // To the last whole block.
                }
            } catch (BadCaptureException e) {
                // What came before it counts; whoever reads the capture is told.
                unread.add(path + ": " + e.getMessage());
            }
            chain = reader.chain();
            if (reader.unread() > 0) {
                unread.add(
                        "%s: the last write was cut off, %d bytes cannot be read"
                                .formatted(path, reader.unread()));
            }
            seal(
                    last,
                    reader.blocks(),
                    reader.lines(),
                    reader.position(),
                    reader.unread(),
                    "recovered");
        }
    }

    void add(ObjectNode line) throws IOException {
        manifest.add(line);
    }

    /** Begins the next segment. */
    void begin() throws IOException {
        number++;
        Path path = file(folder, number);
        // The manifest could not be told of it: nothing was ever written to it.
        if (Files.exists(path) && Files.size(path) == 0) {
            Files.delete(path);
        }
        FileChannel begun =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock(begun);
        file = begun;
        blocksTo = disk.over(begun);
        lines = 0;
        blocks = 0;
        bytes = 0;
        manifest.add(Manifest.line("segment").put("segment", number));
    }

    boolean isOpen() {
        return file != null;
    }

    /** Bytes of the segment that grows. */
    long bytes() {
        return bytes;
    }

    /** Where the next block will stand. */
    Position position() {
        return new Position(number, bytes, chain);
    }

    /**
     * A place between two blocks.
     *
     * @param segment number of the segment
     * @param at bytes of it that lie before
     * @param chain hash over all blocks before
     */
    record Position(int segment, long at, byte[] chain) {}

    /**
     * Writes lines.
     *
     * @throws IOException if they may not have been written, wholly or in part; the segment is to
     *     be given up then
     */
    void write(byte[] text, int count) throws IOException {
        WritableByteChannel to = blocksTo;
        if (file == null || to == null || !Files.exists(file(folder, number))) {
            throw new IOException(file(folder, number) + " is gone");
        }
        Block block = Block.pack(text, count, chain);
        byte[] packed = block.bytes();
        ByteBuffer out = ByteBuffer.wrap(packed);
        while (out.hasRemaining()) {
            to.write(out);
        }
        chain = block.chain();
        lines += count;
        blocks++;
        bytes += packed.length;
    }

    /** Ends the segment that grows. */
    void end(String why) throws IOException {
        FileChannel to = file;
        if (to != null) {
            file = null;
            try (to) {
                to.force(true);
            }
            seal(number, blocks, lines, bytes, 0, why);
        }
    }

    /** Gives the segment up after a failed write: what was written before it counts. */
    void abandon() {
        FileChannel to = file;
        file = null;
        if (to != null) {
            try {
                to.close();
            } catch (IOException _) {
                // It has failed already.
            }
        }
    }

    private void seal(
            int segment, int blockCount, long lineCount, long length, long unread, String why)
            throws IOException {
        manifest.add(
                Manifest.line("sealed")
                        .put("segment", segment)
                        .put("blocks", blockCount)
                        .put("lines", lineCount)
                        .put("bytes", length)
                        .put("unread", unread)
                        .put("why", why)
                        .put("chain", Chain.hex(chain)));
    }

    /**
     * Removes the oldest segments that need not be kept; each is named in the manifest first. The
     * one that grows stays.
     *
     * @param nowMs milliseconds since 1970 UTC
     */
    void retire(Retention retention, long nowMs) throws IOException {
        List<Integer> kept = new ArrayList<>(present(folder));
        kept.remove(Integer.valueOf(number));
        long all = bytes;
        for (int each : kept) {
            all += Files.size(file(folder, each));
        }
        for (int each : kept) {
            Path path = file(folder, each);
            long size = Files.size(path);
            long ageMs = nowMs - Files.getLastModifiedTime(path).toMillis();
            boolean old = !retention.keep().isZero() && ageMs > retention.keep().toMillis();
            boolean tooMuch = retention.mostBytes() > 0 && all > retention.mostBytes();
            if (!old && !tooMuch) {
                return;
            }
            manifest.add(
                    Manifest.line("removed").put("segment", each).put("why", old ? "age" : "disk"));
            Files.delete(path);
            all -= size;
        }
    }

    private static List<Integer> present(Path folder) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode line : Manifest.read(folder)) {
            int segment = line.path("segment").asInt();
            if (line.path("what").asText().equals("segment")
                    && Files.exists(file(folder, segment))) {
                numbers.add(segment);
            }
        }
        return numbers;
    }

    @Override
    public void close() throws IOException {
        try {
            end("end");
        } finally {
            manifest.close();
        }
    }
}
