package dev.fathom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.cli.common.Failure;
import dev.fathom.feed.ApiKeys;
import dev.fathom.simulator.account.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountArgumentTest {
    @TempDir private Path folder;

    @Test
    void aFileThatIsNotThereIsMadeForItsOwnerAndReadAgain() throws IOException {
        Path file = folder.resolve("sim.key");
        ApiKey made = AccountArgument.key(file.toString());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(AccountArgument.key(file.toString()).id()).isEqualTo(made.id()).hasSize(64);
        assertThat(Files.readString(file)).contains("key=" + made.id(), "secret=");
        // Who follows the account takes the same file.
        assertThat(ApiKeys.fromFile(file).id().reveal()).isEqualTo(made.id());
    }

    @Test
    void aFileThatOthersCanReadIsRefusedWithWhatMendsIt() throws IOException {
        Path file = written("key=a\nsecret=b\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> AccountArgument.key(file.toString()))
                .isInstanceOf(Failure.class)
                .hasMessage(file + " can be read by others than its owner: chmod 600 " + file);
    }

    @Test
    void aPublicKeyIsTakenInsteadOfASecret() throws IOException {
        Path file =
                written(
                        "key=a\n"
                                + "publicKey=MCowBQYDK2VwAyEAGUIKv9dSpWXBViXp2m6vAIb8QMFJYBgyFEQsFJlqgA0=\n");

        assertThat(AccountArgument.key(file.toString()).logsOn()).isTrue();
    }

    @Test
    void whatIsNoKeyIsSaidWithoutSayingTheSecret() throws IOException {
        assertThatThrownBy(() -> AccountArgument.key(written("secret=hush\n").toString()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("a key file has a line key=")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() -> AccountArgument.key(written("key=a b\nsecret=hush\n").toString()))
                .hasMessageContaining("letters and digits")
                .hasMessageNotContaining("hush");
    }

    private Path written(String text) throws IOException {
        Path file =
                Files.createTempFile(
                        folder,
                        "key",
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }
}
