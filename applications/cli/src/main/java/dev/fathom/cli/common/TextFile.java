package dev.fathom.cli.common;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of lines that is appended to. A process that was killed may have left a line without its
 * end: that line is taken away before anything is added. Owned by one thread.
 */
public final class TextFile implements AutoCloseable {
    private static final int BLOCK = 1 << 16;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BLOCK);
    private final long mended;
    private long bytes;

    private TextFile(Path path, FileChannel channel, long mended) {
        this.path = path;
        this.channel = channel;
        this.mended = mended;
    }

    /**
     * Opens or creates a file.
     *
     * @throws IOException saying in one line why that cannot be done, such as that another process
     *     writes to it
     */
    public static TextFile open(Path path) throws IOException {
        FileChannel channel = openChannel(path);
        try {
            if (channel.tryLock() == null) {
                throw new IOException(path + " is being written by another process");
            }
            long size = channel.size();
            long end = endOfLastLine(channel, size);
            channel.truncate(end);
            channel.position(end);
            return new TextFile(path, channel, size - end);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(path + " is named twice", e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel openChannel(Path path) throws IOException {
        try {
            return FileChannel.open(
                    path,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            throw new IOException("cannot write " + path + ": its folder does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException("cannot write " + path + ": permission denied", e);
        } catch (FileSystemException e) {
            throw new IOException("cannot write " + path + ": " + e.getReason(), e);
        }
    }

    private static long endOfLastLine(FileChannel channel, long size) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long from = size;
        while (from > 0) {
            int length = (int) Math.min(BLOCK, from);
            from -= length;
            block.clear().limit(length);
            while (block.hasRemaining() && channel.read(block, from + block.position()) >= 0) {
                // Until the block is full.
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
        }
        return 0;
    }

    public Path path() {
        return path;
    }

    /** Bytes of a cut line that were taken away. */
    public long mended() {
        return mended;
    }

    /** Bytes written. */
    public long bytes() {
        return bytes;
    }

    /** Adds a line, without its end; it may wait for {@link #flush}. */
    public void line(String text) throws IOException {
        byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        // Whole lines go to the system together, so that a kill cuts one at most.
        if (line.length > buffer.remaining()) {
            flush();
        }
        if (line.length > buffer.capacity()) {
            write(ByteBuffer.wrap(line));
        } else {
            buffer.put(line);
        }
        bytes += line.length;
    }

    /** Hands everything to the system. */
    public void flush() throws IOException {
        write(buffer.flip());
        buffer.clear();
    }

    private void write(ByteBuffer from) throws IOException {
        while (from.hasRemaining()) {
            channel.write(from);
        }
    }

    @Override
    public void close() throws IOException {
        try (FileChannel closing = channel) {
            flush();
            closing.force(true);
        }
    }
}
