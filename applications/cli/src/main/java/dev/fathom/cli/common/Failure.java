package dev.fathom.cli.common;

/** Something the user should be told in one line. Ends the command with {@link #exitCode()}. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    private Failure(int exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    /** The command was written wrongly: exit code 2. The line names the input and the way out. */
    public static Failure usage(String line) {
        return new Failure(ExitCode.USAGE, line);
    }

    /** The command was right and could not be done: exit code 1. */
    public static Failure of(String line) {
        return new Failure(ExitCode.FAILED, line);
    }

    /** Another end that scripts may tell apart. */
    public static Failure withCode(int exitCode, String line) {
        return new Failure(exitCode, line);
    }

    /** What the process ends with. */
    public int exitCode() {
        return exitCode;
    }

    /** The line. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
