package dev.fathom.cli.account;

import dev.fathom.cli.common.Failure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where what happens to an account is recorded.
 *
 * @param raw a folder for every frame
 * @param text a file for a line an event
 */
record AccountSinks(Optional<Path> raw, Optional<Path> text) {
    private static final String RAW = "raw:";
    private static final String TEXT = "text:";

    /**
     * Reads {@code raw:FOLDER} and {@code text:FILE}, each at most once.
     *
     * @throws Failure naming the text and the forms that there are
     */
    static AccountSinks parse(List<String> sinks) {
        Optional<Path> raw = Optional.empty();
        Optional<Path> text = Optional.empty();
        for (String sink : sinks) {
            if (sink.startsWith(RAW) && sink.length() > RAW.length() && raw.isEmpty()) {
                raw = Optional.of(path(sink.substring(RAW.length())));
            } else if (sink.startsWith(TEXT) && sink.length() > TEXT.length() && text.isEmpty()) {
                text = Optional.of(path(sink.substring(TEXT.length())));
            } else {
                throw Failure.usage(
                        "'"
                                + sink
                                + "' is no place to record an account to: write one raw:FOLDER and"
                                + " one text:FILE");
            }
        }
        return new AccountSinks(raw, text);
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw Failure.usage("'" + file + "' is no file: " + e.getReason());
        }
    }
}
