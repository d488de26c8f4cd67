package dev.fathom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.sync.LostReason.Cause;
import org.junit.jupiter.api.Test;

/** What takes a book's trust away, and what does not. */
class BookSyncLossTest {
    private final SyncScript script = new SyncScript();

    @Test
    void aGapLosesTheBookAndTheUpdateBehindItWaits() {
        script.snapshot(10);
        script.update(11, 12);
        script.update(14, 15, "bid 100@1");

        assertThat(script.said)
                .containsExactly(
                        "replace 10",
                        "live",
                        "apply 11-12",
                        "lost gap: expected first id 13, got 14");
        assertThat(script.book()).isEqualTo("nothing");
        assertThat(script.sync.lastId()).isZero();
        assertThat(script.snapshot(13, "ask 101@1")).isEqualTo(SnapshotOutcome.JOINED);
        assertThat(script.book()).isEqualTo("15|100@1|101@1");
    }

    @Test
    void aRepeatedUpdateIsCountedAndDropped() {
        script.snapshot(10, "bid 100@1");
        script.update(11, 12, "bid 100@2");
        script.update(11, 12, "bid 100@2");
        script.update(13, 14, "bid 100@3");

        assertThat(script.said).containsExactly("replace 10", "live", "apply 11-12", "apply 13-14");
        assertThat(script.sync.duplicates()).isEqualTo(1);
    }

    @Test
    void aRepeatedUpdateDoesNotDisturbTheWaitingOnes() {
        script.update(11, 12);
        script.update(11, 12);
        script.update(13, 14);
        script.snapshot(10);

        assertThat(script.said).containsExactly("replace 10", "live", "apply 11-12", "apply 13-14");
    }

    @Test
    void idsThatRunBackLoseTheBook() {
        script.snapshot(10);
        script.update(11, 12);
        script.update(13, 14);
        script.update(11, 12);

        assertThat(script.said).last().isEqualTo("lost ids ran back: last id 12 after 14");
        assertThat(script.book()).isEqualTo("nothing");
    }

    @Test
    void aSnapshotFromBeforeIdsBeganAnewIsTooOld() {
        script.snapshot(1000);
        script.update(1001, 1001);
        script.update(5, 6, "bid 100@1");

        assertThat(script.snapshot(1001)).isEqualTo(SnapshotOutcome.TOO_OLD);
        assertThat(script.snapshot(4)).isEqualTo(SnapshotOutcome.JOINED);
        assertThat(script.book()).isEqualTo("6|100@1|");
    }

    @Test
    void twoUpdatesThatSwappedPlacesLoseTheBookUntilASnapshotPastBoth() {
        script.snapshot(10);
        script.update(13, 14);
        script.update(11, 12);
        script.update(15, 16, "bid 100@1");

        assertThat(script.said)
                .containsExactly(
                        "replace 10",
                        "live",
                        "lost gap: expected first id 11, got 13",
                        "lost ids ran back: last id 12 after 14");
        assertThat(script.snapshot(13)).isEqualTo(SnapshotOutcome.TOO_OLD);
        assertThat(script.snapshot(14)).isEqualTo(SnapshotOutcome.JOINED);
        assertThat(script.book()).isEqualTo("16|100@1|");
    }

    @Test
    void moreStaleUpdatesInARowThanAllowedMeanThatIdsBeganAnew() {
        SyncScript three = new SyncScript(new SyncLimits(10, 100, 3));
        three.snapshot(1000);
        three.update(1, 1);
        three.update(2, 2);
        three.update(3, 3);
        assertThat(three.sync.isLive()).isTrue();
        three.update(4, 4, "bid 100@1");

        assertThat(three.said)
                .containsExactly(
                        "replace 1000",
                        "live",
                        "lost ids ran back: 4 updates in a row end before id 1000");
        assertThat(three.snapshot(1001)).isEqualTo(SnapshotOutcome.TOO_OLD);
        assertThat(three.snapshot(3)).isEqualTo(SnapshotOutcome.JOINED);
        assertThat(three.book()).isEqualTo("4|100@1|");
    }

    @Test
    void anAppliedUpdateEndsAStaleRow() {
        SyncScript two = new SyncScript(new SyncLimits(10, 100, 2));
        two.snapshot(10);
        two.update(8, 8);
        two.update(9, 9);
        two.update(10, 11);
        two.sync.changeSource();
        two.update(8, 8);
        two.update(9, 9);

        assertThat(two.sync.state()).isEqualTo(new SyncState.Live(11));
    }

    @Test
    void anUpdateThatEndsBeforeItBeginsIsABadFrame() {
        script.snapshot(10);
        script.update(12, 11);

        assertThat(script.said).last().isEqualTo("lost bad frame: first id 12 after 11");
    }

    @Test
    void theBufferOverflowsByUpdatesAndStartsOver() {
        SyncScript two = new SyncScript(new SyncLimits(2, 100, 50));
        two.update(11, 11);
        two.update(12, 12);
        two.update(13, 13, "bid 100@1");

        assertThat(two.said)
                .containsExactly("lost buffer overflow: 2 updates with 0 levels waited");
        assertThat(two.sync.state())
                .isEqualTo(
                        new SyncState.Lost(
                                new LostReason(
                                        Cause.BUFFER_OVERFLOW, "2 updates with 0 levels waited"),
                                new JoinBufferStatus(1, 1, 2, 2, 13)));
        assertThat(two.snapshot(11)).isEqualTo(SnapshotOutcome.TOO_OLD);
        assertThat(two.snapshot(12)).isEqualTo(SnapshotOutcome.JOINED);
        assertThat(two.book()).isEqualTo("13|100@1|");
    }

    @Test
    void theBufferOverflowsByLevels() {
        SyncScript three = new SyncScript(new SyncLimits(10, 3, 50));
        three.update(11, 11, "bid 100@1", "bid 99@1");
        three.update(12, 12, "bid 100@2", "bid 98@1");

        assertThat(three.said)
                .containsExactly("lost buffer overflow: 1 updates with 2 levels waited");
    }

    @Test
    void anUpdateLargerThanTheWholeBufferLeavesNoHiddenGap() {
        SyncScript one = new SyncScript(new SyncLimits(10, 1, 50));
        one.update(11, 11, "bid 100@1", "bid 99@1");
        one.update(12, 12, "bid 98@1");

        assertThat(one.snapshot(10)).isEqualTo(SnapshotOutcome.TOO_OLD);
        assertThat(one.snapshot(11, "bid 100@1", "bid 99@1")).isEqualTo(SnapshotOutcome.JOINED);
        assertThat(one.book()).isEqualTo("12|100@1,99@1,98@1|");
    }

    @Test
    void aCrossedBookStaysLiveWhereThatIsToldInstead() {
        SyncScript told = new SyncScript(SyncLimits.DEFAULT.with(CrossedBook.IS_TOLD));
        told.snapshot(10, "bid 100@1", "ask 101@1");
        told.update(11, 11, "bid 101@2");
        told.update(12, 12, "bid 102@2");
        assertThat(told.sync.isLive()).isTrue();
        told.update(13, 13, "bid 101@0", "bid 102@0");
        told.update(14, 14, "ask 100@1");
        told.update(15, 15, "bid 100@0");
        assertThat(told.said.stream().filter(it -> it.contains("crossed")))
                .containsExactly(
                        "crossed: best bid 101, best ask 101 at id 11",
                        "uncrossed: best bid 100, best ask 101 at id 13",
                        "crossed: best bid 100, best ask 100 at id 14",
                        "uncrossed: best bid none, best ask 100 at id 15");

        told.update(16, 16, "bid 100@1");
        told.update(99, 99);
        assertThat(told.sync.isLive()).isFalse();
        told.snapshot(99, "bid 100@1", "ask 100@1");
        assertThat(told.said)
                .endsWith("crossed: best bid 100, best ask 100 at id 99", "replace 99", "live");
    }

    @Test
    void aCrossedUpdateLosesTheBookAndIsNotShown() {
        script.snapshot(10, "bid 100@1", "ask 101@1");
        script.update(11, 11, "bid 101.5@1");

        assertThat(script.said)
                .containsExactly(
                        "replace 10",
                        "live",
                        "lost crossed: best bid 101.5, best ask 101.0 at id 11");
        assertThat(script.book()).isEqualTo("nothing");
    }

    @Test
    void numbersOfAnySizeJoinWaitAndAreApplied() {
        script.update(9, 11, "bid 0.000000000000000001@1");
        script.snapshot(10, "ask 100000000000@12345678901234567890.123456789");
        script.update(12, 12, "bid 99999999999@98765432109876543210");

        assertThat(script.said).containsExactly("replace 10", "live", "apply 9-11", "apply 12-12");
        assertThat(script.book())
                .isEqualTo(
                        "12|99999999999@98765432109876543210,0.000000000000000001@1"
                                + "|100000000000@12345678901234567890.123456789");
        script.update(14, 14);
        assertThat(script.snapshot(14, "bid 50@1")).isEqualTo(SnapshotOutcome.JOINED);
        assertThat(script.book()).isEqualTo("14|50@1|");
    }

    @Test
    void aTopThatRunsBackIsToldAndTaken() {
        script.top(5, 10, "bid 100@1");
        script.top(5, 9, "bid 99@1");

        assertThat(script.said)
                .containsExactly(
                        "top 10", "live", "lost ids ran back: id 9 after 10", "top 9", "live");
        assertThat(script.book()).isEqualTo("9|99@1|");
    }

    @Test
    void aReasonFromOutsideLosesTheBook() {
        script.snapshot(10, "bid 100@1");
        script.sync.lose(new LostReason(Cause.DISCONNECTED, "closed with 1006"));

        assertThat(script.said).last().isEqualTo("lost disconnected: closed with 1006");
        assertThat(script.book()).isEqualTo("nothing");
    }

    @Test
    void aLiveBookGoesOnFromAnotherSourceThatContinuesIt() {
        script.snapshot(10);
        script.update(11, 12);
        script.sync.changeSource();
        script.update(5, 8);
        script.update(9, 14, "bid 100@1");

        assertThat(script.said).containsExactly("replace 10", "live", "apply 11-12", "apply 9-14");
        assertThat(script.book()).isEqualTo("14|100@1|");
    }

    @Test
    void aSourceThatBeginsTooLateIsAGap() {
        script.snapshot(10);
        script.sync.changeSource();
        script.update(12, 13);

        assertThat(script.said).last().isEqualTo("lost gap: expected first id 11, got 12");
    }

    @Test
    void updatesOfTheFormerSourceDoNotWaitBesideThoseOfTheNew() {
        script.update(11, 12, "bid 100@1");
        script.sync.changeSource();
        script.update(5, 9, "bid 99@1");

        assertThat(script.snapshot(6)).isEqualTo(SnapshotOutcome.JOINED);
        assertThat(script.book()).isEqualTo("9|99@1|");
        assertThat(script.said).containsExactly("replace 6", "live", "apply 5-9");
    }
}
