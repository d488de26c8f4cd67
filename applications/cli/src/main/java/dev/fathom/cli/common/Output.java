package dev.fathom.cli.common;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output, buffered, in UTF-8. Unlike a {@code PrintStream} it tells when nobody reads any
 * more. Safe for many threads; what one call writes stays together.
 */
public final class Output implements Flushable {
    private static final int BUFFER = 1 << 16;

    private final OutputStream to;
    private final byte[] buffer = new byte[BUFFER];
    private int held;

    /** Writes to a stream that it does not close. */
    public Output(OutputStream to) {
        this.to = to;
    }

    /**
     * Writes a text followed by a line feed.
     *
     * @throws OutputClosed if nobody reads any more
     */
    public void line(String text) {
        write(text + "\n");
    }

    /**
     * Writes a text as it is.
     *
     * @throws OutputClosed if nobody reads any more
     */
    public void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    /**
     * Writes bytes as they are.
     *
     * @throws OutputClosed if nobody reads any more
     */
    public synchronized void write(byte[] bytes, int offset, int length) {
        if (length > BUFFER - held) {
            send();
        }
        if (length > BUFFER) {
            guarded(() -> to.write(bytes, offset, length));
        } else {
            System.arraycopy(bytes, offset, buffer, held, length);
            held += length;
        }
    }

    /**
     * Sends what is buffered.
     *
     * @throws OutputClosed if nobody reads any more
     */
    @Override
    public synchronized void flush() {
        send();
        guarded(to::flush);
    }

    private void send() {
        int length = held;
        // Forgotten even if it fails: a second try would fail as well.
        held = 0;
        guarded(() -> to.write(buffer, 0, length));
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void guarded(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new OutputClosed(e);
        }
    }

    /** Nobody reads standard output any more, as after {@code fathom ... | head}. */
    public static final class OutputClosed extends RuntimeException {
        private static final long serialVersionUID = 1;

        OutputClosed(IOException cause) {
            super(cause);
        }
    }
}
