package dev.fathom.cli.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Which program this is. */
public final class ProgramVersion {
    private static final String FILE = "/dev/fathom/cli/version.txt";

    private ProgramVersion() {}

    /** Name and version, such as {@code fathom 1.0}. */
    public static String text() {
        try (InputStream file =
                Objects.requireNonNull(ProgramVersion.class.getResourceAsStream(FILE))) {
            return "fathom " + new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the program does not know its version", e);
        }
    }
}
