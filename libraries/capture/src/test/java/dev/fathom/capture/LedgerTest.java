package dev.fathom.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.capture.Hole.Cause;
import dev.fathom.capture.Hole.State;
import dev.fathom.capture.StreamLedger.Range;
import dev.fathom.market.Channel;
import dev.fathom.market.Instrument;
import dev.fathom.market.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Subscription STREAM =
            new Subscription(new Instrument("binance", "BTCUSDT"), Channel.TRADE);

    private static long s(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void rangesHoldWhatASetWouldHold() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            Ranges ranges = new Ranges();
            TreeSet<Long> set = new TreeSet<>();
            for (int i = 0; i < 30; i++) {
                long first = random.nextInt(100);
                long last = first + random.nextInt(8);
                ranges.add(first, last);
                LongStream.rangeClosed(first, last).forEach(set::add);
                List<Long> held = new ArrayList<>();
                for (Range range : ranges.all()) {
                    LongStream.rangeClosed(range.first(), range.last()).forEach(held::add);
                }
                assertThat(held).as("seed %d", seed).containsExactlyElementsOf(set);
                long from = random.nextInt(100);
                long to = from + random.nextInt(20);
                long there = set.subSet(from, true, to, true).size();
                assertThat(ranges.count(from, to)).as("seed %d", seed).isEqualTo(there);
                assertThat(ranges.contains(from, to))
                        .as("seed %d", seed)
                        .isEqualTo(there == to - from + 1);
                long missing =
                        ranges.missing(from, to).stream()
                                .mapToLong(it -> it.last() - it.first() + 1)
                                .sum();
                assertThat(missing).as("seed %d", seed).isEqualTo(to - from + 1 - there);
            }
        }
    }

    @Test
    void whatOneConnectionLacksAnotherOneMayBring() {
        IdLedger ledger = new IdLedger(STREAM, true);
        ledger.streamed(1, 1, 10);
        ledger.interrupt(it -> it == 1, Cause.DISCONNECT, "reset", 0);
        ledger.streamed(3, 21, 30);
        assertThat(ledger.holes())
                .containsExactly(new Hole(11, 20, false, Cause.DISCONNECT, "reset", State.OPEN));

        ledger.streamed(2, 9, 15);

        assertThat(ledger.covered()).containsExactly(new Range(1, 15), new Range(21, 30));
        assertThat(ledger.holes())
                .containsExactly(new Hole(16, 20, false, Cause.DISCONNECT, "reset", State.OPEN));
    }

    @Test
    void whatDoesNotComeBackIsMissingUntilTheEnd() {
        IdLedger ids = new IdLedger(STREAM, false);
        TimeLedger times = new TimeLedger(STREAM, false);
        ids.streamed(1, 1, 10);
        times.streamed(1, s(9));
        for (StreamLedger ledger : List.of(ids, times)) {
            ledger.interrupt(it -> it == 1, Cause.DISCONNECT, "reset", s(10));
            ledger.end(s(60));
        }

        assertThat(ids.holes())
                .containsExactly(
                        new Hole(
                                s(10), s(60), true, Cause.DISCONNECT, "reset", State.UNREPAIRABLE));
        assertThat(times.holes())
                .containsExactly(
                        new Hole(s(9), s(60), true, Cause.DISCONNECT, "reset", State.UNREPAIRABLE));
    }

    @Test
    void aRecorderThatStoppedMissesNothingAfterItsEnd() {
        IdLedger ids = new IdLedger(STREAM, false);
        ids.streamed(1, 1, 10);
        ids.interrupt(_ -> true, Cause.NOT_RUNNING, "", s(10));
        ids.end(s(60));

        assertThat(ids.holes()).isEmpty();
    }

    @Test
    void whatWasListedIsRepairedAndTheRestStaysOpen() {
        IdLedger ledger = new IdLedger(STREAM, true);
        ledger.streamed(1, 1, 10);
        ledger.listed(9);
        ledger.listed(13);
        ledger.listed(14);
        ledger.streamed(1, 16, 16);

        assertThat(ledger.repaired()).isEqualTo(2);
        assertThat(ledger.holes())
                .containsExactly(
                        new Hole(11, 12, false, Cause.GAP, "", State.OPEN),
                        new Hole(13, 14, false, Cause.GAP, "", State.REPAIRED),
                        new Hole(15, 15, false, Cause.GAP, "", State.OPEN));
    }

    @Test
    void aListAloneCoversItsRows() {
        IdLedger ledger = new IdLedger(STREAM, true);
        LongStream.rangeClosed(5, 9).forEach(ledger::listed);
        LongStream.rangeClosed(12, 14).forEach(ledger::listed);

        assertThat(ledger.covered()).containsExactly(new Range(5, 9), new Range(12, 14));
        assertThat(ledger.holes())
                .containsExactly(new Hole(10, 11, false, Cause.GAP, "", State.OPEN));
        assertThat(ledger.repaired()).isEqualTo(8);
    }

    @Test
    void numbersThatBeginAnewAreNoHole() {
        IdLedger ledger = new IdLedger(STREAM, true);
        ledger.streamed(1, 5_000_000, 5_000_010);
        ledger.streamed(1, 1, 3);

        assertThat(ledger.holes()).isEmpty();
        assertThat(ledger.covered())
                .containsExactly(new Range(5_000_000, 5_000_010), new Range(1, 3));
    }

    @Test
    void timesOfSeveralConnectionsAreCoveredTogether() {
        TimeLedger ledger = new TimeLedger(STREAM, false);
        ledger.streamed(1, s(1));
        ledger.streamed(2, s(2));
        ledger.streamed(1, s(10));
        ledger.interrupt(it -> it == 1, Cause.DISCONNECT, "reset", 0);
        ledger.streamed(2, s(30));
        ledger.streamed(3, s(20));
        assertThat(ledger.holes()).isEmpty();

        ledger.interrupt(it -> it == 2 || it == 3, Cause.DISCONNECT, "reset again", 0);
        ledger.streamed(4, s(40));

        assertThat(ledger.covered())
                .containsExactly(new Range(s(1), s(30)), new Range(s(40), s(40)));
        assertThat(ledger.holes())
                .containsExactly(
                        new Hole(
                                s(30),
                                s(40),
                                true,
                                Cause.DISCONNECT,
                                "reset again",
                                State.UNREPAIRABLE));
    }

    @Test
    void aPlannedMoveLeavesNoHoleHoweverQuietTheStream() {
        TimeLedger ledger = new TimeLedger(STREAM, true);
        ledger.streamed(1, s(1));
        ledger.moved(1);
        ledger.streamed(2, s(100));

        assertThat(ledger.holes()).isEmpty();
    }

    @Test
    void aListThatSpansAHoleByTimeProvesAsMuchAsCanBeProven() {
        TimeLedger ledger = new TimeLedger(STREAM, true);
        ledger.streamed(1, s(10));
        ledger.interrupt(it -> it == 1, Cause.DISCONNECT, "", 0);
        ledger.streamed(2, s(30));
        ledger.interrupt(it -> it == 2, Cause.DISCONNECT, "", 0);
        ledger.streamed(3, s(60));
        ledger.listed(s(9), s(31), 4);
        ledger.listed(s(40), s(61), 4);

        assertThat(ledger.holes())
                .extracting(Hole::state)
                .containsExactly(State.UNVERIFIABLE, State.OPEN);
    }

    @Test
    void aConnectionThatTookOverInTimeCoversNothingAfterItsEnd() {
        TimeLedger ledger = new TimeLedger(STREAM, false);
        ledger.streamed(1, s(1));
        ledger.streamed(2, s(9));
        ledger.streamed(1, s(10));
        ledger.moved(1);
        ledger.streamed(2, s(20));
        ledger.interrupt(it -> it == 2, Cause.DISCONNECT, "reset", s(20));
        ledger.streamed(3, s(600));

        assertThat(ledger.covered())
                .containsExactly(new Range(s(1), s(20)), new Range(s(600), s(600)));
    }

    @Test
    void whatTookOverInTimeAndDoesNotComeBackIsMissingUntilTheEnd() {
        TimeLedger ledger = new TimeLedger(STREAM, false);
        ledger.streamed(1, s(1));
        ledger.streamed(2, s(9));
        ledger.moved(1);
        ledger.interrupt(it -> it == 2, Cause.DISCONNECT, "reset", s(10));
        ledger.end(s(60));

        assertThat(ledger.holes())
                .containsExactly(
                        new Hole(s(9), s(60), true, Cause.DISCONNECT, "reset", State.UNREPAIRABLE));
    }

    @Test
    void whateverTimesNumbersBeginAnewEachHoleIsNamedOnce() {
        IdLedger ledger = new IdLedger(STREAM, true);
        for (int i = 0; i < 3; i++) {
            long first = 9_000_000 - i * 3_000_000L;
            ledger.streamed(1, first, first);
            ledger.streamed(1, first + 2, first + 2);
        }

        assertThat(ledger.holes()).hasSize(3);
        assertThat(ledger.covered()).hasSize(6);
    }
}
