package dev.fathom.benchmarks;

import dev.fathom.capture.Capture;
import dev.fathom.capture.RawLine;
import dev.fathom.capture.Retention;
import dev.fathom.capture.Verifier;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** How many frames of a kilobyte a capture takes a second, and how fast they are verified. */
public final class CaptureRate {
    private static final int FRAMES = 1_000_000;
    private static final int LEVELS = 24;
    private static final int MOST_AHEAD = 20_000;
    private static final double NS = 1e9;

    private CaptureRate() {}

    /** Writes, then verifies; prints both rates. */
    public static void main(String[] args) throws IOException {
        byte[][] frames = frames();
        long bytes = 0;
        for (byte[] frame : frames) {
            bytes += frame.length;
        }
        for (int round = 1; round <= 3; round++) {
            Path folder = Files.createTempDirectory("capture-rate");
            long startNs = System.nanoTime();
            long cpuNs = cpuNs();
            write(folder, frames);
            double seconds = (System.nanoTime() - startNs) / NS;
            double cpu = (cpuNs() - cpuNs) / NS;
            startNs = System.nanoTime();
            var found = Verifier.verify(folder, _ -> {});
            double verifying = (System.nanoTime() - startNs) / NS;
            System.out.printf(
                    "%d: %,d frames of %d bytes in %.2f s: %,.0f a second (%,.0f a second of CPU), %,d"
                            + " bytes on disk; verified %,.0f a second, %s%n",
                    round,
                    FRAMES,
                    bytes / frames.length,
                    seconds,
                    FRAMES / seconds,
                    FRAMES / cpu,
                    found.files().bytes(),
                    FRAMES / verifying,
                    found.wrong().isEmpty() ? "nothing wrong" : found.wrong().getFirst());
            delete(folder);
        }
    }

    private static long cpuNs() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static void write(Path folder, byte[][] frames) throws IOException {
        try (Capture capture =
                Capture.open(
                        folder,
                        "benchmark",
                        Map.of("binance", List.of("ws://venue.test", "http://venue.test")),
                        Retention.ALL,
                        System.err::println)) {
            long ns = System.currentTimeMillis() * 1_000_000;
            capture.put(
                    new RawLine(
                            ns,
                            0,
                            1,
                            RawLine.Kind.OPENED,
                            "ws://venue.test/stream?streams=btcusdt@depth@100ms"
                                    .getBytes(StandardCharsets.UTF_8)));
            for (int i = 0; i < FRAMES; i++) {
                while (i - capture.lines() > MOST_AHEAD) {
                    LockSupport.parkNanos(10_000);
                }
                capture.put(
                        new RawLine(
                                ns + i, i, 1, RawLine.Kind.IN, frames[i % frames.length].clone()));
            }
        }
    }

    private static byte[][] frames() {
        SplittableRandom random = new SplittableRandom(3);
        byte[][] frames = new byte[2_000][];
        for (int i = 0; i < frames.length; i++) {
            StringBuilder text = new StringBuilder(1200);
            text.append(
                            "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":")
                    .append(1_700_000_000_000L + i)
                    .append(",\"s\":\"BTCUSDT\",\"U\":")
                    .append(1_000_000L + i)
                    .append(",\"u\":")
                    .append(1_000_000L + i)
                    .append(",\"b\":[");
            for (int level = 0; level < LEVELS; level++) {
                text.append(level == 0 ? "" : level == LEVELS / 2 ? "],\"a\":[" : ",")
                        .append("[\"")
                        .append(60_000 + random.nextInt(500))
                        .append('.')
                        .append(10 + random.nextInt(90))
                        .append("000000\",\"")
                        .append(random.nextInt(9))
                        .append('.')
                        .append(10_000 + random.nextInt(90_000))
                        .append("000\"]");
            }
            frames[i] = text.append("]}}").toString().getBytes(StandardCharsets.UTF_8);
        }
        return frames;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
