package dev.fathom.cli.ladder;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** How fast a counter has risen over the last few seconds. Owned by one thread. */
final class RateMeter {
    private static final long WINDOW_NS = 5_000_000_000L;

    private record Sample(long atNs, long count) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Takes note of a counter. */
    void sample(long nowNs, long count) {
        samples.addLast(new Sample(nowNs, count));
        while (samples.size() > 2 && nowNs - samples.getFirst().atNs() > WINDOW_NS) {
            samples.removeFirst();
        }
    }

    /** Tenths of an event a second; 0 before there are two samples. */
    long tenthsPerSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        long ns = samples.getLast().atNs() - samples.getFirst().atNs();
        long events = samples.getLast().count() - samples.getFirst().count();
        return ns <= 0 ? 0 : Math.round(events * 1e10 / ns);
    }

    /** {@code 12.3/s}. */
    static String text(long tenthsPerSecond) {
        return String.format(
                Locale.ROOT, "%d.%d/s", tenthsPerSecond / 10, Math.abs(tenthsPerSecond % 10));
    }
}
