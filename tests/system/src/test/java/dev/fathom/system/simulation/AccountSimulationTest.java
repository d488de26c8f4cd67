package dev.fathom.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many seeds of a followed account against a simulated venue, in one thread of virtual time. Run
 * one again with {@code -Dfathom.seed=N}; set the least time with {@code -Dfathom.seconds=N}; have
 * one way alone with {@code -Dfathom.access=BITFINEX}.
 */
@Tag("long")
@Tag("simulation")
class AccountSimulationTest {
    private static final Logger FEED_LOG = Logger.getLogger("dev.fathom.feed");
    private static final Duration LEAST_TIME =
            Duration.ofSeconds(Long.getLong("fathom.seconds", 30));

    static {
        FEED_LOG.setLevel(Level.OFF);
    }

    private static AccountWorld.Access access(long seed) {
        String only = System.getProperty("fathom.access");
        AccountWorld.Access[] ways = AccountWorld.Access.values();
        return only == null
                ? ways[(int) Math.floorMod(seed, (long) ways.length)]
                : AccountWorld.Access.valueOf(only);
    }

    @Test
    void ordersFillsAndBalancesAreTheVenuesUnderAnyFaults() {
        Long only = Long.getLong("fathom.seed");
        long first = only == null ? System.currentTimeMillis() * 1000 : only;
        System.out.println("simulation of accounts: seeds from " + first);
        long startedNs = System.nanoTime();
        long states = 0;
        long lists = 0;
        long fills = 0;
        long fillsByRest = 0;
        Map<String, Long> statuses = new TreeMap<>();
        Map<String, Long> faults = new TreeMap<>();
        long seed = first;
        do {
            AccountRun run = new AccountRun(seed, access(seed));
            try {
                AccountRun.Result result = run.finish();
                states += result.states();
                lists += result.lists();
                fills += result.fills();
                fillsByRest += result.fillsByRest();
                result.statuses().forEach((kind, n) -> statuses.merge(kind, n, Long::sum));
                result.faults().forEach((kind, n) -> faults.merge(kind, n, Long::sum));
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage() + run.story(), e);
            }
            seed++;
        } while (only == null && System.nanoTime() - startedNs < LEAST_TIME.toNanos());
        System.out.printf(
                "simulation of accounts: %d seeds from %d, %d states checked, %d of lists, %d fills, %d of them by"
                        + " requests, statuses %s, faults %s%n",
                seed - first, first, states, lists, fills, fillsByRest, statuses, faults);
        assertThat(states).isGreaterThan(100 * (seed - first));
        assertThat(fills).isGreaterThan(10 * (seed - first));
        if (only == null) {
            if (System.getProperty("fathom.access") == null) {
                assertThat(lists).isGreaterThan(seed - first);
            }
            assertThat(fillsByRest).isGreaterThan(seed - first);
            assertThat(statuses)
                    .containsKeys("Live", "Lost", "Compared", "BadFrame", "NotCompared");
        }
    }
}
