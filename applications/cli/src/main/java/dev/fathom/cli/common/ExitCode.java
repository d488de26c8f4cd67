package dev.fathom.cli.common;

/** What the process ends with. */
public final class ExitCode {
    /** All went well; also after Ctrl+C. */
    public static final int OK = 0;

    /** The command was right and could not be done. */
    public static final int FAILED = 1;

    /** The command was written wrongly. */
    public static final int USAGE = 2;

    /** Done, with losses that were named. */
    public static final int INCOMPLETE = 3;

    /** A mistake of Fathom's own. */
    public static final int BROKEN = 70;

    private ExitCode() {}
}
