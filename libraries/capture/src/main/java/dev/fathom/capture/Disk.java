package dev.fathom.capture;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;

/**
 * What stands between a capture and its segments: nothing, or a disk that is slow or fails on
 * purpose. Called on the capture's thread.
 */
@FunctionalInterface
public interface Disk {
    /** The file itself. */
    Disk DIRECT = file -> file;

    /**
     * Where the blocks of a new segment are written.
     *
     * @param file the segment, closed by the capture
     */
    WritableByteChannel over(FileChannel file) throws IOException;
}
