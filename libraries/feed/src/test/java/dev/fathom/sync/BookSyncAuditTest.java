package dev.fathom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.KnownDepth;
import dev.fathom.book.Side;
import org.junit.jupiter.api.Test;

/** Comparing a live book with a fresh snapshot. */
class BookSyncAuditTest {
    private final SyncScript script = new SyncScript();

    private void live(String... levels) {
        script.snapshot(10, levels);
        script.said.clear();
        assertThat(script.sync.beginAudit()).isTrue();
    }

    @Test
    void anEqualSnapshotAtTheBooksOwnId() {
        live("bid 100@1", "ask 101@1.50");

        assertThat(script.snapshot(10, "bid 100.0@1.0", "ask 101@1.5"))
                .isEqualTo(SnapshotOutcome.AUDIT_EQUAL);

        assertThat(script.said).containsExactly("audit equal at 10, levels 2");
        assertThat(script.book()).isEqualTo("10|100@1|101@1.5");
    }

    @Test
    void anOlderSnapshotIsBroughtToTheBooksId() {
        live("bid 100@1");
        script.update(11, 12, "bid 100@2", "bid 99@1");
        script.update(13, 14, "bid 99@0", "ask 103@1");

        assertThat(script.snapshot(12, "bid 100@2", "bid 99@1"))
                .isEqualTo(SnapshotOutcome.AUDIT_EQUAL);

        assertThat(script.said)
                .containsExactly("apply 11-12", "apply 13-14", "audit equal at 14, levels 2");
    }

    @Test
    void anUpdateThatStraddlesTheSnapshotIsPutOnTopWhole() {
        live("bid 100@1");
        script.update(11, 15, "bid 100@5", "bid 99@1");

        // At id 13 the first level had a size that no update ever told.
        assertThat(script.snapshot(13, "bid 100@3")).isEqualTo(SnapshotOutcome.AUDIT_EQUAL);

        assertThat(script.said).containsExactly("apply 11-15", "audit equal at 15, levels 2");
    }

    @Test
    void aNewerSnapshotWaitsUntilTheStreamGetsThere() {
        live("bid 100@1");

        assertThat(script.snapshot(13, "bid 100@3")).isEqualTo(SnapshotOutcome.AUDIT_WAITS);
        script.update(11, 12, "bid 100@2");
        assertThat(script.said).containsExactly("apply 11-12");
        script.update(13, 14, "bid 100@3", "ask 101@1");

        assertThat(script.said)
                .containsExactly("apply 11-12", "apply 13-14", "audit equal at 14, levels 2");
    }

    @Test
    void aSizeThatDiffersIsNamedAndLosesTheBook() {
        live("bid 100@1", "bid 99.5@2", "ask 101@1");
        script.update(11, 12, "bid 98@1");

        assertThat(script.snapshot(12, "bid 100@1", "bid 99.5@2.25", "bid 98@1", "ask 101@1"))
                .isEqualTo(SnapshotOutcome.AUDIT_DIFFERENT);

        assertThat(script.said)
                .containsExactly(
                        "apply 11-12",
                        "audit BID 99.5 at id 12: book has 2, venue has 2.25",
                        "lost audit: BID 99.5 at id 12: book has 2, venue has 2.25");
        assertThat(script.book()).isEqualTo("nothing");
    }

    @Test
    void aLevelThatOnlyTheVenueHasIsNamed() {
        live("bid 100@1", "ask 101@1");

        script.snapshot(10, "bid 100@1", "ask 101@1", "ask 100.5@4");

        assertThat(script.said)
                .first()
                .isEqualTo("audit ASK 100.5 at id 10: book has 0, venue has 4");
    }

    @Test
    void aLevelThatOnlyTheBookHasIsNamed() {
        live("bid 100@1", "bid 99@3");

        script.snapshot(10, "bid 100@1");

        assertThat(script.said).first().isEqualTo("audit BID 99 at id 10: book has 3, venue has 0");
    }

    @Test
    void aLostAuditComesBackFromTheSameSnapshot() {
        live("bid 100@1");
        script.update(11, 12, "bid 99@1");
        assertThat(script.snapshot(11, "bid 100@7", "bid 99@1"))
                .isEqualTo(SnapshotOutcome.AUDIT_DIFFERENT);
        script.said.clear();

        assertThat(script.snapshot(11, "bid 100@7", "bid 99@1")).isEqualTo(SnapshotOutcome.JOINED);
        script.update(13, 14, "bid 98@1");

        assertThat(script.said).containsExactly("replace 11", "live", "apply 11-12", "apply 13-14");
        assertThat(script.book()).isEqualTo("14|100@7,99@1,98@1|");
    }

    @Test
    void aSnapshotFromBeforeTheAuditBeganGivesNoVerdict() {
        live("bid 100@1");

        assertThat(script.snapshot(9, "bid 55@1")).isEqualTo(SnapshotOutcome.NO_VERDICT);
        assertThat(script.book()).isEqualTo("10|100@1|");
        assertThat(script.sync.beginAudit()).isTrue();
    }

    @Test
    void aSnapshotThatNobodyAskedForGivesNoVerdict() {
        script.snapshot(10, "bid 100@1");

        assertThat(script.snapshot(10, "bid 55@1")).isEqualTo(SnapshotOutcome.NO_VERDICT);
        assertThat(script.sync.isLive()).isTrue();
    }

    @Test
    void onlyALiveBookBeginsOneAuditAtATime() {
        assertThat(script.sync.beginAudit()).isFalse();
        script.snapshot(10);
        assertThat(script.sync.beginAudit()).isTrue();
        assertThat(script.sync.beginAudit()).isFalse();
        script.sync.cancelAudit();
        assertThat(script.sync.beginAudit()).isTrue();
    }

    @Test
    void aLossEndsTheAudit() {
        live("bid 100@1");
        script.update(15, 16);

        script.snapshot(15, "bid 7@1");

        assertThat(script.said)
                .containsExactly(
                        "lost gap: expected first id 11, got 15",
                        "replace 15",
                        "live",
                        "apply 15-16");
    }

    @Test
    void moreUpdatesThanAnAuditKeepsGiveNoVerdict() {
        SyncScript two = new SyncScript(new SyncLimits(2, 100, 50));
        two.snapshot(10, "bid 100@1");
        two.sync.beginAudit();
        for (int id = 11; id <= 13; id++) {
            two.update(id, id, "bid 100@2");
        }

        assertThat(two.snapshot(10, "bid 100@1")).isEqualTo(SnapshotOutcome.NO_VERDICT);
        assertThat(two.book()).isEqualTo("13|100@2|");
    }

    @Test
    void aTopEndsAnAuditBecauseItReplacesTheBook() {
        script.top(5, 10, "bid 100@1");
        script.sync.beginAudit();
        script.top(5, 20, "bid 90@1");

        assertThat(script.snapshot(15, "bid 95@1")).isEqualTo(SnapshotOutcome.NO_VERDICT);
        assertThat(script.book()).isEqualTo("20|90@1|");
    }

    @Test
    void levelsBeyondEitherHorizonAreNotJudged() {
        script.snapshotOf(2, 10, "bid 100@1", "bid 99@1", "ask 101@1");
        script.update(11, 11, "bid 90@7");
        script.sync.beginAudit();
        script.said.clear();

        assertThat(script.snapshotOf(1, 11, "bid 100@1", "ask 101@1"))
                .isEqualTo(SnapshotOutcome.AUDIT_EQUAL);

        assertThat(script.said).containsExactly("audit equal at 11, levels 2");
        assertThat(script.book()).isEqualTo("11|100@1,99@1,90@7|101@1");
        assertThat(script.sync.view(9).orElseThrow().knownDepth(Side.BID))
                .isEqualTo(new KnownDepth.UpTo(99, 0));
    }

    @Test
    void anEqualAuditWidensTheKnownDepth() {
        script.snapshotOf(2, 10, "bid 100@1", "bid 99@1", "ask 101@1", "ask 102@1");
        script.update(11, 11, "bid 97@7", "ask 110@1");
        script.sync.beginAudit();

        assertThat(
                        script.snapshotOf(
                                4,
                                11,
                                "bid 100@1",
                                "bid 99@1",
                                "bid 98@5",
                                "bid 97@7",
                                "ask 101@1",
                                "ask 102@1",
                                "ask 110@1"))
                .isEqualTo(SnapshotOutcome.AUDIT_EQUAL);

        assertThat(script.book()).isEqualTo("11|100@1,99@1,98@5,97@7|101@1,102@1,110@1");
        var view = script.sync.view(9).orElseThrow();
        assertThat(view.knownDepth(Side.BID)).isEqualTo(new KnownDepth.UpTo(97, 0));
        assertThat(view.knownDepth(Side.ASK)).isEqualTo(new KnownDepth.Complete());
    }

    @Test
    void wideningDropsWhatTheVenueDoesNotHaveThere() {
        script.snapshotOf(1, 10, "bid 100@1");
        script.update(11, 11, "bid 98@7", "bid 90@1");
        script.sync.beginAudit();

        script.snapshotOf(3, 11, "bid 100@1", "bid 97@1", "bid 96@1");

        assertThat(script.book()).isEqualTo("11|100@1,97@1,96@1,90@1|");
    }

    @Test
    void wideningToACompleteSideDropsAllThatTheVenueDoesNotHave() {
        script.snapshotOf(1, 10, "bid 100@1");
        script.update(11, 11, "bid 98@7", "bid 90@1");
        script.sync.beginAudit();

        script.snapshotOf(3, 11, "bid 100@1", "bid 97@1");

        assertThat(script.book()).isEqualTo("11|100@1,97@1|");
    }

    @Test
    void numbersThatFitNoCommonScaleAreComparedToo() {
        live("bid 1@1", "ask 9000000000000000000@1");

        assertThat(script.snapshot(10, "bid 1@1.00", "ask 9000000000000000000@1.50"))
                .isEqualTo(SnapshotOutcome.AUDIT_DIFFERENT);
        assertThat(script.said)
                .last()
                .asString()
                .endsWith("ASK 9000000000000000000 at id 10: book has 1, venue has 1.50");
    }
}
