package dev.fathom.cli.demo;

import dev.fathom.cli.common.Failure;
import dev.fathom.simulator.account.ApiKey;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Properties;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What {@code --account} asks for: a file with an API key of the simulated account. One that does
 * not exist is made, with a fresh key. Only its owner may read it.
 */
final class AccountArgument {
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 64;
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private AccountArgument() {}

    /** Whose way of signing a key is for. */
    enum Signing {
        BINANCE,
        BITFINEX
    }

    /**
     * The key in the file.
     *
     * @throws Failure if it cannot be read or made, others can read it, or it holds no key
     */
    static ApiKey key(String argument, Signing signing) {
        Path file = Path.of(argument);
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            refuseOthers(file);
            Properties lines = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                lines.load(reader);
            }
            return key(argument, lines, signing);
        } catch (IOException e) {
            // Not the text of the exception alone: it is just the name of the file.
            throw Failure.usage("--account cannot read or make " + argument);
        }
    }

    private static ApiKey key(String file, Properties lines, Signing signing) {
        String id = lines.getProperty("key", "").strip();
        String secret = lines.getProperty("secret", "").strip();
        String publicKey = lines.getProperty("publicKey", "").strip();
        if (id.isEmpty() || secret.isEmpty() == publicKey.isEmpty()) {
            throw Failure.usage(
                    file
                            + ": a key file has a line key=..., and secret=... or publicKey=..."
                            + " (RSA or Ed25519, base64)");
        }
        try {
            if (signing == Signing.BITFINEX) {
                if (secret.isEmpty()) {
                    throw Failure.usage(file + ": Bitfinex has no public keys: give secret=...");
                }
                return ApiKey.hmac384(id, secret);
            }
            return secret.isEmpty() ? ApiKey.ofPublicKey(id, publicKey) : ApiKey.hmac(id, secret);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(file + ": " + e.getMessage());
        }
    }

    private static void refuseOthers(Path file) throws IOException {
        if (!POSIX) {
            return;
        }
        Set<PosixFilePermission> allowed =
                Set.of(
                        PosixFilePermission.OWNER_READ,
                        PosixFilePermission.OWNER_WRITE,
                        PosixFilePermission.OWNER_EXECUTE);
        if (!allowed.containsAll(Files.getPosixFilePermissions(file))) {
            throw Failure.usage(file + " can be read by others than its owner: chmod 600 " + file);
        }
    }

    private static void make(Path file) throws IOException {
        RandomGenerator random = new SecureRandom();
        FileAttribute<?>[] ownersOnly =
                POSIX
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Files.createFile(file, ownersOnly);
        Files.writeString(
                file,
                "# A key of the simulated account.\nkey="
                        + word(random)
                        + "\nsecret="
                        + word(random)
                        + "\n",
                StandardCharsets.UTF_8,
                StandardOpenOption.WRITE);
    }

    private static String word(RandomGenerator random) {
        StringBuilder word = new StringBuilder(LENGTH);
        while (word.length() < LENGTH) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }
}
