package dev.fathom.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.cli.demo.Spans.Span;
import dev.fathom.market.Instrument;
import dev.fathom.simulator.FaultLog.Outage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final long MS = 1_000_000;
    private static final Instrument BTC = new Instrument("binance", "BTCUSDT");
    private static final Instrument ETH = new Instrument("binance", "ETHUSDT");

    private static Spans spans(long... fromAndToMs) {
        Span[] all = new Span[fromAndToMs.length / 2];
        for (int i = 0; i < all.length; i++) {
            all[i] = new Span(fromAndToMs[2 * i] * MS, fromAndToMs[2 * i + 1] * MS);
        }
        return Spans.of(List.of(all));
    }

    @Test
    void overlappingSpansCountOnce() {
        assertThat(spans(5, 9, 0, 3, 2, 4, 9, 10)).isEqualTo(spans(0, 4, 5, 10));
        assertThat(spans(0, 4, 2, 3).lengthNs()).isEqualTo(4 * MS);
    }

    @Test
    void spansAreCutOutOfOthers() {
        assertThat(spans(0, 10).without(spans(2, 3, 8, 12))).isEqualTo(spans(0, 2, 3, 8));
        assertThat(spans(0, 10).without(spans(0, 10))).isEqualTo(Spans.NONE);
        assertThat(spans(5, 6).without(spans(0, 1))).isEqualTo(spans(5, 6));
    }

    @Test
    void timeInWhichABookWasNotLiveLowersTheShare() {
        double share =
                Recovery.live(
                                Map.of(BTC, 0L, ETH, 0L),
                                100 * MS,
                                Map.of(BTC, spans(50, 70)),
                                List.of())
                        .ratio();

        assertThat(share).isEqualTo(0.9);
    }

    @Test
    void timeInWhichTheVenueCouldNotBeFollowedDoesNotCount() {
        Map<Instrument, Long> start = Map.of(BTC, 0L, ETH, 0L);
        Map<Instrument, Spans> dark = Map.of(BTC, spans(50, 70), ETH, spans(50, 70));
        List<Outage> ofAll = List.of(new Outage("ban", "", 50 * MS, 70 * MS));
        List<Outage> ofOne = List.of(new Outage("mute", "btcusdt@depth", 50 * MS, 70 * MS));

        assertThat(Recovery.live(start, 100 * MS, dark, ofAll).ratio()).isEqualTo(1);
        assertThat(Recovery.live(start, 100 * MS, dark, ofOne).ratio()).isEqualTo(160.0 / 180.0);
    }

    @Test
    void aBookCountsFromItsFirstJoin() {
        double share =
                Recovery.live(Map.of(BTC, 20 * MS), 100 * MS, Map.of(BTC, spans(0, 20)), List.of())
                        .ratio();

        assertThat(share).isEqualTo(1);
    }

    @Test
    void recoveryReachesFromTheFaultsEndToTheLastBook() {
        Map<Instrument, Spans> dark =
                Map.of(BTC, spans(1_100, 1_300), ETH, spans(900, 1_700, 9_000, 9_900));

        assertThat(Recovery.longestNs(dark, List.of(1_000 * MS))).isEqualTo(700 * MS);
        assertThat(Recovery.longestNs(dark, List.of(5_000 * MS))).isZero();
    }
}
