package dev.fathom.venue.binance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.sync.Link;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceSequenceTest {
    private final BinanceSequence rule = new BinanceSequence();

    @ParameterizedTest
    @CsvSource({
        "100, 90, 99, STALE",
        "100, 95, 100, STALE",
        "100, 100, 100, STALE",
        "100, 95, 105, NEXT",
        "100, 100, 101, NEXT",
        "100, 101, 101, NEXT",
        "100, 101, 105, NEXT",
        "100, 102, 102, GAP",
        "100, 102, 105, GAP",
        "0, 1, 1, NEXT",
        "0, 2, 2, GAP",
        "9223372036854775806, 9223372036854775807, 9223372036854775807, NEXT",
        "9223372036854775807, 9223372036854775807, 9223372036854775807, STALE",
        "9223372036854775807, 0, 5, STALE"
    })
    void judgesByTheIdsAtTheBoundary(long applied, long firstId, long lastId, Link link) {
        assertThat(rule.link(applied, firstId, lastId)).isEqualTo(link);
    }

    /**
     * The venue's page said from 2024-12-16 to 2025-11-12: "if the event first update ID is greater
     * than the local order book's update ID, something went wrong". Read as written, it refuses
     * every ordinary update.
     */
    @Test
    void theFormerTextOfTheVenuesPageRefusesEveryOrdinaryUpdate() {
        for (long id = 100; id < 200; id++) {
            long firstId = id + 1;
            boolean refusedByTheFormerText = firstId > id;

            assertThat(refusedByTheFormerText).isTrue();
            assertThat(rule.link(id, firstId, firstId)).isEqualTo(Link.NEXT);
        }
    }
}
