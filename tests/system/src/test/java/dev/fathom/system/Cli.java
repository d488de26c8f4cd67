package dev.fathom.system;

import dev.fathom.cli.Main;
import dev.fathom.cli.common.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A command run in this process, without a terminal.
 *
 * @param code what it ended with
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Cli(int code, String out, String err) {
    /** Runs a command to its end. */
    public static Cli run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** Runs a command to its end with these environment variables. */
    public static Cli run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Shell shell =
                new Shell(new ByteArrayInputStream(new byte[0]), out, err, environment, false);
        int code = Main.run(shell, arguments);
        return new Cli(
                code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
