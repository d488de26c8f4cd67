package dev.fathom.capture;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Some lines as they lie in a segment: a skippable zstd frame that says what follows, then a zstd
 * frame with the text. {@code zstdcat} passes over the first and prints the second. Immutable.
 *
 * @param packed the lines, compressed, each with its end
 * @param textLength bytes of the lines
 * @param lines how many
 * @param chain the hash over this and all blocks before it
 */
record Block(byte[] packed, int textLength, int lines, byte[] chain) {
    private static final int SKIPPABLE = 0x184D2A5F;
    private static final int HEAD = 8;
    private static final int FACTS = Chain.LENGTH + 3 * Integer.BYTES;

    /** The bytes before the compressed text. */
    static final int HEADER = HEAD + FACTS;

    private static final int LEVEL = 1;
    private static final int LARGEST = 512 << 20;

    /**
     * What a header says.
     *
     * @param chain over this and all blocks before it
     * @param textLength bytes of the text
     * @param lines of the text
     * @param packedLength bytes of the compressed text, which follow
     */
    record Header(byte[] chain, int textLength, int lines, int packedLength) {}

    /**
     * Packs lines.
     *
     * @param last the hash over all blocks before
     */
    static Block pack(byte[] text, int lines, byte[] last) {
        byte[] packed = Zstd.compress(text, LEVEL);
        return new Block(packed, text.length, lines, Chain.next(last, Chain.sha256(packed)));
    }

    /** The bytes of this block. */
    byte[] bytes() {
        return ByteBuffer.allocate(HEADER + packed.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(SKIPPABLE)
                .putInt(FACTS)
                .put(chain)
                .putInt(textLength)
                .putInt(lines)
                .putInt(packed.length)
                .put(packed)
                .array();
    }

    /**
     * Reads a header.
     *
     * @throws BadCaptureException if it is none
     */
    static Header header(byte[] bytes) throws BadCaptureException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt() != SKIPPABLE || in.getInt() != FACTS) {
            throw new BadCaptureException("no block begins here");
        }
        byte[] chain = new byte[Chain.LENGTH];
        in.get(chain);
        Header header = new Header(chain, in.getInt(), in.getInt(), in.getInt());
        if (header.textLength() < 1
                || header.textLength() > LARGEST
                || header.lines() < 1
                || header.packedLength() < 1
                || header.packedLength() > LARGEST) {
            throw new BadCaptureException("a block of impossible size");
        }
        return header;
    }

    /**
     * A block as it was read.
     *
     * @param last the hash over all blocks before it
     * @throws BadCaptureException if it is not as it was written, or does not follow
     */
    static Block read(Header header, byte[] packed, byte[] last) throws BadCaptureException {
        if (!Arrays.equals(Chain.next(last, Chain.sha256(packed)), header.chain())) {
            throw new BadCaptureException(
                    "a block that was changed, or does not follow the one before it");
        }
        return new Block(packed, header.textLength(), header.lines(), header.chain());
    }

    /**
     * The lines.
     *
     * @throws BadCaptureException if they cannot be unpacked
     */
    byte[] text() throws BadCaptureException {
        byte[] text;
        try {
            text = Zstd.decompress(packed, textLength);
        } catch (ZstdException e) {
            throw new BadCaptureException("a block that cannot be unpacked", e);
        }
        if (text.length != textLength) {
            throw new BadCaptureException("a block of another length than it says");
        }
        return text;
    }
}
