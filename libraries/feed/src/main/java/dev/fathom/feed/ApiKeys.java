package dev.fathom.feed;

import dev.fathom.account.Secret;
import dev.fathom.venue.ApiKey;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a key for a venue comes from: the environment, or a file that its owner alone can read. No
 * message says what a key is. Immutable.
 *
 * <p>For {@code binance-futures} the variables are {@code FATHOM_BINANCE_FUTURES_KEY} and {@code
 * FATHOM_BINANCE_FUTURES_SECRET} or, for a file, {@code FATHOM_BINANCE_FUTURES_KEY_FILE}. The file
 * has a line {@code key = ...} and then a line {@code secret = ...} or a private key as PEM.
 */
public final class ApiKeys {
    private static final long LONGEST_FILE = 64 * 1024;
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    private ApiKeys() {}

    /**
     * The key that the environment gives or points to.
     *
     * @param venue the id of the venue, such as {@code binance}
     * @param environment variables by name
     * @return empty if none of the variables is set
     * @throws IOException if only a part is set, or the file cannot be used; the message says what
     *     to do
     */
    public static Optional<ApiKey> fromEnvironment(String venue, Map<String, String> environment)
            throws IOException {
        String name = variable(venue);
        String key = environment.getOrDefault(name, "").strip();
        String secret = environment.getOrDefault(secretVariable(venue), "").strip();
        String file = environment.getOrDefault(name + "_FILE", "");
        if (!file.isEmpty()) {
            if (!key.isEmpty() || !secret.isEmpty()) {
                throw new IOException(
                        "both a key and a file are given: unset " + name + "_FILE or " + name);
            }
            return Optional.of(fromFile(Path.of(file)));
        }
        if (key.isEmpty() && secret.isEmpty()) {
            return Optional.empty();
        }
        if (key.isEmpty() || secret.isEmpty()) {
            String missing = key.isEmpty() ? name : secretVariable(venue);
            throw new IOException("half a key: " + missing + " is not set");
        }
        return Optional.of(new ApiKey(new Secret(key), new Secret(secret)));
    }

    /** The variable that holds a venue's key, such as {@code FATHOM_BINANCE_KEY}. */
    public static String variable(String venue) {
        return prefix(venue) + "_KEY";
    }

    /** The variable that holds a venue's secret, such as {@code FATHOM_BINANCE_SECRET}. */
    public static String secretVariable(String venue) {
        return prefix(venue) + "_SECRET";
    }

    private static String prefix(String venue) {
        return "FATHOM_" + venue.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /**
     * The key in a file.
     *
     * @throws IOException if others than its owner may use the file, or it does not hold a key; the
     *     message names the command that mends it, or the line
     */
    public static ApiKey fromFile(Path file) throws IOException {
        Set<PosixFilePermission> permissions;
        try {
            permissions = Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            throw new IOException(
                    "it cannot be told who may read " + file + ": give the key by environment", e);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        }
        if (!OWNERS.containsAll(permissions)) {
            throw new IOException(
                    "others than its owner may use the file of keys: run chmod 600 "
                            + quoted(file));
        }
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_FILE) {
            throw new IOException(file + " is no file of keys");
        }
        try {
            return read(file, Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (MalformedInputException _) {
            throw new IOException(file + " is no text");
        }
    }

    private static ApiKey read(Path file, List<String> lines) throws IOException {
        String key = "";
        String secret = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int equals = line.indexOf('=');
            String name = equals < 0 ? "" : line.substring(0, equals).strip();
            if (line.startsWith("-----BEGIN ")) {
                secret = String.join("\n", lines.subList(i, lines.size()));
                break;
            } else if (name.equals("key")) {
                key = line.substring(equals + 1).strip();
            } else if (name.equals("secret")) {
                secret = line.substring(equals + 1).strip();
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                throw new IOException(
                        "line %d of %s is neither 'key = ...' nor 'secret = ...' nor the begin of a private key"
                                .formatted(i + 1, file));
            }
        }
        if (key.isEmpty() || secret.isEmpty()) {
            throw new IOException(
                    "%s has no line '%s = ...'".formatted(file, key.isEmpty() ? "key" : "secret"));
        }
        return new ApiKey(new Secret(key), new Secret(secret));
    }

    private static String quoted(Path file) {
        String path = file.toString();
        return path.matches("[A-Za-z0-9_./-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
