package dev.fathom.capture;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the blocks of one segment, each checked. Owned by one thread. */
final class SegmentReader implements AutoCloseable {
    private final DataInputStream in;
    private final long length;
    private byte[] chain;
    private long position;
    private long lines;
    private int blocks;

    private SegmentReader(DataInputStream in, long length, byte[] chain) {
        this.in = in;
        this.length = length;
        this.chain = chain;
    }

    /**
     * Opens a segment.
     *
     * @param chain the hash over all blocks before it
     */
    static SegmentReader open(Path file, byte[] chain) throws IOException {
        return open(file, chain, 0);
    }

    /**
     * Opens a segment at one of its blocks.
     *
     * @param chain the hash over all blocks before that one
     * @param at bytes of the segment before it
     */
    static SegmentReader open(Path file, byte[] chain, long at) throws IOException {
        long length = Files.size(file);
        InputStream bytes = Files.newInputStream(file);
        bytes.skipNBytes(Math.min(at, length));
        SegmentReader reader =
                new SegmentReader(
                        new DataInputStream(new BufferedInputStream(bytes, 1 << 20)),
                        length,
                        chain);
        reader.position = at;
        return reader;
    }

    /**
     * The next block; empty at the end, and where a write was cut off.
     *
     * @throws BadCaptureException naming what is wrong, and where
     */
    Optional<Block> next() throws IOException {
        if (length - position < Block.HEADER) {
            return Optional.empty();
        }
        byte[] head = new byte[Block.HEADER];
        in.readFully(head);
        try {
            Block.Header header = Block.header(head);
            if (length - position - Block.HEADER < header.packedLength()) {
                return Optional.empty();
            }
            byte[] packed = new byte[header.packedLength()];
            in.readFully(packed);
            Block block = Block.read(header, packed, chain);
            position += Block.HEADER + packed.length;
            chain = block.chain();
            lines += block.lines();
            blocks++;
            return Optional.of(block);
        } catch (BadCaptureException e) {
            throw new BadCaptureException(
                    "block %d (from byte %d, after line %d): %s"
                            .formatted(blocks + 1, position, lines, e.getMessage()),
                    e);
        }
    }

    /** The hash over all blocks read. */
    byte[] chain() {
        return chain;
    }

    /** Bytes of the blocks read. */
    long position() {
        return position;
    }

    /** Bytes behind the last whole block: a write that was cut off. */
    long unread() {
        return length - position;
    }

    long lines() {
        return lines;
    }

    int blocks() {
        return blocks;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
