package dev.fathom.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.feed.FeedOptions;
import dev.fathom.feed.FeedStatus;
import dev.fathom.feed.FeedTimings;
import dev.fathom.market.Instrument;
import dev.fathom.simulator.engine.InstrumentSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Instruments that are halted, listed, delisted or change their price step during a run. */
class InstrumentsLiveTest {
    private static final Logger FEED_LOG = Logger.getLogger("dev.fathom.feed");
    private static final Instrument BTC = new Instrument("binance", "BTCUSDT");

    static {
        FEED_LOG.setLevel(Level.OFF);
    }

    private final World world =
            new World(
                    21,
                    InstrumentSpec.defaults().subList(0, 3).stream()
                            .map(it -> it.withLevelsPerSide(30))
                            .toList(),
                    FeedOptions.DEFAULT.withTimings(FeedTimings.IMPATIENT),
                    Duration.ofMillis(20));

    private List<String> told() {
        return world.statuses().stream()
                .filter(it ->
                        it instanceof FeedStatus.Listed
                                || it instanceof FeedStatus.Delisted
                                || it instanceof FeedStatus.InstrumentChanged)
                .map(FeedStatus::text)
                .distinct()
                .toList();
    }

    @Test
    void theSilenceOfAHaltedInstrumentIsNoFault() {
        world.run(Duration.ofSeconds(30));
        world.venue().status("BTCUSDT", "HALT");
        world.run(Duration.ofMinutes(10));

        assertThat(told()).containsExactly("binance:BTCUSDT: status HALT, was TRADING");
        assertThat(world.statuses(FeedStatus.BookLost.class)).isEmpty();
        assertThat(world.statuses(FeedStatus.Disconnected.class)).isEmpty();
        assertThat(world.statuses(FeedStatus.TradesMissing.class)).isEmpty();
        assertThat(world.book(BTC).isLive()).isTrue();
        assertThat(world.unchangedFor(BTC)).isGreaterThan(Duration.ofMinutes(9));

        world.venue().status("BTCUSDT", "TRADING");
        world.run(Duration.ofSeconds(30));

        assertThat(told()).endsWith("binance:BTCUSDT: status TRADING, was HALT");
        assertThat(world.unchangedFor(BTC)).isLessThan(Duration.ofSeconds(2));
        assertThat(world.statuses(FeedStatus.BookLost.class)).isEmpty();
    }

    @Test
    void aChangedPriceStepIsToldAndTheBookStaysExact() {
        world.run(Duration.ofSeconds(30));
        world.venue().tickSize("BTCUSDT", new BigDecimal("0.10000000"));
        world.run(Duration.ofSeconds(60));

        assertThat(told())
                .containsExactly("binance:BTCUSDT: price step 0.10000000, was 0.01000000");
        assertThat(world.statuses(FeedStatus.BookLost.class)).isEmpty();
    }

    @Test
    void whatIsListedOrNotListedAnyMoreIsTold() {
        world.run(Duration.ofSeconds(30));
        world.venue().list(InstrumentSpec.defaults().getLast());
        world.venue().delist("BNBUSDT");
        world.run(Duration.ofSeconds(60));

        assertThat(told())
                .containsExactly(
                        "binance:BNBUSDT: not listed any more",
                        "binance:"
                                + InstrumentSpec.defaults().getLast().symbol()
                                + ": listed, TRADING");
    }
}
