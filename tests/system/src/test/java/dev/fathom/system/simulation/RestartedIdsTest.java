package dev.fathom.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.FeedTimings;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.sync.LostReason;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** A venue that begins its ids anew while a comparison waits for an id of old. */
class RestartedIdsTest {
    private static final Logger FEED_LOG = Logger.getLogger("dev.fathom.feed");
    private static final Duration STEP = Duration.ofMillis(5);

    static {
        FEED_LOG.setLevel(Level.OFF);
    }

    private final World world =
            new World(
                    7,
                    List.of(
                            InstrumentSpec.defaults()
                                    .getFirst()
                                    .withLevelsPerSide(20)
                                    .withChangesPerSecond(50)),
                    FeedOptions.DEFAULT.withTimings(FeedTimings.IMPATIENT),
                    Duration.ofMillis(2));

    @Test
    void anIdThatCannotComeAnyMoreIsNotWaitedFor() {
        for (int i = 0; i < 10; i++) {
            int before = waitingComparisons();
            while (waitingComparisons() == before) {
                world.run(STEP);
            }
            world.venue().faults().inject(new Fault.RestartIds("BTCUSDT"));
            world.run(Duration.ofSeconds(3));
        }

        assertThat(world.statuses(FeedStatus.BookLost.class))
                .extracting(lost -> lost.reason().cause())
                .hasSizeGreaterThanOrEqualTo(10)
                .containsOnly(LostReason.Cause.IDS_RAN_BACK);
        assertThat(world.book(world.instruments().getFirst()).isLive()).isTrue();
    }

    private int waitingComparisons() {
        return (int)
                world.statuses(FeedStatus.SnapshotTaken.class).stream()
                        .filter(taken -> taken.liveId() != 0 && taken.lastId() > taken.liveId())
                        .count();
    }
}
