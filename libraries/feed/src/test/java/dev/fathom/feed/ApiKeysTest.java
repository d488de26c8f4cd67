package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.venue.ApiKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
    private static final String HIDDEN = "neverToBeSeen";
    private static final String GOOD = "key = " + HIDDEN + "1\nsecret = " + HIDDEN + "2\n";

    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("keys of mine");
        write(GOOD, "rw-------");
    }

    private void write(String text, String permissions) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aFileOfItsOwnerAloneIsRead() throws IOException {
        ApiKey key = ApiKeys.fromFile(file);

        assertThat(key.id().reveal()).isEqualTo(HIDDEN + 1);
        assertThat(key.secret().reveal()).isEqualTo(HIDDEN + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw------x", "rwxrwxrwx"})
    void aFileThatOthersMayUseIsRefusedWithTheCommandThatMendsIt(String permissions)
            throws Exception {
        write(GOOD, permissions);

        assertThatThrownBy(() -> ApiKeys.fromFile(file))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("run chmod 600 '" + file + "'");
        var command = new ProcessBuilder("sh", "-c", "chmod 600 '" + file + "'").start();
        assertThat(command.waitFor()).isZero();
        assertThat(ApiKeys.fromFile(file).id().reveal()).isEqualTo(HIDDEN + 1);
    }

    @Test
    void aPrivateKeyMayStandInTheFile() throws IOException {
        write("# mine\nkey=abc\n\n-----BEGIN PRIVATE KEY-----\nMC4\n-----END", "r--------");

        assertThat(ApiKeys.fromFile(file).secret().reveal())
                .isEqualTo("-----BEGIN PRIVATE KEY-----\nMC4\n-----END");
    }

    @Test
    void theEnvironmentGivesAKeyOrPointsToIt() throws IOException {
        Map<String, String> direct =
                Map.of(
                        "FATHOM_BINANCE_FUTURES_KEY", "id",
                        "FATHOM_BINANCE_FUTURES_SECRET", "text");

        assertThat(ApiKeys.fromEnvironment("binance-futures", direct).orElseThrow().id().reveal())
                .isEqualTo("id");
        assertThat(ApiKeys.fromEnvironment("binance", direct)).isEmpty();
        assertThat(
                        ApiKeys.fromEnvironment(
                                        "binance", Map.of("FATHOM_BINANCE_KEY_FILE", "" + file))
                                .orElseThrow()
                                .secret()
                                .reveal())
                .isEqualTo(HIDDEN + 2);
    }

    @Test
    void halfAKeyIsRefusedByTheNameOfTheOtherHalf() {
        assertThatThrownBy(() ->
                        ApiKeys.fromEnvironment("binance", Map.of("FATHOM_BINANCE_KEY", HIDDEN)))
                .hasMessage("half a key: FATHOM_BINANCE_SECRET is not set");
    }

    @Test
    void noMessageShowsWhatTheFileOrTheEnvironmentHolds() throws IOException {
        List<String> said = new ArrayList<>();
        said.add(ApiKeys.fromFile(file).toString());
        for (String text :
                List.of(
                        HIDDEN,
                        "key = " + HIDDEN,
                        "secret = " + HIDDEN,
                        "password = " + HIDDEN,
                        "key: " + HIDDEN,
                        "key = " + HIDDEN + "\nsecret = ")) {
            write(text, "rw-------");
            said.add(refusal(() -> ApiKeys.fromFile(file)));
        }
        write(GOOD, "rw-r--r--");
        said.add(refusal(() -> ApiKeys.fromFile(file)));
        for (Map<String, String> environment :
                List.of(
                        Map.of("FATHOM_BINANCE_KEY", HIDDEN),
                        Map.of("FATHOM_BINANCE_SECRET", HIDDEN),
                        Map.of("FATHOM_BINANCE_KEY", HIDDEN, "FATHOM_BINANCE_KEY_FILE", "x"))) {
            said.add(refusal(() -> ApiKeys.fromEnvironment("binance", environment)));
        }

        assertThat(said).hasSize(11).noneMatch(it -> it.contains(HIDDEN));
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static String refusal(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException e) {
            StringWriter all = new StringWriter();
            e.printStackTrace(new PrintWriter(all));
            return all.toString();
        }
        throw new AssertionError("was not refused");
    }

    @Test
    void aMissingOrOversizedFileIsNamed() throws IOException {
        assertThatThrownBy(() -> ApiKeys.fromFile(folder.resolve("none")))
                .hasMessage("there is no file " + folder.resolve("none"));
        write("#".repeat(70_000), "rw-------");
        assertThatThrownBy(() -> ApiKeys.fromFile(file)).hasMessage(file + " is no file of keys");
    }
}
