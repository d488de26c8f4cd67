package dev.fathom.cli.replay;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that is no recording, or stops being one. The message names file and line. */
public final class BadRecordingException extends IOException {
    private static final long serialVersionUID = 1;

    BadRecordingException(Path file, long line, String what, @Nullable Throwable cause) {
        super(file + ", line " + line + ": " + what, cause);
    }
}
