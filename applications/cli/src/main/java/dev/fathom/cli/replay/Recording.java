package dev.fathom.cli.replay;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of recorded traffic: plain or gzip, one JSON object a line, as {@code
 * docs/formats/recording.md} describes. Owned by one thread.
 */
public final class Recording implements AutoCloseable {
    static final int LONGEST_LINE = 256 << 20;
    private static final int BLOCK = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;

    private final Path file;
    private final CountingStream compressed;
    private final InputStream bytes;
    private final LineParser parser = new LineParser();
    private final byte[] block = new byte[BLOCK];
    private int blockAt;
    private int blockEnd;
    private byte[] line = new byte[BLOCK];
    private long lines;

    private Recording(Path file, CountingStream compressed, InputStream bytes) {
        this.file = file;
        this.compressed = compressed;
        this.bytes = bytes;
    }

    /**
     * Opens a recording.
     *
     * @throws IOException naming the file, if it cannot be read
     */
    public static Recording open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException(file + " is a folder: name one file in it");
        }
        CountingStream counting;
        try {
            counting = new CountingStream(Files.newInputStream(file));
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
        try {
            BufferedInputStream raw = new BufferedInputStream(counting, BLOCK);
            raw.mark(2);
            boolean gzip = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
            raw.reset();
            return new Recording(file, counting, gzip ? new GZIPInputStream(raw, BLOCK) : raw);
        } catch (IOException e) {
            counting.close();
            throw new BadRecordingException(file, 1, "cannot be unpacked, " + e.getMessage(), e);
        }
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Lines read so far. */
    public long lines() {
        return lines;
    }

    /** Bytes of the file read so far, as they lie on the disk. */
    public long bytesRead() {
        return compressed.count();
    }

    /**
     * The next line; empty at the end.
     *
     * @throws BadRecordingException if the line is no part of a recording
     */
    public Optional<RecordedLine> next() throws BadRecordingException {
        int length = readLine();
        if (length < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(lines, line, length));
        } catch (LineParser.BadLineException e) {
            throw bad(String.valueOf(e.getMessage()), e);
        }
    }

    /** Puts the next line into {@code line}; its length, or -1 at the end of the file. */
    private int readLine() throws BadRecordingException {
        int length = 0;
        lines++;
        while (true) {
            if (blockAt == blockEnd && !fill()) {
                if (length == 0) {
                    lines--;
                    return -1;
                }
                return length;
            }
            int end = blockAt;
            while (end < blockEnd && block[end] != '\n') {
                end++;
            }
            length = append(length, end - blockAt);
            blockAt = end;
            if (blockAt < blockEnd) {
                blockAt++;
                return length;
            }
        }
    }

    private int append(int length, int more) throws BadRecordingException {
        if (length + more > LONGEST_LINE) {
            throw bad("longer than " + (LONGEST_LINE >> 20) + " MB", null);
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.max(length + more, line.length * 2));
        }
        System.arraycopy(block, blockAt, line, length, more);
        return length + more;
    }

    private boolean fill() throws BadRecordingException {
        try {
            blockAt = 0;
            blockEnd = Math.max(0, bytes.read(block));
            return blockEnd > 0;
        } catch (EOFException e) {
            throw bad("the file ends in the middle of its gzip stream", e);
        } catch (ZipException e) {
            throw bad("the gzip stream is damaged, " + e.getMessage(), e);
        } catch (IOException e) {
            throw bad("cannot be read, " + e.getMessage(), e);
        }
    }

    private BadRecordingException bad(
            String what, @org.jspecify.annotations.Nullable Throwable cause) {
        return new BadRecordingException(file, lines, what, cause);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
