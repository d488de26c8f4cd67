package dev.fathom.system.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.cli.Main;
import dev.fathom.simulator.SimulatorOptions;
import dev.fathom.simulator.SimulatorServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code fathom record} in a process that is killed at random moments. */
@Timeout(120)
@Tag("long")
class RecordKilledTest {
    private static final int KILLS = 8;
    private static final Pattern LINE =
            Pattern.compile(
                    "btcusdt@(trade, p:[\\d.]+,q:[\\d.]+"
                            + "|(orderbook|depth),bids:\\[.*\\],asks:\\[.*\\])");

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
    void atMostOneLineIsCutAndTheNextStartMendsIt() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path file = folder.resolve("file");
        long before = 0;
        for (int i = 0; i < KILLS; i++) {
            Process process =
                    new ProcessBuilder(command(file))
                            .redirectError(folder.resolve("told").toFile())
                            .start();
            awaitGrowth(file, before);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(400)));
            process.destroyForcibly().waitFor();
            List<String> lines = Arrays.asList(Files.readString(file).split("\n", -1));

            // All but what stands behind the last line feed.
            assertThat(lines.subList(0, lines.size() - 1))
                    .as("seed %d, kill %d", seed, i)
                    .isNotEmpty()
                    .allMatch(it -> LINE.matcher(it).matches());
            before = Files.size(file);
        }
    }

    private static void awaitGrowth(Path file, long size) throws IOException {
        long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!Files.exists(file) || Files.size(file) <= size) {
            assertThat(System.nanoTime()).as("nothing is recorded").isLessThan(endNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private List<String> command(Path file) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Main.class.getName(), "record", "binance:btcusdt/depth,trade"));
        command.addAll(List.of("--seconds", "60", "--to", "text:" + file, "--endpoint"));
        command.add("binance=" + exchange.webSocketUri() + "," + exchange.restUri());
        return command;
    }
}
