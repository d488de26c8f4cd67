package dev.fathom.cli.replay;

import dev.fathom.cli.common.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;

/** Tells people at a terminal how far a long replay has come. Owned by one thread. */
final class Progress {
    private static final long EVERY_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int LOOK_EVERY_LINES = 1024;

    private final Shell shell;
    private final Recording recording;
    private final long bytes;
    private long toldAtNs = System.nanoTime();

    Progress(Shell shell, Recording recording) throws IOException {
        this.shell = shell;
        this.recording = recording;
        this.bytes = Math.max(1, Files.size(recording.file()));
    }

    /** Called after each line. */
    void tell() {
        if (!shell.isTerminal() || recording.lines() % LOOK_EVERY_LINES != 0) {
            return;
        }
        long nowNs = System.nanoTime();
        if (nowNs - toldAtNs >= EVERY_NS) {
            toldAtNs = nowNs;
            shell.tell(
                    "%s: line %,d, %d %%"
                            .formatted(
                                    recording.file(),
                                    recording.lines(),
                                    100 * recording.bytesRead() / bytes));
        }
    }
}
