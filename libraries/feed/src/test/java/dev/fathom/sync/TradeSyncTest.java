package dev.fathom.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.market.Instrument;
import dev.fathom.market.TakerSide;
import dev.fathom.market.Trade;
import dev.fathom.market.TradeSource;
import dev.fathom.market.Traded;
import dev.fathom.market.VenueTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TradeSyncTest {
    private static final Instrument BTC = new Instrument("venue", "BTC");

    private static final class Log implements TradeSyncListener {
        private final List<Long> told = new ArrayList<>();
        private final List<Long> byRest = new ArrayList<>();
        private final List<String> holes = new ArrayList<>();

        @Override
        public void onTrade(Traded trade) {
            told.add(trade.id());
            if (trade.source() == TradeSource.REST) {
                byRest.add(trade.id());
            }
        }

        @Override
        public void holeBegan(String why) {
            holes.add(why);
        }

        @Override
        public void holeEnded(TradeHole.End end) {
            holes.add(end.verdict() + " " + end.filled() + " " + end.detail());
        }
    }

    private final Log log = new Log();

    private static Trade streamed(long id) {
        return streamed(id, id);
    }

    private static Trade streamed(long id, long ms) {
        return new Trade(BTC, id, 5, 0, 1, 0, TakerSide.BUY, VenueTime.of(ms), 0);
    }

    private static Traded listed(long id) {
        return listed(id, id);
    }

    private static Traded listed(long id, long ms) {
        return Trade.byRest(
                BTC, id, BigDecimal.ONE, BigDecimal.ONE, TakerSide.BUY, VenueTime.of(ms), 0);
    }

    private static List<Traded> list(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(TradeSyncTest::listed).toList();
    }

    private TradeSync contiguous(long... ids) {
        TradeSync sync = new TradeSync(TradeIds.CONTIGUOUS, log);
        LongStream.of(ids).forEach(id -> sync.onTrade(streamed(id)));
        return sync;
    }

    private TradeSync distinct(long... ids) {
        TradeSync sync = new TradeSync(TradeIds.DISTINCT, log);
        LongStream.of(ids).forEach(id -> sync.onTrade(streamed(id)));
        return sync;
    }

    @Test
    void repeatedTradesAreToldOnce() {
        contiguous(5, 6, 6, 5, 7);

        assertThat(log.told).containsExactly(5L, 6L, 7L);
        assertThat(log.holes).isEmpty();
    }

    @Test
    void aGapHoldsBackWhatComesUntilTheMissingOnesAreFound() {
        TradeSync sync = contiguous(5, 9, 10);
        assertThat(log.told).containsExactly(5L);

        TradeHole.Step step = sync.hole().orElseThrow().take(list(5, 9), false, false);
        assertThat(step).isEqualTo(TradeHole.Step.DONE);
        sync.end();

        assertThat(log.told).containsExactly(5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(log.byRest).containsExactly(6L, 7L, 8L);
        assertThat(log.holes).containsExactly("ids 6 to 8", "CLOSED 3 ");
    }

    @Test
    void aTradeThatWasOnlyOvertakenClosesTheGapByItself() {
        contiguous(5, 7, 6, 8);

        assertThat(log.told).containsExactly(5L, 6L, 7L, 8L);
        assertThat(log.byRest).isEmpty();
        assertThat(log.holes).containsExactly("ids 6 to 6", "CLOSED 0 ");
    }

    @Test
    void whatTheListLacksIsNamed() {
        TradeSync sync = contiguous(5, 9);

        sync.hole().orElseThrow().take(List.of(listed(5), listed(8)), false, false);
        sync.end();

        assertThat(log.told).containsExactly(5L, 8L, 9L);
        assertThat(log.holes).endsWith("OPEN 1 2 trades are missing, the first is 6");
    }

    @Test
    void aListThatLagsIsAskedAgain() {
        TradeSync sync = contiguous(5, 9);
        TradeHole hole = sync.hole().orElseThrow();

        assertThat(hole.take(list(5, 6), false, false)).isEqualTo(TradeHole.Step.AGAIN);
        assertThat(hole.take(list(6, 8), false, false)).isEqualTo(TradeHole.Step.DONE);
        sync.end();

        assertThat(log.told).containsExactly(5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void afterACutTheListIsTakenEvenIfTheStreamStaysSilent() {
        TradeSync sync = contiguous(5);
        sync.cut("disconnected");

        assertThat(sync.hole().orElseThrow().take(list(5, 7), false, false))
                .isEqualTo(TradeHole.Step.DONE);
        sync.end();
        sync.onTrade(streamed(7));
        sync.onTrade(streamed(8));

        assertThat(log.told).containsExactly(5L, 6L, 7L, 8L);
        assertThat(log.holes).containsExactly("disconnected", "CLOSED 2 ");
    }

    @Test
    void aCutBeforeTheFirstTradeLeavesNoHole() {
        TradeSync sync = contiguous();

        sync.cut("disconnected");

        assertThat(sync.hole()).isEmpty();
        assertThat(log.holes).isEmpty();
    }

    @Test
    void whatWasHeldBackIsToldWhenNothingMoreCanBeAsked() {
        TradeSync sync = contiguous(5, 9);

        sync.giveUp("HTTP 500");

        assertThat(log.told).containsExactly(5L, 9L);
        assertThat(log.holes).endsWith("OPEN 0 HTTP 500; 3 trades are missing, the first is 6");
    }

    @Test
    void idsThatBeginAgainFarBelowAreNewTrades() {
        contiguous(5_000_000, 1, 2);

        assertThat(log.told).containsExactly(5_000_000L, 1L, 2L);
    }

    // A test network has had fewer trades when it begins anew.
    @Test
    void idsThatBeginAgainNotSoFarBelowAreNewTradesWhenTheyAreLater() {
        TradeSync sync = contiguous(500_000);
        sync.onTrade(streamed(1, 510_000));
        sync.onTrade(streamed(2, 510_001));

        assertThat(log.told).containsExactly(500_000L, 1L, 2L);
    }

    @Test
    void idsThatBeganAgainInACutAreNotCountedAsMissing() {
        TradeSync sync = contiguous(5_000_000);
        sync.cut("cut");
        sync.onTrade(streamed(1));
        sync.onTrade(streamed(2));
        sync.end();

        assertThat(log.told).containsExactly(5_000_000L, 1L, 2L);
        assertThat(log.holes).containsExactly("cut", "OPEN 0 ids began again with 1 after 5000000");
    }

    @Test
    void whereIdsOnlyTellApartJumpsAreNoGaps() {
        distinct(5, 900, 17, 900);

        assertThat(log.told).containsExactly(5L, 900L, 17L);
        assertThat(log.holes).isEmpty();
    }

    @Test
    void whereIdsUsuallyRiseByOneAJumpIsLookedInto() {
        TradeSync sync = new TradeSync(TradeIds.USUALLY_CONTIGUOUS, log);
        sync.onTrade(streamed(5));
        sync.onTrade(streamed(8));

        sync.hole().orElseThrow().take(List.of(listed(5), listed(6), listed(8)), false, true);
        sync.end();

        assertThat(log.told).containsExactly(5L, 6L, 8L);
        assertThat(log.holes).containsExactly("ids 6 to 7", "COVERED 1 ");
    }

    @Test
    void whereIdsUsuallyRiseAClockThatWasSetBackHidesNothing() {
        TradeSync sync = new TradeSync(TradeIds.USUALLY_CONTIGUOUS, log);
        sync.onTrade(streamed(5, 20_000));
        sync.onTrade(streamed(7, 9_000));

        sync.hole()
                .orElseThrow()
                .take(List.of(listed(5, 20_000), listed(6, 8_000), listed(7, 9_000)), false, true);
        sync.end();

        assertThat(log.told).containsExactly(5L, 6L, 7L);
        assertThat(log.holes).containsExactly("ids 6 to 6", "COVERED 1 ");
    }

    @Test
    void whereIdsUsuallyRiseAHoleIsFilledInTheirOrderWhenTheClockIsSetBackInIt() {
        TradeSync sync = new TradeSync(TradeIds.USUALLY_CONTIGUOUS, log);
        sync.onTrade(streamed(5, 20_000));
        sync.onTrade(streamed(8, 9_000));

        sync.hole()
                .orElseThrow()
                .take(List.of(listed(6, 20_500), listed(7, 8_500), listed(8, 9_000)), false, true);
        sync.end();

        assertThat(log.told).containsExactly(5L, 6L, 7L, 8L);
    }

    @Test
    void whatTheListHasIsPutWhereItsTimeBelongs() {
        TradeSync sync = new TradeSync(TradeIds.DISTINCT, log);
        sync.onTrade(streamed(50, 10_000));
        sync.cut("disconnected");
        sync.onTrade(streamed(20, 10_500));
        sync.onTrade(streamed(90, 10_600));

        TradeHole.Step step =
                sync.hole()
                        .orElseThrow()
                        .take(
                                List.of(
                                        listed(50, 10_000),
                                        listed(70, 10_000),
                                        listed(10, 10_450),
                                        listed(20, 10_500)),
                                false,
                                false);
        assertThat(step).isEqualTo(TradeHole.Step.DONE);
        sync.end();

        assertThat(log.told).containsExactly(50L, 70L, 10L, 20L, 90L);
        assertThat(log.byRest).containsExactly(70L, 10L);
        assertThat(log.holes).endsWith("COVERED 2 ");
    }

    @Test
    void pagesFromTheNewestBackAreGoneThroughUntilTheLastTradeIsMet() {
        TradeSync sync = distinct(5);
        sync.cut("disconnected");
        TradeHole hole = sync.hole().orElseThrow();

        assertThat(hole.take(list(9, 11), true, true)).isEqualTo(TradeHole.Step.MORE);
        assertThat(hole.take(list(4, 8), true, true)).isEqualTo(TradeHole.Step.DONE);
        sync.end();

        assertThat(log.told).containsExactly(5L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(log.holes).endsWith("COVERED 6 ");
    }

    @Test
    void aListThatDoesNotReachBackLeavesTheHoleOpen() {
        TradeSync sync = distinct(5);
        sync.cut("disconnected");

        sync.hole().orElseThrow().take(list(9, 11), false, true);
        sync.end();

        assertThat(log.told).containsExactly(5L, 9L, 10L, 11L);
        assertThat(log.holes).endsWith("OPEN 3 the venue's list does not reach back to trade 5");
    }

    @Test
    void aSecondCutWhileTheFirstHoleIsOpenKeepsWhatCameBetween() {
        TradeSync sync = new TradeSync(TradeIds.DISTINCT, log);
        sync.onTrade(streamed(5, 1_000));
        sync.cut("first");
        sync.onTrade(streamed(7, 3_000));
        sync.cut("second");
        sync.onTrade(streamed(9, 5_000));
        TradeHole hole = sync.hole().orElseThrow();
        assertThat(hole.before()).map(Traded::id).contains(9L);

        List<Traded> all =
                Stream.of(5L, 6L, 7L, 8L, 9L).map(id -> listed(id, (id - 4) * 1_000)).toList();
        assertThat(hole.take(all, false, false)).isEqualTo(TradeHole.Step.DONE);
        sync.end();

        assertThat(log.told).containsExactly(5L, 6L, 7L, 8L, 9L);
        assertThat(log.byRest).containsExactly(6L, 8L);
    }
}
