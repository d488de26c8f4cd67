package dev.fathom.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.cli.common.Shell;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineInputTest {
    @Test
    void readsLineByLineUntilTheEnd() throws Exception {
        InputStream typed =
                new ByteArrayInputStream(" one \r\n\ntwo".getBytes(StandardCharsets.UTF_8));
        LineInput input = new LineInput(shell(typed), StandardCharsets.UTF_8);

        assertThat(input.next()).contains("one");
        assertThat(input.next()).contains("");
        assertThat(input.next()).contains("two");
        assertThat(input.next()).isEmpty();
    }

    @Test
    void aWishToEndEndsTheWaiting() throws Exception {
        try (PipedOutputStream keys = new PipedOutputStream();
                PipedInputStream silent = new PipedInputStream(keys)) {
            Shell shell = shell(silent);
            shell.stop().now();

            assertThat(new LineInput(shell, StandardCharsets.UTF_8).next()).isEmpty();
        }
    }

    private static Shell shell(InputStream typed) {
        return new Shell(
                typed,
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                Map.of(),
                true);
    }
}
