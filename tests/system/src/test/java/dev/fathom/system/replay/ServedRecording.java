package dev.fathom.system.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.cli.Main;
import dev.fathom.cli.common.Shell;
import dev.fathom.venue.Endpoints;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code fathom replay FOLDER --serve}, running. */
final class ServedRecording implements AutoCloseable {
    private final String venue;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final Shell shell =
            new Shell(
                    new ByteArrayInputStream(new byte[0]),
                    new ByteArrayOutputStream() {
                        @Override
                        public void flush() {
                            if (size() > 0) {
                                ready.complete(toString(StandardCharsets.UTF_8));
                            }
                        }
                    },
                    err,
                    Map.of(),
                    false);
    private final CompletableFuture<Integer> code = new CompletableFuture<>();

    ServedRecording(String venue, Path folder, String... arguments) {
        this.venue = venue;
        List<String> all = new ArrayList<>(List.of("replay", folder.toString(), "--serve"));
        all.addAll(List.of(arguments));
        Thread.ofPlatform()
                .name("served")
                .start(() -> code.complete(Main.run(shell, all.toArray(String[]::new))));
    }

    Endpoints endpoints() throws Exception {
        String line = ready.get(60, TimeUnit.SECONDS).strip();
        assertThat(line).startsWith(venue + "=");
        return Endpoints.parse(line.substring(venue.length() + 1));
    }

    int end() throws Exception {
        shell.stop().now();
        return code.get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        shell.stop().now();
        code.join();
    }
}
