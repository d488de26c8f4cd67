package dev.fathom.capture;

import java.io.IOException;
import java.io.Serial;

/** Bytes of a capture that are not what its format says. */
public final class BadCaptureException extends IOException {
    @Serial private static final long serialVersionUID = 1;

    /** Says what is wrong. */
    public BadCaptureException(String what) {
        super(what);
    }

    /** Says what is wrong, and why. */
    public BadCaptureException(String what, Throwable cause) {
        super(what, cause);
    }
}
