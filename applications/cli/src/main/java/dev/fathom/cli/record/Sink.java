package dev.fathom.cli.record;

import dev.fathom.cli.common.Failure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Where a recording goes. Immutable.
 *
 * @param form what is written: lines of text, in the older form, or every frame
 * @param file the file, or the folder
 */
record Sink(Form form, Path file) {
    /** What is written. */
    enum Form {
        TEXT("text:"),
        VERBATIM("text-verbatim:"),
        RAW("raw:");

        private final String start;

        Form(String start) {
            this.start = start;
        }
    }

    /**
     * Reads {@code text:FILE}, {@code text-verbatim:FILE} or {@code raw:FOLDER}.
     *
     * @throws Failure naming the text and the forms that there are
     */
    static Sink parse(String text) {
        for (Form form : Form.values()) {
            String file = text.substring(Math.min(form.start.length(), text.length()));
            if (text.startsWith(form.start) && !file.isBlank()) {
                return new Sink(form, path(file));
            }
        }
        throw Failure.usage(
                "'"
                        + text
                        + "' is no place to record to: write text:FILE, text-verbatim:FILE or"
                        + " raw:FOLDER");
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw Failure.usage("'" + file + "' is no file: " + e.getReason());
        }
    }

    boolean verbatim() {
        return form == Form.VERBATIM;
    }
}
