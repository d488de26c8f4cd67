package dev.fathom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.cli.common.Failure;
import dev.fathom.cli.demo.AccountArgument.Signing;
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
        ApiKey made = AccountArgument.key(file.toString(), Signing.BINANCE);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(AccountArgument.key(file.toString(), Signing.BINANCE).id())
                .isEqualTo(made.id())
                .hasSize(64);
        assertThat(Files.readString(file)).contains("key=" + made.id(), "secret=");
        // Who follows the account takes the same file.
        assertThat(ApiKeys.fromFile(file).id().reveal()).isEqualTo(made.id());
    }

    @Test
    void aFileThatOthersCanReadIsRefusedWithWhatMendsIt() throws IOException {
        Path file = written("key=a\nsecret=b\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> AccountArgument.key(file.toString(), Signing.BINANCE))
                .isInstanceOf(Failure.class)
                .hasMessage(file + " can be read by others than its owner: chmod 600 " + file);
    }

    @Test
    void aPublicKeyIsTakenInsteadOfASecret() throws IOException {
        Path file =
                written(
                        "key=a\n"
                                + "publicKey=MCowBQYDK2VwAyEAGUIKv9dSpWXBViXp2m6vAIb8QMFJYBgyFEQsFJlqgA0=\n");

        assertThat(AccountArgument.key(file.toString(), Signing.BINANCE).logsOn()).isTrue();
    }

    @Test
    void aKeyOfBitfinexHasASecretAndSignsInItsWay() throws IOException {
        ApiKey key = AccountArgument.key(written("key=a\nsecret=b\n").toString(), Signing.BITFINEX);

        assertThat(key).hasToString("HmacSHA384 key a...");
        assertThatThrownBy(() ->
                        AccountArgument.key(
                                written("key=a\npublicKey=MCow\n").toString(), Signing.BITFINEX))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Bitfinex has no public keys: give secret=...");
    }

    @Test
    void whatIsNoKeyIsSaidWithoutSayingTheSecret() throws IOException {
        assertThatThrownBy(() ->
                        AccountArgument.key(written("secret=hush\n").toString(), Signing.BINANCE))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("a key file has a line key=")
                .hasMessageNotContaining("hush");
        assertThatThrownBy(() ->
                        AccountArgument.key(
                                written("key=a b\nsecret=hush\n").toString(), Signing.BINANCE))
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
