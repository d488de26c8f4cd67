package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The edges of a view's arithmetic; random books are in {@link BookViewPropertyTest}. */
class BookViewTest {
    /** A book written as {@code price@size ...|price@size ...}. */
    private static BookView view(String text) {
        OrderBook book = new OrderBook();
        book.rescale(2, 2);
        String[] sides = text.split("\\|", -1);
        fill(book, Side.BID, sides[0]);
        fill(book, Side.ASK, sides[1]);
        return book.view();
    }

    private static void fill(OrderBook book, Side side, String levels) {
        if (levels.isBlank()) {
            return;
        }
        for (String level : levels.strip().split(" ")) {
            int at = level.indexOf('@');
            book.set(
                    side,
                    Decimals.parse(level.substring(0, at), 2),
                    Decimals.parse(level.substring(at + 1), 2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "99@1|101@3,       2, 100,     199/2,  -1/2",
        "99.99@1|100@1,    0.01, 99.995, 19999/200, 0/1",
        "100@1|100@1,      0, 100,     100/1,  0/1",
        "101@2|100@1,      -1, 100.5,  301/3,  1/3",
        "-2@1|-1@1,        1, -1.5,    -3/2,   0/1",
        "0@1|0.01@1,       0.01, 0.005, 1/200, 0/1",
    })
    void twoSidesHaveSpreadMidAndMicroPrice(
            String book, BigDecimal spread, BigDecimal mid, String microPrice, String imbalance) {
        BookView view = view(book);

        assertThat(view.spread().orElseThrow()).isEqualByComparingTo(spread);
        assertThat(view.mid().orElseThrow()).isEqualByComparingTo(mid);
        assertThat(view.microPrice().orElseThrow()).hasToString(microPrice);
        assertThat(view.imbalance(1).orElseThrow()).hasToString(imbalance);
    }

    @ParameterizedTest
    @CsvSource({"|, ", "99@1|, 1", "|101@1, -1"})
    void whatNeedsTwoSidesIsEmptyWithOne(String book, BigInteger imbalance) {
        BookView view = view(book);

        assertThat(view.spread()).isEmpty();
        assertThat(view.mid()).isEmpty();
        assertThat(view.microPrice()).isEmpty();
        assertThat(view.imbalance(5).map(Ratio::numerator))
                .isEqualTo(Optional.ofNullable(imbalance));
        for (Side side : Side.values()) {
            assertThat(view.depthWithin(side, BigDecimal.TEN)).isZero();
        }
    }

    @Test
    void theBestLevelsAreGivenWithTheirTexts() {
        BookView view = view("99.50@1.25 98@1|101@3");

        assertThat(view.bestBid()).contains(new Level(Side.BID, 9950, 2, 125, 2));
        assertThat(view.bestBid().map(Level::priceText)).contains("99.50");
        assertThat(view.bestBid().map(Level::sizeText)).contains("1.25");
        assertThat(view.bestAsk().map(Level::exactPrice)).contains(new BigDecimal("101.00"));
        assertThat(view.bestAsk().map(Level::exactSize)).contains(new BigDecimal("3.00"));
        assertThat(BookView.empty().bestBid()).isEmpty();
        assertThat(BookView.empty().bestAsk()).isEmpty();
    }

    /** The mid is 100, so a basis point is 0.01. */
    @ParameterizedTest
    @CsvSource({
        "BID, 0, 0",
        "BID, 99.99, 0",
        "BID, 100, 1",
        "BID, 200, 3",
        "BID, 199.999, 1",
        "BID, 1e9, 7",
        "ASK, 0, 0",
        "ASK, 99.99, 0",
        "ASK, 100, 10",
        "ASK, 200, 30",
        "ASK, 1e9, 30",
    })
    void depthIncludesTheLevelAtItsLimit(Side side, BigDecimal basisPoints, BigDecimal depth) {
        BookView view = view("99@1 98@2 1@4|101@10 102@20");

        assertThat(view.depthWithin(side, basisPoints)).isEqualByComparingTo(depth);
    }

    @Test
    void depthAroundANegativeMidReachesAwayFromIt() {
        BookView view = view("-101@1 -103@2|-99@4 -97@8");

        assertThat(view.depthWithin(Side.BID, BigDecimal.valueOf(100))).isEqualByComparingTo("1");
        assertThat(view.depthWithin(Side.ASK, BigDecimal.valueOf(100))).isEqualByComparingTo("4");
    }

    @ParameterizedTest
    @CsvSource({
        "BID, 0,    0,    0,       true, ",
        "BID, 5,    5,    505,     true, 101/1",
        "BID, 10,   10,   1010,    true, 101/1",
        "BID, 10.001, 10.001, 1010.102, true, 1010102/10001",
        "BID, 31,   30,   3050,    false, 305/3",
        "ASK, 3,    3,    295,     true, 295/3",
        "ASK, 4,    3,    295,     false, 295/3",
    })
    void aTakerFillsFromTheBestOn(
            Side taker,
            BigDecimal wanted,
            BigDecimal filled,
            BigDecimal cost,
            boolean complete,
            String average) {
        CostToFill result = view("99@1 98@2|101@10 102@20").costToFill(taker, wanted);

        assertThat(result.takerSide()).isEqualTo(taker);
        assertThat(result.wanted()).isEqualTo(wanted);
        assertThat(result.filled()).isEqualByComparingTo(filled);
        assertThat(result.cost()).isEqualByComparingTo(cost);
        assertThat(result.isComplete()).isEqualTo(complete);
        assertThat(result.averagePrice().map(Ratio::toString))
                .isEqualTo(Optional.ofNullable(average));
    }

    @ParameterizedTest
    @EnumSource
    void anEmptySideFillsNothing(Side taker) {
        CostToFill result = BookView.empty().costToFill(taker, BigDecimal.ONE);

        assertThat(result.filled()).isZero();
        assertThat(result.isComplete()).isFalse();
        assertThat(result.averagePrice()).isEmpty();
    }

    @Test
    void argumentsOutOfRangeAreNamed() {
        BookView view = view("99@1|101@1");

        assertThatThrownBy(() -> view.imbalance(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("levels must be above zero, got 0");
        assertThatThrownBy(() -> view.depthWithin(Side.BID, new BigDecimal("-1e1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("basis points must not be negative, got -10");
        assertThatThrownBy(() -> view.costToFill(Side.BID, new BigDecimal("-0.5")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must not be negative, got -0.5");
        assertThatThrownBy(() -> view.level(Side.BID, 1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("BID level 1 of a view with 1");
        assertThatThrownBy(() -> BookLine.of(view, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("levels per side must not be negative, got -1");
    }

    @Test
    void sumsPassTheRangeOfLong() {
        OrderBook book = new OrderBook();
        for (long price = 1; price <= 5; price++) {
            book.set(Side.ASK, price, Long.MAX_VALUE);
        }
        book.set(Side.BID, 1, 1);
        BigDecimal five = BigDecimal.valueOf(Long.MAX_VALUE).multiply(BigDecimal.valueOf(5));

        assertThat(book.view().depthWithin(Side.ASK, new BigDecimal("1e6")))
                .isEqualByComparingTo(five);
        assertThat(book.view().costToFill(Side.BID, five).isComplete()).isTrue();
    }

    @Test
    void equalityIsByContent() {
        BookView view = view("99@1|101@1");

        assertThat(view).isEqualTo(view("99@1|101@1")).hasSameHashCodeAs(view("99@1|101@1"));
        assertThat(view).isNotEqualTo(view("99@1|101@2"));
        assertThat(view).isNotEqualTo(view("99@1|"));
        assertThat(view).isNotEqualTo(view("99@1 98@1|101@1"));
        assertThat(view).hasToString("0|99@1|101@1");
    }

    @Test
    void equalityIncludesIdScalesTotalsAndKnownDepth() {
        OrderBook book = new OrderBook();
        book.set(Side.BID, 1, 1);
        BookView view = book.view(1);

        book.lastId(1);
        assertThat(book.view(1)).isNotEqualTo(view);
        book.lastId(0);
        assertThat(book.view(1)).isEqualTo(view);
        book.knownDepth(Side.BID, new KnownDepth.Complete());
        assertThat(book.view(1)).isNotEqualTo(view);
        book.knownDepth(Side.BID, new KnownDepth.Nothing());
        book.set(Side.BID, 0, 1);
        assertThat(book.view(1)).isNotEqualTo(view);
        book.set(Side.BID, 0, 0);
        book.rescale(0, 1);
        assertThat(book.view(1)).isNotEqualTo(view);
    }
}
