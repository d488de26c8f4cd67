package dev.fathom.cli.demo;

import dev.fathom.cli.common.Failure;
import dev.fathom.simulator.SimulatorServer;
import dev.fathom.simulator.fault.FaultPlan;
import dev.fathom.simulator.fault.FaultScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What {@code --faults} asks for: a script in a file, or {@code all} kinds over and over. */
final class FaultArgument {
    private static final Duration ROUND = Duration.ofMinutes(1);

    private FaultArgument() {}

    /**
     * The script.
     *
     * @throws Failure if there is no such file or it is no script
     */
    static FaultScript script(String argument, long seed, List<String> symbols) {
        if (argument.equalsIgnoreCase("all")) {
            return new FaultScript(
                    FaultPlan.all(seed, ROUND, symbols).entries().stream()
                            .map(entry ->
                                    new FaultScript.Entry(entry.first(), ROUND, entry.fault()))
                            .toList());
        }
        try {
            return FaultScript.parse(Files.readString(Path.of(argument)));
        } catch (IOException e) {
            throw Failure.usage("--faults takes a script's file, or all: cannot read " + argument);
        } catch (IllegalArgumentException e) {
            throw Failure.usage(argument + ": " + e.getMessage());
        }
    }

    static void play(String argument, long seed, SimulatorServer exchange) {
        exchange.play(script(argument, seed, exchange.symbols()));
    }
}
