package dev.fathom.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many seeds of feed against simulator. Run one again with {@code -Dfathom.seed=N}; set the number
 * of seeds with {@code -Dfathom.seeds=N}, the least time with {@code -Dfathom.seconds=N}.
 */
@Tag("long")
@Tag("simulation")
class SimulationTest {
    // Kept here: a logger that nobody holds forgets its level.
    private static final Logger FEED_LOG = Logger.getLogger("dev.fathom.feed");

    static {
        FEED_LOG.setLevel(Level.OFF);
    }

    private static final long LEAST_SEEDS = Long.getLong("fathom.seeds", 1000);
    private static final Duration LEAST_TIME =
            Duration.ofSeconds(Long.getLong("fathom.seconds", 30));

    @ParameterizedTest
    @CsvSource({"binance, 1", "binance-futures, 1", "binance-delivery, 4"})
    void everyLiveBookEqualsTheTruthAtItsIdUnderAnyFaults(String venue, int part) {
        Long only = Long.getLong("fathom.seed");
        if (only != null) {
            System.out.println("seed " + only + ": " + new Run(venue, only).finish());
            return;
        }
        long first = System.currentTimeMillis() * 1000;
        System.out.println("simulation of " + venue + ": seeds from " + first);
        long startedNs = System.nanoTime();
        long books = 0;
        long events = 0;
        long filled = 0;
        Map<String, Long> losses = new TreeMap<>();
        Map<String, Long> faults = new TreeMap<>();
        long seed = first;
        while (seed - first < LEAST_SEEDS / part
                || System.nanoTime() - startedNs < LEAST_TIME.toNanos() / part) {
            Run.Result result = new Run(venue, seed++).finish();
            books += result.books();
            events += result.events();
            filled += result.filled();
            result.losses().forEach((cause, n) -> losses.merge(cause, n, Long::sum));
            result.faults().forEach((kind, n) -> faults.merge(kind, n, Long::sum));
        }
        System.out.printf(
                "simulation of %s: %d seeds from %d in %d s, %d whole books and %d other events compared, %d trades filled, lost by"
                        + " cause %s, faults %s%n",
                venue,
                seed - first,
                first,
                Duration.ofNanos(System.nanoTime() - startedNs).toSeconds(),
                books,
                events,
                filled,
                losses,
                faults);
        assertThat(books).isGreaterThan(100 * (seed - first));
        assertThat(events).isGreaterThan(100 * (seed - first));
        assertThat(filled).isGreaterThan(20 * (seed - first));
        assertThat(losses).containsKeys("GAP", "IDS_RAN_BACK", "BAD_FRAME", "DISCONNECTED");
    }
}
