package dev.fathom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.cli.common.ExitCode;
import dev.fathom.cli.common.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void helpShowsExamplesBeforeOptions() {
        assertThat(run("watch", "--help")).isEqualTo(ExitCode.OK);

        assertThat(text(out)).contains("fathom watch binance:btcusdt", "--endpoint");
        assertThat(text(out).indexOf("Examples:")).isLessThan(text(out).indexOf("Usage:"));
        assertThat(text(out).indexOf("Usage:")).isLessThan(text(out).indexOf("Options:"));
        assertThat(text(err)).isEmpty();
    }

    @Test
    void withoutACommandItShowsItsHelp() {
        assertThat(run()).isEqualTo(ExitCode.OK);
        assertThat(text(out)).contains("Commands:", "watch");
    }

    @Test
    void theVersionIsThatOfTheBuild() {
        assertThat(run("--version")).isEqualTo(ExitCode.OK);
        assertThat(text(out)).matches("(?s)fathom \\d+\\.\\d+\\.\\d+\\S*\nJava 25.*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    wtch                              | unknown command 'wtch' (see fathom --help)
                    watch --dept 5                    | Unknown option: '--dept'
                    watch                             | name an instrument
                    watch btcusdt                     | 'btcusdt' is no instrument: write VENUE:SYMBOL
                    watch mars:btcusdt                | unknown venue 'mars': known are binance
                    watch binance:btcusdt --depth 0   | --depth must be at least 1, got 0
                    watch binance:btcusdt --depth x   | 'x'
                    watch binance:btcusdt --every 1y  | '1y' is no pace
                    watch binance:btcusdt --seconds 0 | '0' is not between 0 and
                    watch binance:btcusdt --seconds a | 'a' is not a number of seconds
                    watch binance:btcusdt --as music  | music
                    watch binance:btcusdt --channels x | unknown channel 'x'
                    watch binance:btcusdt --channels depth7 | no channel depth7
                    watch binance:btcusdt --as raw --every 1s | --every has no meaning with --as raw
                    watch binance:btcusdt --endpoint binance=mars | no endpoints named 'mars'
                    watch binance:btcusdt --proxy ftp://x | proxy must begin with http://
                    watch binance:btcusdt --ca-file none.pem | none.pem
                    watch binance:btcusdt --endpoint binance=live --endpoint binance=demo | given twice for binance
                    watch binance:btcusdt --channels trade --as ladder --depth -1 | --depth must be at least 1
                    watch binance:btcusdt --snapshot-levels 0 | --snapshot-levels must be positive
                    """)
    void aMistakeIsOneLineAndExitCodeTwo(String command, String said) {
        assertThat(run(command.split(" "))).isEqualTo(ExitCode.USAGE);

        assertThat(text(err)).startsWith("fathom: ").contains(said).doesNotContain("\tat ");
        assertThat(text(err).lines()).hasSize(1);
        assertThat(text(out)).isEmpty();
    }

    @Test
    void outputThatNobodyReadsEndsQuietly() {
        Shell shell = shell(new Broken());

        assertThat(Main.run(shell, "--help")).isEqualTo(ExitCode.OK);
        assertThat(text(err)).isEmpty();
    }

    @Test
    void aMistakeOfOurOwnIsALineAndAStackTraceOnRequest() {
        assertThat(Main.run(shell(new Mistaken()), "--help")).isEqualTo(ExitCode.BROKEN);
        assertThat(text(err).lines())
                .containsExactly(
                        "fathom: a mistake of Fathom's own: IllegalStateException: ours;"
                                + " run with --verbose for the stack trace");

        err.reset();
        assertThat(Main.run(shell(new Mistaken()), "--verbose", "--help"))
                .isEqualTo(ExitCode.BROKEN);
        assertThat(text(err)).contains("IllegalStateException: ours", "\tat dev.fathom.cli");
    }

    private int run(String... arguments) {
        return Main.run(shell(out), arguments);
    }

    private Shell shell(OutputStream output) {
        return new Shell(InputStream.nullInputStream(), output, err, Map.of(), false);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private static final class Broken extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }

    private static final class Mistaken extends OutputStream {
        @Override
        public void write(int b) {
            throw new IllegalStateException("ours");
        }
    }
}
