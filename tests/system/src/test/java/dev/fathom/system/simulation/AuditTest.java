package dev.fathom.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.FeedTimings;
import dev.fathom.simulator.engine.InstrumentSpec;
import dev.fathom.simulator.fault.Fault;
import dev.fathom.sync.AuditResult;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What no sequence reveals is found by comparing with fresh snapshots. */
class AuditTest {
    private static final Logger FEED_LOG = Logger.getLogger("dev.fathom.feed");

    static {
        FEED_LOG.setLevel(Level.OFF);
    }

    private final World world =
            new World(
                    7,
                    List.of(
                            InstrumentSpec.defaults()
                                    .getFirst()
                                    .withLevelsPerSide(200)
                                    .withChangesPerSecond(20)),
                    FeedOptions.DEFAULT.withTimings(FeedTimings.IMPATIENT),
                    Duration.ofMillis(20));

    @Test
    void aWrongLevelIsNamedAndTheBookMadeRightAgain() {
        world.run(Duration.ofSeconds(3));
        // Levels near the top are soon set right by their next change; some stay wrong.
        for (int i = 0; i < 20; i++) {
            world.venue().faults().inject(new Fault.WrongLevel("BTCUSDT"));
            world.runUnchecked(Duration.ofSeconds(1));
        }
        world.runUnchecked(Duration.ofSeconds(10));

        List<AuditResult.Different> found =
                world.statuses(FeedStatus.Audited.class).stream()
                        .map(FeedStatus.Audited::result)
                        .filter(AuditResult.Different.class::isInstance)
                        .map(AuditResult.Different.class::cast)
                        .toList();
        assertThat(found).isNotEmpty();
        assertThat(found)
                .extracting(AuditResult.Different::toString)
                .allMatch(text ->
                        text.matches(
                                "(BID|ASK) [0-9.]+ at id [0-9]+: book has [0-9.]+, venue"
                                        + " has [0-9.]+"));
        // From here on the book is checked again, at every step.
        world.run(Duration.ofSeconds(5));
        assertThat(world.book(world.instruments().getFirst()).isLive()).isTrue();
    }

    @Test
    void anHonestVenueIsFoundEqualEveryTime() {
        world.run(Duration.ofSeconds(60));

        List<FeedStatus.Audited> audits = world.statuses(FeedStatus.Audited.class);
        assertThat(audits).hasSizeGreaterThan(5);
        assertThat(audits)
                .allMatch(a -> a.result() instanceof AuditResult.Equal e && e.levels() > 100);
        assertThat(world.statuses(FeedStatus.BookLost.class)).isEmpty();
    }
}
