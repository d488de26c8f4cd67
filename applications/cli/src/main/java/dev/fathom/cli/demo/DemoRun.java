package dev.fathom.cli.demo;

import dev.fathom.cli.common.Shell;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A demo's course: rounds of faults, a line a second, the end. Owned by one thread. */
final class DemoRun {
    private static final Duration FIRST_LIVE = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(30);
    private static final Duration SHORTEST_ROUND = Duration.ofSeconds(5);
    // After the last fault, so that its end is seen.
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LINE = Duration.ofSeconds(1);

    private final Demo demo;
    private final long seed;
    private final Shell shell;
    private final boolean lines;
    private final long startNs = System.nanoTime();

    DemoRun(Demo demo, long seed, Shell shell, boolean lines) {
        this.demo = demo;
        this.seed = seed;
        this.shell = shell;
        this.lines = lines;
    }

    /** Runs until the time is over or the end is wished. */
    DemoReport until(Optional<Duration> limit, boolean faults) {
        long endNs = limit.map(it -> startNs + it.toNanos()).orElse(Long.MAX_VALUE);
        long roundEndNs = startNs;
        long lineNs = startNs + LINE.toNanos();
        long rounds = 0;
        while (System.nanoTime() < endNs) {
            long nowNs = System.nanoTime();
            if (faults && nowNs >= roundEndNs && isReady(nowNs)) {
                Duration round = round(endNs - nowNs);
                if (round.compareTo(SHORTEST_ROUND) >= 0 || rounds == 0) {
                    demo.misbehave(seed + rounds, round);
                }
                rounds++;
                roundEndNs = nowNs + round.plus(QUIET).toNanos();
            }
            if (lines && nowNs >= lineNs) {
                lineNs = nowNs + LINE.toNanos();
                shell.tell(demo.liveNow() + " live: " + demo.report().text());
            }
            Duration left = Duration.ofNanos(Math.min(endNs - nowNs, LOOK.toNanos()));
            if (shell.stop().await(left)) {
                break;
            }
        }
        return demo.report();
    }

    private boolean isReady(long nowNs) {
        return demo.liveNow() == demo.instruments().size()
                || nowNs - startNs > FIRST_LIVE.toNanos();
    }

    private static Duration round(long leftNs) {
        long mostNs = Math.max(TimeUnit.SECONDS.toNanos(1), leftNs - QUIET.toNanos());
        return Duration.ofNanos(Math.min(mostNs, ROUND.toNanos()));
    }
}
