package dev.fathom.cli.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutputTest {
    @Test
    void holdsLinesUntilTheyAreFlushed() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Output output = new Output(written);
        output.line("ä");
        assertThat(written.size()).isZero();

        output.flush();
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("ä\n");
    }

    @Test
    void writesWhatIsLongerThanItsBufferInOrder() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Output output = new Output(written);
        String longer = "x".repeat(200_000);
        output.write("a");
        output.write(longer);
        output.write("b");
        output.flush();

        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("a" + longer + "b");
    }

    @Test
    void tellsOnceThatNobodyReads() {
        Output output = new Output(new Broken());
        output.line("a");

        assertThatExceptionOfType(Output.OutputClosed.class).isThrownBy(output::flush);
    }

    private static final class Broken extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
