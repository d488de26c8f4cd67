package dev.fathom.cli.watch;

import dev.fathom.cli.common.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lines that a person types. Reads no further than the line's end, so that others may go on. */
final class LineInput {
    private static final long LOOK_MS = 50;
    private static final int LONGEST_LINE = 10_000;

    private final Shell shell;
    private final Charset charset;

    LineInput(Shell shell, Charset charset) {
        this.shell = shell;
        this.charset = charset;
    }

    /** The next line; empty at the end of the input, or when the command is to end. */
    Optional<String> next() throws IOException, InterruptedException {
        CompletableFuture<Optional<String>> line = new CompletableFuture<>();
        Thread.ofPlatform()
                .daemon()
                .name("fathom-input")
                .start(() -> {
                    try {
                        line.complete(read(shell.in()));
                    } catch (IOException e) {
                        line.completeExceptionally(e);
                    }
                });
        while (!shell.stop().isWished()) {
            try {
                return line.get(LOOK_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Nothing typed yet: look again whether the command is to end.
                continue;
            } catch (ExecutionException e) {
                throw new IOException("standard input cannot be read", e.getCause());
            }
        }
        return Optional.empty();
    }

    private Optional<String> read(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < LONGEST_LINE) {
            int next = in.read();
            if (next < 0 && line.size() == 0) {
                return Optional.empty();
            }
            if (next < 0 || next == '\n') {
                break;
            }
            line.write(next);
        }
        return Optional.of(line.toString(charset).strip());
    }
}
