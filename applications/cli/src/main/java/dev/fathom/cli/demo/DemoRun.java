package dev.fathom.cli.demo;

import dev.fathom.cli.common.Shell;
import dev.fathom.cli.ladder.LadderScreen;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
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

    /** What is shown on the way. */
    enum Look {
        /** Nothing. */
        NONE,
        /** A line a second. */
        LINES,
        /** The books on a terminal. */
        LADDER
    }

    private final Demo demo;
    private final long seed;
    private final boolean faults;
    private final Shell shell;
    private final Look look;
    private final long startNs = System.nanoTime();
    private final long endNs;
    private long roundEndNs = startNs;
    private long lineNs = startNs;
    private long rounds;
    private List<String> headlines = List.of();

    DemoRun(
            Demo demo,
            long seed,
            boolean faults,
            Optional<Duration> limit,
            Shell shell,
            Look look) {
        this.demo = demo;
        this.seed = seed;
        this.faults = faults;
        this.shell = shell;
        this.look = look;
        this.endNs = limit.map(it -> startNs + it.toNanos()).orElse(Long.MAX_VALUE);
    }

    /** Runs until the time is over or the end is wished. */
    DemoReport run() throws IOException {
        if (look == Look.LADDER) {
            LadderScreen ladder =
                    new LadderScreen(
                            shell,
                            demo.feed(),
                            demo.instruments(),
                            demo.tape(),
                            Optional.empty(),
                            () -> headlines);
            ladder.run(() -> shell.stop().isWished() || !goesOn(System.nanoTime()));
        } else {
            while (goesOn(System.nanoTime())) {
                if (shell.stop().await(LOOK)) {
                    break;
                }
            }
        }
        return demo.report();
    }

    /** Does what is due; false when the time is over. */
    private boolean goesOn(long nowNs) {
        if (nowNs >= endNs) {
            return false;
        }
        if (faults && nowNs >= roundEndNs && isReady(nowNs)) {
            Duration round = round(endNs - nowNs);
            if (round.compareTo(SHORTEST_ROUND) >= 0 || rounds == 0) {
                demo.misbehave(seed + rounds, round);
            }
            rounds++;
            roundEndNs = nowNs + round.plus(QUIET).toNanos();
        }
        if (look != Look.NONE && nowNs >= lineNs) {
            lineNs = nowNs + LINE.toNanos();
            DemoReport report = demo.report();
            if (look == Look.LINES) {
                shell.tell(demo.liveNow() + " live: " + report.text());
            }
            headlines = report.headlines(demo.liveNow());
        }
        return true;
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
