package dev.fathom.house;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A checkout with the real launcher, one class, and a PATH that holds a few tools and a script in
 * place of Maven. The JDK is three scripts too, so that a test takes milliseconds, until {@link
 * #useThisJdk}.
 */
final class LauncherFixture {
    private static final List<String> TOOLS =
            List.of(
                    "bash",
                    "cat",
                    "cp",
                    "dirname",
                    "find",
                    "flock",
                    "grep",
                    "mkdir",
                    "mv",
                    "readlink",
                    "rm",
                    "sed",
                    "sleep",
                    "tail");

    private static final String MAIN =
            """
            package dev.fathom.cli;

            public class Main {
                public static void main(String[] args) throws Exception {
                    if (args.length > 0 && args[0].equals("exit")) {
                        System.exit(Integer.parseInt(args[1]));
                    } else if (args.length > 0 && args[0].equals("wait")) {
                        Runtime.getRuntime().addShutdownHook(
                                new Thread(() -> System.out.println("stopped")));
                        System.out.println("waiting");
                        Thread.currentThread().join();
                    }
                    System.out.println("args " + java.util.List.of(args));
                }
            }
            """;

    private static final String MAVEN =
            """
            #!/usr/bin/env bash
            echo "$*" >>"$BUILDS"
            cd "${BUILDS%/*}/applications/cli"
            mkdir -p target/launch/classes target/launch/lib
            cd target/launch
            if ! "$JAVA_HOME/bin/javac" -d classes ../../src/main/java/dev/fathom/cli/*.java >errors 2>&1; then
                sed 's/^/[ERROR] /' errors
                exit 1
            fi
            "$JAVA_HOME/bin/jar" --create --file fathom-cli-1.jar -C classes .
            cp fathom-cli-1.jar lib/library.jar
            """;

    /** Finds one mistake only. */
    private static final String FALSE_JAVAC =
            """
            #!/usr/bin/env bash
            ! grep -n 'Strin args' "${@:3}"
            """;

    private static final String FALSE_JAR =
            """
            #!/usr/bin/env bash
            echo jar >"$3"
            """;

    /** Does what the class does. */
    private static final String FALSE_JAVA =
            """
            #!/usr/bin/env bash
            while [ "$1" != dev.fathom.cli.Main ]; do shift; done
            shift
            case ${1:-} in
                exit) exit "$2" ;;
                wait) trap 'echo stopped; exit 143' TERM; echo waiting; while :; do sleep 0.02; done ;;
            esac
            printf -v all ', %s' "$@"
            echo "args [${all:2}]"
            """;

    private final Path root;
    private final Path tools;
    private final Path jdk;
    private final Path errors;
    private final Map<String, String> environment = new HashMap<>();

    LauncherFixture(Path folder) throws IOException {
        root = Files.createDirectory(folder.resolve("a checkout"));
        tools = Files.createDirectory(folder.resolve("tools"));
        errors = Files.createDirectory(folder.resolve("errors"));
        copyOfTheLauncher();
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.createDirectories(source().getParent());
        Files.writeString(source(), MAIN);
        Files.writeString(root.resolve("applications/cli/pom.xml"), "<project/>");
        for (String name : TOOLS) {
            Path found = onPath(name);
            if (found != null) {
                script(tools.resolve(name), "#!/bin/sh\nexec '" + found + "' \"$@\"\n");
            }
        }
        script(tools.resolve("mvn"), MAVEN);
        script(tools.resolve("java"), "#!/bin/sh\necho 'openjdk 17' >&2\n");
        jdk = folder.resolve("jdks/temurin 25");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        script(jdk.resolve("bin/javac"), FALSE_JAVAC);
        script(jdk.resolve("bin/jar"), FALSE_JAR);
        script(jdk.resolve("bin/java"), FALSE_JAVA);
        environment.put("PATH", tools.toString());
        environment.put("JAVA_HOME", jdk.toString());
        environment.put("FATHOM_JDK_SEARCH", "");
        environment.put("BUILDS", root.resolve("builds").toString());
    }

    private void copyOfTheLauncher() throws IOException {
        Path original = Checkout.root();
        Files.copy(original.resolve("fathom"), root.resolve("fathom"));
        Files.createDirectory(root.resolve(".build"));
        try (Stream<Path> parts = Files.list(original.resolve(".build"))) {
            for (Path part : parts.toList()) {
                Files.copy(part, root.resolve(".build").resolve(part.getFileName().toString()));
            }
        }
        root.resolve("fathom").toFile().setExecutable(true);
    }

    /** The top folder. */
    Path root() {
        return root;
    }

    /** The one class. */
    Path source() {
        return root.resolve("applications/cli/src/main/java/dev/fathom/cli/Main.java");
    }

    /** What the launcher finds in its environment; may be changed. */
    Map<String, String> environment() {
        return environment;
    }

    /** The folder of the JDK of scripts. */
    Path jdk() {
        return jdk;
    }

    /** Takes the JDK that runs this test, for the build and the program. */
    void useThisJdk() {
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /** How often Maven ran. */
    int builds() throws IOException {
        return Files.readAllLines(root.resolve("builds")).size();
    }

    /** The folder that the launcher starts from. */
    Path currentBuild() throws IOException {
        Path run = root.resolve("target/run");
        return run.resolve(Files.readString(run.resolve("current")).strip());
    }

    /** Puts a tool into the PATH. */
    void tool(String name, Path target) throws IOException {
        Files.deleteIfExists(tools.resolve(name));
        Files.createSymbolicLink(tools.resolve(name), target);
    }

    void withoutMaven() throws IOException {
        Files.delete(tools.resolve("mvn"));
    }

    Outcome run(String... arguments) throws Exception {
        return start(arguments).outcome();
    }

    Running start(String... arguments) throws IOException {
        return start(root.resolve("fathom"), root, arguments);
    }

    Running start(Path command, Path directory, String... arguments) throws IOException {
        Path error = Files.createTempFile(errors, "errors", ".txt");
        var builder = new ProcessBuilder(command.toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(directory.toFile()).redirectError(error.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Running(process, process.inputReader(), error);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text).toFile().setExecutable(true);
    }

    private static @Nullable Path onPath(String name) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            Path candidate = Path.of(folder, name);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    /** What a process said and ended with. */
    record Outcome(int code, String output, String errors) {}

    /** A started launcher. */
    record Running(Process process, BufferedReader reader, Path errors) {
        @Nullable String nextLine() throws IOException {
            return reader.readLine();
        }

        void terminate() {
            process.toHandle().destroy();
        }

        Outcome outcome() throws Exception {
            String output = reader.lines().map(line -> line + "\n").collect(Collectors.joining());
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new Outcome(process.waitFor(), output, Files.readString(errors));
        }
    }
}
