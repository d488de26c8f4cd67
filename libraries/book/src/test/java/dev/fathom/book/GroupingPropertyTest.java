package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;

/** Grouped views against division of decimals. */
class GroupingPropertyTest {
    private static BookView view(List<Integer> prices, KnownDepth depth, int levels) {
        OrderBook book = new OrderBook();
        book.rescale(1, 1);
        book.lastId(9);
        for (int price : prices) {
            for (Side side : Side.values()) {
                book.set(side, price, 1 + Math.abs(price));
                book.knownDepth(side, depth);
            }
        }
        return book.view(levels);
    }

    @Property
    void groupsAreThoseOfDivision(
            @ForAll @Size(max = 40) List<@IntRange(min = -100, max = 100) Integer> prices,
            @ForAll @BigRange(min = "0.01", max = "9.00") @Scale(2) BigDecimal step) {
        BookView view = view(prices, new KnownDepth.Nothing(), Integer.MAX_VALUE);
        BookModel groups = new BookModel();
        for (Side side : Side.values()) {
            RoundingMode rounding = side == Side.BID ? RoundingMode.FLOOR : RoundingMode.CEILING;
            for (int i = 0; i < view.levels(side); i++) {
                Level level = view.level(side, i);
                BigDecimal price = level.exactPrice().divide(step, 0, rounding).multiply(step);
                groups.side(side)
                        .merge(price.stripTrailingZeros(), level.exactSize(), BigDecimal::add);
            }
        }

        groups.assertEquals(view.groupedBy(step), Integer.MAX_VALUE);
        assertThat(view.groupedBy(step).lastId()).isEqualTo(view.lastId());
        assertThat(view.groupedBy(step).groupedBy(step)).isEqualTo(view.groupedBy(step));
    }

    /** Checked price by price: a group counts as known if and only if each price in it does. */
    @Property
    void aGroupIsKnownIfEveryPriceInItIs(
            @ForAll @Size(max = 20) List<@IntRange(min = -60, max = 60) Integer> prices,
            @ForAll("depths") KnownDepth depth,
            @ForAll @IntRange(max = 25) int levels,
            @ForAll @IntRange(min = 1, max = 20) int step,
            @ForAll Side side) {
        BookView view = view(prices, depth, levels);
        KnownDepth grouped = view.groupedBy(BigDecimal.valueOf(step, 1)).knownDepth(side);

        for (int multiple = -100 / step; multiple <= 100 / step; multiple++) {
            int group = multiple * step;
            boolean known = true;
            for (int i = 0; i < step; i++) {
                int price = side == Side.BID ? group + i : group - i;
                known &=
                        view.knownDepth(side).covers(side, BigDecimal.valueOf(price, 1))
                                && isShown(view, side, price);
            }
            assertThat(grouped.covers(side, BigDecimal.valueOf(group, 1)))
                    .as("group %s", group)
                    .isEqualTo(known);
        }
    }

    private static boolean isShown(BookView view, Side side, int price) {
        int levels = view.levels(side);
        return levels == view.totalLevels(side)
                || (levels > 0 && !side.isBetter(view.price(side, levels - 1), price));
    }

    @Provide
    Arbitrary<KnownDepth> depths() {
        return Arbitraries.oneOf(
                Arbitraries.of(new KnownDepth.Nothing(), new KnownDepth.Complete()),
                Arbitraries.longs().between(-70, 70).map(price -> new KnownDepth.UpTo(price, 1)));
    }
}
