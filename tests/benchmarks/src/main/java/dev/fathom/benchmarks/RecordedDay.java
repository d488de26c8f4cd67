package dev.fathom.benchmarks;

import dev.fathom.capture.Capture;
import dev.fathom.capture.CaptureOptions;
import dev.fathom.capture.CaptureRun;
import dev.fathom.capture.CheckpointRule;
import dev.fathom.capture.RawLine;
import dev.fathom.capture.Retention;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Records a day of one or more busy books, ten updates a second each, by a clock of its own: blocks
 * are those of a recorder that had a day for it.
 */
public final class RecordedDay {
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final long STEP_NS = 100_000_000;
    private static final int STEPS = 864_000;
    private static final double NS = 1e9;

    private RecordedDay() {}

    /** Records into a new folder; how many instruments, and {@code never} for no checkpoints. */
    public static void main(String[] args) throws IOException {
        if (args.length < 1) {
            System.err.println("day FOLDER [INSTRUMENTS [never]]");
            System.exit(2);
        }
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        boolean never = args.length > 2 && args[2].equals("never");
        AtomicLong clockNs = new AtomicLong();
        CaptureOptions options = CaptureOptions.of(Retention.ALL).withClock(clockNs::get);
        // The hours of the lines begin segments if they are behind that of the first note.
        long startNs = (System.currentTimeMillis() * 1_000_000 / HOUR_NS + 1) * HOUR_NS;
        long beganNs = System.nanoTime();
        try (Capture capture =
                Capture.open(
                        Path.of(args[0]),
                        new CaptureRun(
                                "benchmark",
                                Map.of("binance", List.of("ws://venue.test", "http://venue.test")),
                                List.of()),
                        never ? options.with(CheckpointRule.NEVER) : options,
                        System.err::println)) {
            record(capture, clockNs, startNs, count);
            System.out.printf(
                    "%,d lines, %,d bytes on disk in %.1f s; the writing thread took %.1f s of CPU%n",
                    capture.lines(),
                    capture.bytes(),
                    (System.nanoTime() - beganNs) / NS,
                    writerNs() / NS);
        }
        System.out.println(
                "from " + instant(startNs) + " to " + instant(startNs + STEPS * STEP_NS));
    }

    private static Instant instant(long ns) {
        return Instant.ofEpochSecond(ns / 1_000_000_000);
    }

    private static void record(Capture capture, AtomicLong clockNs, long startNs, int count) {
        List<BusyBook> books = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            books.add(new BusyBook("S%02dUSDT".formatted(i), i));
        }
        String streams =
                books.stream().map(BusyBook::stream).collect(Collectors.joining("/", "", ""));
        put(capture, startNs, 1, RawLine.Kind.OPENED, "ws://venue.test/stream?streams=" + streams);
        for (BusyBook book : books) {
            put(capture, startNs, 0, RawLine.Kind.ANSWERED, book.answer("http://venue.test"));
        }
        for (int step = 1; step <= STEPS; step++) {
            long atNs = startNs + step * STEP_NS;
            clockNs.set(step * STEP_NS);
            for (BusyBook book : books) {
                put(capture, atNs, 1, RawLine.Kind.IN, book.update(atNs));
            }
            // What the writer has not taken yet would look younger than it is.
            while (capture.waitingBytes() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    private static void put(
            Capture capture, long atNs, long connection, RawLine.Kind kind, String text) {
        capture.put(
                new RawLine(atNs, atNs, connection, kind, text.getBytes(StandardCharsets.UTF_8)));
    }

    private static long writerNs() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().equals("fathom-capture")) {
                sum += threads.getThreadCpuTime(id);
            }
        }
        return sum;
    }
}
