package dev.fathom.system.cli;

import dev.fathom.capture.Disk;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CountDownLatch;

/** A disk whose writes do not return for a while. */
final class HangingDisk implements Disk {
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** Every write hangs from now on. */
    void hang() {
        gate = new CountDownLatch(1);
    }

    /** Writes return again. */
    void goOn() {
        gate.countDown();
    }

    @Override
    public WritableByteChannel over(FileChannel file) {
        return new WritableByteChannel() {
            @Override
            public int write(ByteBuffer from) throws IOException {
                try {
                    gate.await();
                } catch (InterruptedException _) {
                    throw new InterruptedIOException("interrupted while the disk hung");
                }
                return file.write(from);
            }

            @Override
            public boolean isOpen() {
                return file.isOpen();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
