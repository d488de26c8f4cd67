package dev.fathom.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class OrderFlowTest {
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
    void theBookIsNeverCrossedAndEveryChangeIsToldExactly(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 5) int which) {
        InstrumentSpec instrument = InstrumentSpec.defaults().get(which).withLevelsPerSide(60);
        Watching watching = new Watching(instrument);
        MatchingEngine engine = new MatchingEngine(watching);
        OrderFlow flow = new OrderFlow(instrument, engine, new SplittableRandom(seed));
        flow.fill();
        for (int step = 0; step < 2_000; step++) {
            flow.step();
        }

        for (BookSide side : BookSide.values()) {
            TreeMap<Long, Long> seen = new TreeMap<>();
            engine.best(side, Integer.MAX_VALUE, seen::put);
            assertThat(watching.side(side)).isEqualTo(seen);
            assertThat(engine.levels(side)).isBetween(30, 90);
        }
        assertThat(watching.trades).isGreaterThan(20);
        assertThat(watching.changes).isGreaterThan(1_800);
    }

    /** Keeps the book from what it is told and fails at once when that cannot be. */
    private static final class Watching implements EngineListener {
        private final TreeMap<Long, Long> bids = new TreeMap<>();
        private final TreeMap<Long, Long> asks = new TreeMap<>();
        private final long tick;
        private final long step;
        private long unswept;
        private int fills;
        int trades;
        int changes;

        Watching(InstrumentSpec instrument) {
            tick = InstrumentSpec.units(instrument.tickSize());
            step = InstrumentSpec.units(instrument.stepSize());
        }

        TreeMap<Long, Long> side(BookSide side) {
            return side == BookSide.BID ? bids : asks;
        }

        @Override
        public void level(BookSide side, long price, long before, long after) {
            assertThat(side(side).getOrDefault(price, 0L)).isEqualTo(before);
            assertThat(after).isNotEqualTo(before).isNotNegative();
            assertThat(price % tick).isZero();
            assertThat(after % step).isZero();
            if (after == 0) {
                side(side).remove(price);
            } else {
                side(side).put(price, after);
            }
            if (!bids.isEmpty() && !asks.isEmpty()) {
                assertThat(bids.lastKey()).isLessThan(asks.firstKey());
            }
            changes++;
        }

        @Override
        public void fill(BookSide taker, long price, long quantity) {
            TreeMap<Long, Long> makers = side(taker.opposite());
            assertThat(price)
                    .isEqualTo(taker == BookSide.BID ? makers.firstKey() : makers.lastKey());
            unswept += quantity;
            fills++;
            trades++;
        }

        @Override
        public void swept(BookSide taker, long price, long quantity, int sweptFills) {
            assertThat(quantity).isEqualTo(unswept);
            assertThat(sweptFills).isEqualTo(fills);
            unswept = 0;
            fills = 0;
        }
    }
}
