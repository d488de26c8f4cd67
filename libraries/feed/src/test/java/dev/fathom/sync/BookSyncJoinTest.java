package dev.fathom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How snapshots and updates become a live book. */
class BookSyncJoinTest {
    private final SyncScript script = new SyncScript();

    @Test
    void aSnapshotOlderThanTheUpdatesByNothingJoins() {
        script.update(11, 12, "bid 100@2");
        script.update(13, 13, "ask 101@0");

        assertThat(script.snapshot(10, "bid 100@1", "ask 101@1", "ask 102@1"))
                .isEqualTo(SnapshotOutcome.JOINED);

        assertThat(script.said).containsExactly("replace 10", "live", "apply 11-12", "apply 13-13");
        assertThat(script.book()).isEqualTo("13|100@2|102@1");
    }

    @Test
    void aSnapshotNewerThanAllUpdatesIsLiveAtOnceAndTheNextUpdateProvesIt() {
        script.update(11, 12, "bid 100@2");
        script.update(13, 15, "bid 100@3");

        assertThat(script.snapshot(20, "bid 100@9")).isEqualTo(SnapshotOutcome.JOINED);
        assertThat(script.book()).isEqualTo("20|100@9|");
        script.update(16, 20, "bid 100@9");
        script.update(21, 22, "bid 100@7");

        assertThat(script.said).containsExactly("replace 20", "live", "apply 21-22");
    }

    @Test
    void aSnapshotAtTheLastWaitingIdJoinsWithNothingToApply() {
        script.update(11, 12, "bid 100@2");

        script.snapshot(12, "bid 100@2");
        script.update(13, 14, "bid 99@1");

        assertThat(script.said).containsExactly("replace 12", "live", "apply 13-14");
    }

    @Test
    void anUpdateThatStraddlesTheSnapshotIsAppliedWhole() {
        script.update(5, 9, "bid 98@1");
        script.update(10, 15, "bid 100@5", "bid 99@0");

        script.snapshot(12, "bid 100@4", "bid 99@1");

        assertThat(script.said).containsExactly("replace 12", "live", "apply 10-15");
        assertThat(script.book()).isEqualTo("15|100@5|");
    }

    @Test
    void aSnapshotThatIsTooOldLeavesTheUpdatesWaitingForALaterOne() {
        script.update(11, 12, "bid 100@2");
        script.update(13, 15, "bid 100@3");

        assertThat(script.snapshot(9, "bid 100@1")).isEqualTo(SnapshotOutcome.TOO_OLD);
        assertThat(script.said).isEmpty();
        assertThat(script.book()).isEqualTo("nothing");
        assertThat(script.snapshot(11, "bid 100@2")).isEqualTo(SnapshotOutcome.JOINED);

        assertThat(script.said).containsExactly("replace 11", "live", "apply 11-12", "apply 13-15");
    }

    @Test
    void aSnapshotAloneIsLiveWhenTheStreamIsQuiet() {
        assertThat(script.snapshot(10, "bid 100@1")).isEqualTo(SnapshotOutcome.JOINED);

        assertThat(script.sync.state()).isEqualTo(new SyncState.Live(10));
        assertThat(script.book()).isEqualTo("10|100@1|");
    }

    @Test
    void aGapInsideTheBufferKeepsOnlyTheNewerSide() {
        script.update(11, 12, "bid 100@2");
        script.update(14, 15, "bid 99@2");

        assertThat(script.snapshot(11, "bid 100@1")).isEqualTo(SnapshotOutcome.TOO_OLD);
        assertThat(script.snapshot(13, "bid 100@1")).isEqualTo(SnapshotOutcome.JOINED);

        assertThat(script.said).containsExactly("replace 13", "live", "apply 14-15");
        assertThat(script.book()).isEqualTo("15|100@1,99@2|");
    }

    @Test
    void aSlowSnapshotMayBeNewerThanAnyNumberOfWaitingUpdates() {
        for (int id = 1; id <= 500; id++) {
            script.update(id, id, "bid 100@" + id);
        }

        assertThat(script.snapshot(490, "bid 100@490")).isEqualTo(SnapshotOutcome.JOINED);

        assertThat(script.said).startsWith("replace 490", "live", "apply 491-491");
        assertThat(script.said).hasSize(12);
        assertThat(script.book()).isEqualTo("500|100@500|");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, -2, Long.MIN_VALUE})
    void aSnapshotOfAnEmptyBookIsUnusableAndLosesNothing(long id) {
        script.update(11, 12, "bid 100@2");

        assertThat(script.snapshot(id)).isEqualTo(SnapshotOutcome.UNUSABLE);
        assertThat(script.snapshot(10)).isEqualTo(SnapshotOutcome.JOINED);

        assertThat(script.said).containsExactly("replace 10", "live", "apply 11-12");
    }

    @Test
    void aCrossedSnapshotIsUnusable() {
        script.update(11, 12, "bid 100@2");

        assertThat(script.snapshot(10, "bid 101@1", "ask 101@1"))
                .isEqualTo(SnapshotOutcome.UNUSABLE);
        assertThat(script.said)
                .containsExactly("lost crossed: best bid 101, best ask 101 at id 10");
        assertThat(script.book()).isEqualTo("nothing");
        assertThat(script.snapshot(11, "ask 101@1")).isEqualTo(SnapshotOutcome.JOINED);
        assertThat(script.book()).isEqualTo("12|100@2|101@1");
    }

    @Test
    void waitingUpdatesAreVisibleBySizePeakAndAge() {
        assertThat(script.sync.state())
                .isEqualTo(new SyncState.Joining(new JoinBufferStatus(0, 0, 0, 16_384, 0)));
        script.update(11, 12, "bid 100@2", "ask 101@1");
        script.update(13, 14, "bid 100@3");

        assertThat(script.sync.state())
                .isEqualTo(new SyncState.Joining(new JoinBufferStatus(2, 3, 2, 16_384, 12)));

        script.update(16, 17, "bid 100@3");
        assertThat(script.sync.state())
                .isEqualTo(new SyncState.Joining(new JoinBufferStatus(1, 1, 2, 16_384, 17)));
    }

    @Test
    void thePeakOutlivesAJoin() {
        script.update(11, 12);
        script.update(13, 14);
        script.snapshot(14);

        script.update(20, 21);

        assertThat(script.sync.state())
                .isEqualTo(
                        new SyncState.Lost(
                                new LostReason(
                                        LostReason.Cause.GAP, "expected first id 15, got 20"),
                                new JoinBufferStatus(1, 0, 2, 16_384, 21)));
    }

    @Test
    void numbersWithMorePlacesRescaleTheBookInTheMiddle() {
        script.snapshot(10, "bid 100@1", "ask 101.5@2");
        script.update(11, 11, "bid 100.25@0.125");
        script.update(12, 12, "bid 100.0@0.00");
        script.update(13, 13, "ask 101.500@0");

        assertThat(script.book()).isEqualTo("13|100.25@0.125|");
    }

    @Test
    void aTopReplacesTheOneBefore() {
        script.top(2, 10, "bid 100@1", "bid 99@1", "ask 101@1", "ask 102@1");
        script.top(2, 14, "bid 99@1", "bid 98@1", "ask 101@1");
        script.top(2, 14, "bid 99@1", "bid 98@1", "ask 101@1");

        assertThat(script.said).containsExactly("top 10", "live", "top 14", "top 14");
        assertThat(script.book()).isEqualTo("14|99@1,98@1|101@1");
        assertThat(script.sync.knowsAll(Side.ASK)).isTrue();
        assertThat(script.sync.knowsAll(Side.BID)).isFalse();
    }

    @Test
    void aTopOfAnEmptyBookIsNoBook() {
        script.top(5, -1);

        assertThat(script.said).containsExactly("lost bad frame: id -1 of a top");
        assertThat(script.book()).isEqualTo("nothing");
    }

    @Test
    void knownDepthIsTheWorstPriceOfAFullSide() {
        script.snapshotOf(2, 10, "bid 100@1", "bid 98@1", "ask 101@1");
        script.update(11, 11, "bid 97@5", "bid 99@1");

        assertThat(script.sync.knowsAtLeast(Side.BID, 3)).isTrue();
        assertThat(script.sync.knowsAtLeast(Side.BID, 4)).isFalse();
        assertThat(script.sync.knowsAll(Side.BID)).isFalse();
        assertThat(script.sync.knowsAll(Side.ASK)).isTrue();
        assertThat(script.book()).isEqualTo("11|100@1,99@1,98@1,97@5|101@1");
    }

    @Test
    void theVersionRisesWithEveryChange() {
        long before = script.sync.version();
        script.snapshot(10, "bid 100@1");
        long live = script.sync.version();
        script.update(11, 11, "bid 100@2");
        long updated = script.sync.version();
        script.update(13, 13);

        assertThat(live).isGreaterThan(before);
        assertThat(updated).isGreaterThan(live);
        assertThat(script.sync.version()).isGreaterThan(updated);
    }
}
