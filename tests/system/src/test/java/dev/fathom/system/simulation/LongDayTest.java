package dev.fathom.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.simulator.engine.InstrumentSpec;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More than a day of virtual time with the ordinary patience, across the venue's age limit. */
@Tag("long")
@Tag("simulation")
class LongDayTest {
    private static final Logger FEED_LOG = Logger.getLogger("dev.fathom.feed");

    static {
        FEED_LOG.setLevel(Level.OFF);
    }

    @Test
    void aNewConnectionTakesOverBeforeTheOldOneIsClosedAndNothingIsLost() {
        World world =
                new World(
                        11,
                        List.of(
                                InstrumentSpec.defaults()
                                        .getFirst()
                                        .withLevelsPerSide(20)
                                        .withChangesPerSecond(1)),
                        FeedOptions.DEFAULT,
                        Duration.ofMillis(50));

        world.run(Duration.ofHours(26));

        assertThat(world.statuses(FeedStatus.Moved.class)).hasSize(1);
        assertThat(world.statuses(FeedStatus.BookLost.class)).isEmpty();
        assertThat(world.statuses(FeedStatus.Disconnected.class)).isEmpty();
        assertThat(world.comparedBooks()).isGreaterThan(10_000);
    }
}
