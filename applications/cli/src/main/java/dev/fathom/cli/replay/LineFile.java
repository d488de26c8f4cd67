package dev.fathom.cli.replay;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The lines of a file: plain, gzip or zstd. Owned by one thread. */
public final class LineFile implements AutoCloseable {
    static final int LONGEST_LINE = 256 << 20;
    private static final int BLOCK = 1 << 16;
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int ZSTD_MAGIC = 0x28b52ffd;

    private final Path file;
    private final CountingStream compressed;
    private final InputStream bytes;
    private final byte[] block = new byte[BLOCK];
    private int blockAt;
    private int blockEnd;
    private byte[] line = new byte[BLOCK];
    private long lines;
    private boolean ended = true;

    private LineFile(Path file, CountingStream compressed, InputStream bytes) {
        this.file = file;
        this.compressed = compressed;
        this.bytes = bytes;
    }

    /**
     * Opens a file.
     *
     * @throws IOException naming the file, if it cannot be read
     */
    public static LineFile open(Path file) throws IOException {
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
            return new LineFile(file, counting, unpacked(raw));
        } catch (IOException e) {
            counting.close();
            throw new BadRecordingException(file, 1, "cannot be unpacked, " + e.getMessage(), e);
        }
    }

    private static InputStream unpacked(BufferedInputStream raw) throws IOException {
        raw.mark(4);
        int magic = 0;
        for (int i = 0; i < 4; i++) {
            magic = (magic << 8) | (raw.read() & 0xff);
        }
        raw.reset();
        if (magic == ZSTD_MAGIC) {
            return new ZstdInputStream(raw);
        }
        return magic >>> 16 == GZIP_MAGIC ? new GZIPInputStream(raw, BLOCK) : raw;
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

    /** The bytes of the line that was read last, from the first on. */
    public byte[] array() {
        return line;
    }

    /** False if the file ended before the line that was read last did. */
    public boolean hasEnd() {
        return ended;
    }

    /**
     * Reads the next line into {@link #array}.
     *
     * @return its length, or -1 at the end of the file
     * @throws BadRecordingException if it cannot be read
     */
    public int next() throws BadRecordingException {
        int length = 0;
        lines++;
        while (true) {
            if (blockAt == blockEnd && !fill()) {
                if (length == 0) {
                    lines--;
                    return -1;
                }
                ended = false;
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
                ended = true;
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
        } catch (ZstdIOException e) {
            throw bad("the zstd stream is cut off or damaged, " + e.getMessage(), e);
        } catch (IOException e) {
            throw bad("cannot be read, " + e.getMessage(), e);
        }
    }

    /** What is wrong with the line that was read last. */
    public BadRecordingException bad(String what, @Nullable Throwable cause) {
        return new BadRecordingException(file, lines, what, cause);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
