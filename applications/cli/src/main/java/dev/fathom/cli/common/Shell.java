package dev.fathom.cli.common;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a command was started in: its streams, its environment, the wish that it ends. What a
 * program may read goes to {@link #out()}, lines for people beside it to {@link #tell}. Safe for
 * many threads.
 */
public final class Shell {
    private final InputStream in;
    private final Output out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final boolean terminal;
    private final Stop stop = new Stop();
    private @Nullable Consumer<String> diverted;

    /**
     * Surroundings of one's own, for tests.
     *
     * @param terminal whether a person reads {@code out} and writes {@code in}
     */
    public Shell(
            InputStream in,
            OutputStream out,
            OutputStream err,
            Map<String, String> environment,
            boolean terminal) {
        this.in = in;
        this.out = new Output(out);
        this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
        this.environment = Map.copyOf(environment);
        this.terminal = terminal;
    }

    /** The surroundings of this process. */
    public static Shell ofProcess() {
        Console console = System.console();
        return new Shell(
                System.in,
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                System.getenv(),
                console != null && console.isTerminal());
    }

    /** Standard input. */
    public InputStream in() {
        return in;
    }

    /** Standard output. */
    public Output out() {
        return out;
    }

    /** Whether standard input and output both belong to a terminal. */
    public boolean isTerminal() {
        return terminal;
    }

    /** Whether colours may be used: on a terminal that has them, unless {@code NO_COLOR} is set. */
    public boolean hasColours() {
        return terminal
                && variable("NO_COLOR").isEmpty()
                && !variable("TERM").orElse("").equals("dumb");
    }

    /** An environment variable; empty when it is not set or blank. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** All environment variables. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The wish that the command ends. */
    public Stop stop() {
        return stop;
    }

    /** Writes a line for people: to standard error, or to whoever has taken the lines over. */
    public synchronized void tell(String line) {
        Consumer<String> instead = diverted;
        if (instead == null) {
            err.println(line);
        } else {
            instead.accept(line);
        }
    }

    /** Writes a question for people, which they answer on the same line. */
    public synchronized void ask(String question) {
        err.print(question);
        err.flush();
    }

    /**
     * Hands the lines for people to someone else, who draws the screen.
     *
     * @return gives them back to standard error when closed
     */
    public synchronized Diversion divert(Consumer<String> lines) {
        diverted = lines;
        return this::undivert;
    }

    private synchronized void undivert() {
        diverted = null;
    }

    /** Lines that go elsewhere, until it is closed. */
    @FunctionalInterface
    public interface Diversion extends AutoCloseable {
        @Override
        void close();
    }
}
