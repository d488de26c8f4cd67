package dev.fathom.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.simulator.engine.BookSide;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TruthTest {
    private final TruthRecorder recorder = new TruthRecorder("BTCUSDT", 1_000_000, 1, 4_096);
    private final Truth truth = recorder.truth();

    @Property(tries = 10, edgeCases = EdgeCasesMode.NONE)
    void everyStateOfTheHistoryIsReadable(@ForAll long seed) {
        TruthRecorder some = new TruthRecorder("BTCUSDT", 1_000_000, 1, 4_096);
        Map<Long, Map<BigDecimal, BigDecimal>> expected = new HashMap<>();
        TreeMap<Long, Long> bids = new TreeMap<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 9_000; i++) {
            if (i == 8_000) {
                some.restartIds(500);
            }
            long price = 1 + random.nextLong(50);
            long before = bids.getOrDefault(price, 0L);
            long after = before > 0 && random.nextBoolean() ? 0 : before + 1 + random.nextLong(9);
            if (after == 0) {
                bids.remove(price);
            } else {
                bids.put(price, after);
            }
            expected.put(some.change(BookSide.BID, price, before, after), decimal(bids));
        }

        Truth read = some.truth();
        assertThat(read.lastId()).isEqualTo(500 + 1_000);
        TruthCursor cursor = read.cursor();
        List<Long> readable = new ArrayList<>();
        for (long id = 1_000_000; id <= 1_008_000; id++) {
            if (read.knows(id)) {
                readable.add(id);
            }
        }
        for (long id = 500; id <= 1_500; id++) {
            readable.add(id);
        }
        assertThat(readable).hasSizeGreaterThan(4_096);
        for (long id : readable.subList(1, readable.size())) {
            cursor.advanceTo(id);
            if (expected.containsKey(id)) {
                assertThat(cursor.bids()).as("cursor at " + id).isEqualTo(expected.get(id));
                if (id % 97 == 0) {
                    assertThat(read.at(id).bids()).as("at " + id).isEqualTo(expected.get(id));
                }
            }
        }
        assertThat(read.at(500).bids()).isEqualTo(expected.get(1_008_000L));
    }

    private static Map<BigDecimal, BigDecimal> decimal(Map<Long, Long> levels) {
        Map<BigDecimal, BigDecimal> result = new TreeMap<>();
        levels.forEach((price, size) ->
                result.put(BigDecimal.valueOf(price, 8), BigDecimal.valueOf(size, 8)));
        return result;
    }

    @Test
    void sidesBeginWithTheBest() {
        recorder.change(BookSide.BID, 100, 0, 5);
        recorder.change(BookSide.BID, 101, 0, 5);
        recorder.change(BookSide.ASK, 104, 0, 5);
        long id = recorder.change(BookSide.ASK, 103, 0, 5);

        assertThat(truth.at(id).bids().firstKey()).isEqualTo("0.00000101");
        assertThat(truth.at(id).asks().firstKey()).isEqualTo("0.00000103");
    }

    @Test
    void changesOfARangeAreTold() {
        recorder.change(BookSide.BID, 100, 0, 5);
        recorder.change(BookSide.BID, 100, 5, 0);
        recorder.change(BookSide.ASK, 101, 0, 7);
        List<String> told = new ArrayList<>();
        truth.changes(
                1_000_002,
                1_000_003,
                (id, side, price, before, after) ->
                        told.add(id + " " + side + " " + price + " " + before + "->" + after));

        assertThat(told).containsExactly("1000002 BID 100 5->0", "1000003 ASK 101 0->7");
    }

    @Test
    void unknownIdsAreRefusedByName() {
        recorder.change(BookSide.BID, 100, 0, 5);

        assertThatThrownBy(() -> truth.at(1_000_002))
                .hasMessage(
                        "BTCUSDT: no state with update id 1000002; known are 1000000 to 1000001");
        TruthCursor cursor = truth.cursor();
        cursor.advanceTo(1_000_001);
        assertThatThrownBy(() -> cursor.advanceTo(1_000_000))
                .hasMessage("BTCUSDT: no state with update id 1000000 ahead of 1000001");
    }

    @Test
    void aCursorThatFallsBehindTheHistoryGoesOn() {
        TruthCursor cursor = truth.cursor();
        for (int i = 0; i < 20_000; i++) {
            recorder.change(BookSide.BID, 100, i, i + 1);
        }
        assertThat(truth.knows(1_000_005)).isFalse();
        cursor.advanceTo(1_000_005);

        assertThat(cursor.bids().firstEntry().getValue()).isEqualTo("0.00000005");
    }

    @Test
    void anotherThreadReadsWholeStatesWhileTheyAreMade() throws Exception {
        CompletableFuture<Integer> reader =
                CompletableFuture.supplyAsync(() -> {
                    int seen = 0;
                    for (long id = 0; id < 1_030_000; seen++) {
                        id = truth.lastId();
                        TruthBook book;
                        try {
                            book = truth.at(id);
                        } catch (IllegalArgumentException e) {
                            // A reader that was held up may find that the history has moved on.
                            if (truth.oldestId() <= id) {
                                throw e;
                            }
                            continue;
                        }
                        // The writer keeps one level whose quantity is the number of changes made.
                        if (id > 1_000_000
                                && book.bids().firstEntry().getValue().unscaledValue().longValue()
                                        != id - 1_000_000) {
                            throw new AssertionError("torn state at " + id + ": " + book.bids());
                        }
                    }
                    return seen;
                });
        for (int i = 0; i < 30_000; i++) {
            recorder.change(BookSide.BID, 100, i, i + 1);
        }

        assertThat(reader.get(30, TimeUnit.SECONDS)).isPositive();
    }

    @Test
    void tradesAreKeptByIdAsLongAsTheyFit() {
        for (int i = 1; i <= 5_000; i++) {
            recorder.trade(new TruthTrade(i, i, BigDecimal.ONE, BigDecimal.TEN, i, true));
        }

        assertThat(truth.trades().lastId()).isEqualTo(5_000);
        assertThat(truth.trades().oldestId()).isEqualTo(3_977);
        assertThat(truth.trades().at(4_711))
                .hasValueSatisfying(it -> assertThat(it.timeUs()).isEqualTo(4_711));
        assertThat(truth.trades().at(3_976)).isEmpty();
        assertThat(truth.trades().from(1, 3))
                .extracting(TruthTrade::id)
                .containsExactly(3_977L, 3_978L, 3_979L);
    }
}
