package dev.fathom.cli.record;

import dev.fathom.cli.common.Shell;
import dev.fathom.feed.FeedStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Tells people how a recording goes: a line that is written over on a terminal, a line now and then
 * elsewhere. Safe for many threads.
 */
final class Counts {
    private static final long TERMINAL_EVERY_NS = Duration.ofSeconds(1).toNanos();
    private static final long ELSEWHERE_EVERY_NS = Duration.ofSeconds(10).toNanos();
    private static final double NS_PER_SECOND = 1e9;
    private static final String CLEAR = "\r\u001b[K";

    private final Shell shell;
    private final Files files;
    private final RawSink raw;
    private final Optional<Supplier<String>> more;
    private final long startNs = System.nanoTime();
    private final LongAdder losses = new LongAdder();
    private long lines;
    private long leftOut;
    private long rawLeftOut;
    private long rawToldAtNs = startNs - ELSEWHERE_EVERY_NS;
    private long toldAtNs = startNs;
    private long toldLines;
    private long toldBytes;

    /**
     * Counts from now on.
     *
     * @param more what is told beside lines and bytes; empty for the books that were lost
     */
    Counts(Shell shell, Files files, RawSink raw, Optional<Supplier<String>> more) {
        this.shell = shell;
        this.files = files;
        this.raw = raw;
        this.more = more;
    }

    void written() {
        lines++;
    }

    /** Lines that found no room. */
    void leftOut(long more) {
        if (more > 0) {
            leftOut += more;
            tell(String.format(Locale.ROOT, "the disk is too slow: %,d lines were left out", more));
        }
    }

    void tell(FeedStatus status) {
        if (status instanceof FeedStatus.BookLost) {
            losses.increment();
        }
        tell(status.text());
    }

    private void tell(String line) {
        shell.tell(shell.isTerminal() ? CLEAR + line : line);
    }

    /** The rates since they were last told. */
    void tellNowAndThen() {
        long nowNs = System.nanoTime();
        if (nowNs - rawToldAtNs >= ELSEWHERE_EVERY_NS && raw.leftOut() > rawLeftOut) {
            rawToldAtNs = nowNs;
            tellRawLeftOut();
        }
        long everyNs = shell.isTerminal() ? TERMINAL_EVERY_NS : ELSEWHERE_EVERY_NS;
        if (nowNs - toldAtNs < everyNs) {
            return;
        }
        double seconds = (nowNs - toldAtNs) / NS_PER_SECOND;
        String text =
                String.format(
                        Locale.ROOT,
                        "recording: %,d lines (%,.0f a second), %,d bytes (%,.0f a second), %s",
                        lines(),
                        (lines() - toldLines) / seconds,
                        bytes(),
                        (bytes() - toldBytes) / seconds,
                        more());
        toldAtNs = nowNs;
        toldLines = lines();
        toldBytes = bytes();
        if (shell.isTerminal()) {
            shell.ask(CLEAR + text);
        } else {
            shell.tell(text);
        }
    }

    private void tellRawLeftOut() {
        long more = raw.leftOut() - rawLeftOut;
        rawLeftOut += more;
        leftOut(more);
    }

    private long lines() {
        return lines + raw.lines();
    }

    private long bytes() {
        return files.bytes() + raw.bytes();
    }

    private String more() {
        return more.map(Supplier::get).orElseGet(this::lost)
                + String.format(
                        Locale.ROOT, ", %,d lines left out", leftOut + raw.leftOut() - rawLeftOut);
    }

    private String lost() {
        return String.format(
                Locale.ROOT,
                "books lost %d %s",
                losses.sum(),
                losses.sum() == 1 ? "time" : "times");
    }

    void tellAtTheEnd(List<Wanted> wanted) {
        tellRawLeftOut();
        String what =
                wanted.size() == 1
                        ? wanted.getFirst().instrument().toString()
                        : wanted.size() + " instruments";
        tell(
                String.format(
                        Locale.ROOT,
                        "recorded %s for %.1f s: %,d lines, %,d bytes, %s",
                        what,
                        (System.nanoTime() - startNs) / NS_PER_SECOND,
                        lines(),
                        bytes(),
                        more()));
    }
}
