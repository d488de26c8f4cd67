package dev.fathom.capture;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A disk that takes as many bytes as it is told to, and hangs before the next. */
final class HeldDisk implements Disk {
    private static final int LARGEST_WRITE = 4096;

    private final Semaphore bytes = new Semaphore(0);
    private final CountDownLatch hanging = new CountDownLatch(1);

    /** Takes so many bytes more. */
    void take(int more) {
        bytes.release(more);
    }

    /** Takes everything from now on. */
    void takeAll() {
        bytes.release(Integer.MAX_VALUE / 2);
    }

    /** Waits until a write hangs. */
    void awaitHanging() throws InterruptedException {
        hanging.await();
    }

    @Override
    public WritableByteChannel over(FileChannel file) {
        return new WritableByteChannel() {
            @Override
            public int write(ByteBuffer from) throws IOException {
                int some = Math.min(from.remaining(), LARGEST_WRITE);
                try {
                    if (!bytes.tryAcquire(some)) {
                        hanging.countDown();
                        bytes.acquire(some);
                    }
                } catch (InterruptedException _) {
                    throw new InterruptedIOException("interrupted while the disk hung");
                }
                int written = file.write(from.slice(from.position(), some));
                from.position(from.position() + written);
                return written;
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
