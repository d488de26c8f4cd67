package dev.fathom.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.cli.Main;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.SimulatorServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How {@code fathom watch} ends as a process of its own. */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such signals")
class WatchProcessTest {
    @TempDir private Path folder;
    private SimulatorServer exchange;

    @BeforeEach
    void open() throws IOException {
        exchange = SimulatorServer.start(SimulatorOptions.of(7), 0, 0);
    }

    @AfterEach
    void close() {
        exchange.close();
    }

    @Test
    void interruptedItEndsWellWithASummary() throws Exception {
        Path told = folder.resolve("told");
        Process watch = new ProcessBuilder(command()).redirectError(told.toFile()).start();
        try (BufferedReader lines = watch.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("Order Book:");
            signal(watch, "INT");
            List<String> rest = lines.readAllLines();

            assertThat(watch.waitFor()).isZero();
            // A book is written whole or not at all.
            assertThat(rest.getLast()).isEmpty();
        }
        assertThat(Files.readAllLines(told).getLast())
                .startsWith("watched binance:BTCUSDT for ")
                .endsWith("lost 0 times");
    }

    @Test
    void itEndsQuietlyWhenNobodyReads() throws Exception {
        Path told = folder.resolve("told");
        Process watch = new ProcessBuilder(command()).redirectError(told.toFile()).start();
        try (BufferedReader lines = watch.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("Order Book:");
        }

        assertThat(watch.waitFor()).isZero();
        assertThat(Files.readString(told)).doesNotContain("Exception", "Broken pipe", "fathom: ");
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "watch", "binance:btcusdt", "--as", "text"));
        command.addAll(List.of("--depth", "3", "--seconds", "60", "--endpoint"));
        command.add("binance=" + exchange.webSocketUri() + "," + exchange.restUri());
        return command;
    }

    private static void signal(Process process, String name)
            throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
}
