package dev.fathom.cli.record;

import dev.fathom.cli.common.Failure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where lines go. Immutable.
 *
 * @param verbatim whether in the older form
 * @param file the file
 */
record Sink(boolean verbatim, Path file) {
    private static final String TEXT = "text:";
    private static final String VERBATIM = "text-verbatim:";

    /**
     * Reads {@code text:FILE} or {@code text-verbatim:FILE}.
     *
     * @throws Failure naming the text and the forms that there are
     */
    static Sink parse(String text) {
        boolean verbatim = text.startsWith(VERBATIM);
        String file =
                text.substring(
                        verbatim ? VERBATIM.length() : Math.min(TEXT.length(), text.length()));
        if ((!verbatim && !text.startsWith(TEXT)) || file.isBlank()) {
            throw Failure.usage(
                    "'"
                            + text
                            + "' is no place to record to: write text:FILE or text-verbatim:FILE");
        }
        try {
            return new Sink(verbatim, Path.of(file));
        } catch (InvalidPathException e) {
            throw Failure.usage("'" + file + "' is no file: " + e.getReason());
        }
    }
}
