package dev.fathom.simulator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchingEngineTest {
    private final List<String> told = new ArrayList<>();
    private final MatchingEngine engine = new MatchingEngine(new Telling());

    @Test
    void anOrderThatFindsNoPartnerRests() {
        engine.limit(BookSide.BID, 100, 5);
        engine.limit(BookSide.BID, 100, 2);

        assertThat(told).containsExactly("BID 100 0->5", "BID 100 5->7");
    }

    @Test
    void betterPricesThenEarlierOrdersTradeFirst() {
        engine.limit(BookSide.ASK, 102, 4);
        engine.limit(BookSide.ASK, 101, 3);
        engine.limit(BookSide.ASK, 101, 2);
        told.clear();
        engine.limit(BookSide.BID, 102, 7);

        assertThat(told)
                .containsExactly(
                        "fill BID 101 3",
                        "fill BID 101 2",
                        "swept BID 101 5 in 2",
                        "ASK 101 5->0",
                        "fill BID 102 2",
                        "swept BID 102 2 in 1",
                        "ASK 102 4->2");
    }

    @Test
    void whatIsLeftOfALimitOrderRestsAtItsPrice() {
        engine.limit(BookSide.BID, 100, 3);
        told.clear();
        engine.limit(BookSide.ASK, 99, 5);

        assertThat(told)
                .containsExactly(
                        "fill ASK 100 3", "swept ASK 100 3 in 1", "BID 100 3->0", "ASK 99 0->2");
    }

    @Test
    void whatIsLeftOfAMarketOrderIsDropped() {
        engine.limit(BookSide.BID, 100, 3);
        told.clear();
        engine.market(BookSide.ASK, 5);

        assertThat(told).containsExactly("fill ASK 100 3", "swept ASK 100 3 in 1", "BID 100 3->0");
        assertThat(engine.levels(BookSide.BID) + engine.levels(BookSide.ASK)).isZero();
    }

    @Test
    void reducedOrdersKeepTheirPlace() {
        engine.limit(BookSide.ASK, 101, 10);
        engine.limit(BookSide.ASK, 101, 5);
        engine.reduce(BookSide.ASK, 0, 4);
        told.clear();
        engine.market(BookSide.BID, 7);

        assertThat(told)
                .containsExactly(
                        "fill BID 101 6",
                        "fill BID 101 1",
                        "swept BID 101 7 in 2",
                        "ASK 101 11->4");
    }

    @Test
    void cancellingTheLastOrderOfALevelRemovesIt() {
        engine.limit(BookSide.BID, 100, 3);
        engine.cancel(BookSide.BID, 0);

        assertThat(told).containsExactly("BID 100 0->3", "BID 100 3->0");
        assertThat(engine.best(BookSide.BID)).isEmpty();
    }

    @Test
    void numbersThatAreNotPositiveAreNamed() {
        assertThatThrownBy(() -> engine.limit(BookSide.BID, 0, 5))
                .hasMessage("price must be positive, not 0");
        assertThatThrownBy(() -> engine.market(BookSide.BID, -1))
                .hasMessage("quantity must be positive, not -1");
    }

    @Test
    void fillsOfOrdersWithAnIdAreToldWithIt() {
        engine.limit(7, BookSide.ASK, 101, 3);
        engine.limit(BookSide.ASK, 101, 2);
        told.clear();
        assertThat(engine.limit(8, BookSide.BID, 101, 6)).isEqualTo(1);

        assertThat(told)
                .containsExactly(
                        "fill BID 101 3",
                        "7 as maker",
                        "8 as taker",
                        "fill BID 101 2",
                        "8 as taker",
                        "swept BID 101 5 in 2",
                        "ASK 101 5->0",
                        "BID 101 0->1");
    }

    @Test
    void onlyItsIdMovesAnOrderThatHasOne() {
        engine.limit(7, BookSide.BID, 100, 5);
        engine.limit(BookSide.BID, 100, 2);
        told.clear();
        assertThat(engine.orders(BookSide.BID)).isEqualTo(1);
        engine.cancel(BookSide.BID, 0);
        engine.reduce(7, 2);
        engine.reduce(7, 3);

        assertThat(told).containsExactly("BID 100 7->5", "BID 100 5->3", "BID 100 3->0");
        assertThatThrownBy(() -> engine.reduce(7, 1)).hasMessage("no order 7 rests here");
    }

    @Test
    void whatAnImmediateOrderCannotTradeIsDropped() {
        engine.limit(BookSide.ASK, 101, 3);
        engine.limit(BookSide.ASK, 103, 3);

        assertThat(engine.available(BookSide.BID, 102)).isEqualTo(3);
        assertThat(engine.immediate(7, BookSide.BID, 102, 5)).isEqualTo(2);
        assertThat(engine.levels(BookSide.BID)).isZero();
    }

    private final class Telling implements EngineListener {
        @Override
        public void level(BookSide side, long price, long before, long after) {
            told.add(side + " " + price + " " + before + "->" + after);
        }

        @Override
        public void fill(BookSide taker, long price, long quantity) {
            told.add("fill " + taker + " " + price + " " + quantity);
        }

        @Override
        public void traded(long id, boolean maker) {
            told.add(id + (maker ? " as maker" : " as taker"));
        }

        @Override
        public void swept(BookSide taker, long price, long quantity, int fills) {
            told.add("swept " + taker + " " + price + " " + quantity + " in " + fills);
        }
    }
}
