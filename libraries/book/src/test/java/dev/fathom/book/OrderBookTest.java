package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderBookTest {
    private final OrderBook book = new OrderBook();

    @Test
    void aNewBookIsEmptyAndKnowsNothing() {
        assertThat(book.view()).isEqualTo(BookView.empty());
        assertThat(book.lastId()).isZero();
        assertThat(book.isCrossed()).isFalse();
        for (Side side : Side.values()) {
            assertThat(book.isEmpty(side)).isTrue();
            assertThat(book.sizeAt(side, 0)).isZero();
            assertThat(book.knownDepth(side)).isEqualTo(new KnownDepth.Nothing());
        }
    }

    @Test
    void theHighestBidAndTheLowestAskAreBest() {
        for (long price : new long[] {5, 9, 7}) {
            book.set(Side.BID, price, 1);
            book.set(Side.ASK, price + 10, 1);
        }

        assertThat(BookLine.of(book.view())).hasToString("0|9@1,7@1,5@1|15@1,17@1,19@1\n");
    }

    @ParameterizedTest
    @EnumSource
    void aLevelIsSetReplacedAndRemoved(Side side) {
        assertThat(book.set(side, 10, 3)).isZero();
        assertThat(book.set(side, 10, 4)).isEqualTo(3);
        assertThat(book.set(side, 10, 0)).isEqualTo(4);
        assertThat(book.isEmpty(side)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void removingAnUnknownLevelDoesNothing(Side side) {
        book.set(side, 10, 3);
        BookView before = book.view();

        assertThat(book.set(side, 11, 0)).isZero();
        assertThat(book.set(side, 9, 0)).isZero();
        assertThat(book.set(side.opposite(), 10, 0)).isZero();
        assertThat(book.view()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void everyLongIsAPrice(Side side) {
        long[] prices = {0, Long.MIN_VALUE, -1, Long.MAX_VALUE, 1};
        for (long price : prices) {
            book.set(side, price, Long.MAX_VALUE);
        }

        assertThat(book.levels(side)).isEqualTo(prices.length);
        for (int i = 1; i < prices.length; i++) {
            assertThat(side.isBetter(book.price(side, i - 1), book.price(side, i))).isTrue();
        }
    }

    @Test
    void aNegativeSizeIsRefusedAndNamed() {
        book.rescale(2, 3);

        assertThatThrownBy(() -> book.set(Side.BID, 250, -1500))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must not be negative, got -1.5 for BID 2.5");
        assertThat(book.isEmpty(Side.BID)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"9, 10, false", "10, 10, true", "11, 10, true"})
    void aBookIsCrossedWhenTheBestBidReachesTheBestAsk(long bid, long ask, boolean crossed) {
        book.set(Side.BID, bid, 1);
        assertThat(book.isCrossed()).isFalse();
        book.set(Side.ASK, ask, 1);
        assertThat(book.isCrossed()).isEqualTo(crossed);
        book.set(Side.BID, bid, 0);
        assertThat(book.isCrossed()).isFalse();
    }

    @Test
    void clearingKeepsOnlyTheScales() {
        book.rescale(2, 3);
        book.set(Side.BID, 1, 1);
        book.set(Side.ASK, 2, 1);
        book.knownDepth(Side.BID, new KnownDepth.Complete());
        book.knownDepth(Side.ASK, new KnownDepth.UpTo(2, 0));
        book.lastId(7);

        book.clear();

        OrderBook fresh = new OrderBook();
        fresh.rescale(2, 3);
        assertThat(book.view()).isEqualTo(fresh.view());
        assertThat(book.priceScale()).isEqualTo(2);
        assertThat(book.sizeScale()).isEqualTo(3);
    }

    @Test
    void aLoadedBookIsTheOneThatTheViewWasTakenFrom() {
        OrderBook other = new OrderBook();
        other.rescale(3, 4);
        for (int i = 1; i < 300; i++) {
            other.set(Side.BID, 10_000 - 7 * i, i);
            other.set(Side.ASK, 10_000 + 11 * i, i);
        }
        other.orders().set(Side.BID, new BigDecimal("9.993"), new BigDecimal(5));
        other.set(Side.ASK, new BigDecimal("1E+30"), new BigDecimal("0.00001"));
        other.knownDepth(Side.BID, new KnownDepth.UpTo(9_000, 3));
        other.knownDepth(Side.ASK, new KnownDepth.Complete());
        other.lastId(77);
        book.set(Side.BID, 1, 1);
        book.set(Side.ASK, 2, 1);

        book.load(other.view());

        assertThat(book.view().hash()).isEqualTo(other.view().hash());
        assertThat(book.view().isWide()).isTrue();
        assertThat(book.view().sizeText(Side.ASK, 0)).isEqualTo("0.00010");
        assertThat(book.knownDepth(Side.BID)).isEqualTo(new KnownDepth.UpTo(9_000, 3));
        assertThat(book.knownDepth(Side.ASK)).isEqualTo(new KnownDepth.Complete());
        assertThat(book.view().orders(Side.BID, 0)).hasValue(5);
    }

    @Test
    void rescalingMovesLevelsAndKnownDepth() {
        book.set(Side.BID, 99, 5);
        book.set(Side.ASK, 101, 6);
        book.knownDepth(Side.BID, new KnownDepth.UpTo(90, 0));
        book.knownDepth(Side.ASK, new KnownDepth.Complete());

        book.rescale(2, 1);

        assertThat(book.price(Side.BID, 0)).isEqualTo(9900);
        assertThat(book.size(Side.BID, 0)).isEqualTo(50);
        assertThat(book.price(Side.ASK, 0)).isEqualTo(10100);
        assertThat(book.size(Side.ASK, 0)).isEqualTo(60);
        assertThat(book.knownDepth(Side.BID)).isEqualTo(new KnownDepth.UpTo(90, 0));
        assertThat(book.knownDepth(Side.ASK)).isEqualTo(new KnownDepth.Complete());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, 'price scale can only grow: is 2, got 1'",
        "2, 2, 'size scale can only grow: is 3, got 2'",
        "-1, 3, 'price scale can only grow: is 2, got -1'",
    })
    void aScaleNeverShrinks(int priceScale, int sizeScale, String message) {
        book.rescale(2, 3);

        assertThatThrownBy(() -> book.rescale(priceScale, sizeScale))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void aNumberThatNoLongerFitsMakesTheBookWideUntilItIsCleared() {
        book.rescale(1, 1);
        book.set(Side.BID, Long.MAX_VALUE, 5);
        book.set(Side.ASK, 16, Long.MAX_VALUE);
        BookHash before = book.view().hash();

        book.rescale(2, 2);

        assertThat(book.isWide()).isTrue();
        assertThat(book.view().hash()).isEqualTo(before);
        assertThat(book.price(Side.ASK, 0)).isEqualTo(160);
        assertThat(book.exactPrice(Side.BID, 0)).isEqualTo("922337203685477580.70");
        assertThatThrownBy(() -> book.price(Side.BID, 0))
                .isInstanceOf(DecimalOverflowException.class)
                .hasMessageStartingWith("922337203685477580.7 does not fit");
        assertThatThrownBy(() -> book.size(Side.ASK, 0))
                .isInstanceOf(DecimalOverflowException.class);
        assertThat(book.level(Side.BID, 0)).hasToString("922337203685477580.70 x 0.50");
        assertThat(book.isCrossed()).isTrue();

        book.clear();
        assertThat(book.isWide()).isFalse();
        assertThat(book.priceScale()).isZero();
        assertThat(book.set(Side.BID, 15, 7)).isZero();
    }

    @Test
    void levelsOfAnySizeAreHeld() {
        book.set(Side.BID, new BigDecimal("100000.5"), new BigDecimal("808529104589.99321190"));
        assertThat(book.isWide()).isTrue();
        book.set(Side.BID, new BigDecimal("0.000000000000000000012"), BigDecimal.ONE);
        book.set(Side.ASK, new BigDecimal("1e30"), new BigDecimal("2.5"));
        assertThat(book.view())
                .hasToString(
                        "0|100000.5@808529104589.9932119,0.000000000000000000012@1"
                                + "|1000000000000000000000000000000@2.5");
        book.set(Side.BID, new BigDecimal("100000.500"), BigDecimal.ZERO);
        assertThat(book.exactSizeAt(Side.BID, new BigDecimal("100000.5"))).isZero();
        assertThat(book.levels(Side.BID)).isEqualTo(1);
        assertThatThrownBy(() -> book.set(Side.BID, BigDecimal.ONE, new BigDecimal("-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must not be negative, got -1 for BID 1");
    }

    @Test
    void aLevelThatIsNotThereIsNamed() {
        book.set(Side.ASK, 1, 1);

        assertThatThrownBy(() -> book.price(Side.ASK, 1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("ASK level 1 of a book with 1");
        assertThatThrownBy(() -> book.size(Side.BID, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("BID level 0 of a book with 0");
        assertThatThrownBy(() -> book.size(Side.ASK, -1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("ASK level -1 of a book with 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void aViewOfNegativeDepthIsRefused(int levels) {
        assertThatThrownBy(() -> book.view(levels))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("levels per side must not be negative, got " + levels);
    }

    @Test
    void aViewIsNotTouchedByLaterChanges() {
        book.set(Side.BID, 1, 1);
        book.set(Side.BID, 2, 2);
        BookView view = book.view();

        book.set(Side.BID, 1, 9);
        book.set(Side.BID, 3, 3);
        book.set(Side.BID, 2, 0);
        book.lastId(5);

        assertThat(BookLine.of(view)).hasToString("0|2@2,1@1|\n");
    }
}
