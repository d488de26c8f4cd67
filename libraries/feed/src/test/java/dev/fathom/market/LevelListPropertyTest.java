package dev.fathom.market;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** {@link LevelList} against lists of decimals. */
class LevelListPropertyTest {
    @Property
    void holdsTheNumbersThatWereAdded(@ForAll long seed) {
        Random random = new Random(seed);
        LevelList levels = new LevelList();
        for (int round = 0; round < 3; round++) {
            levels.clear();
            List<BigDecimal> prices = new ArrayList<>();
            List<BigDecimal> sizes = new ArrayList<>();
            int digits = 1 + random.nextInt(18);
            int morePlaces = random.nextInt(19);
            boolean wide = false;
            for (int n = random.nextInt(150); n > 0; n--) {
                BigDecimal price = number(random, digits, morePlaces);
                BigDecimal size = number(random, digits, morePlaces);
                prices.add(price);
                sizes.add(size);
                wide |= !fit(prices) || !fit(sizes);
                if (random.nextInt(200) == 0) {
                    levels.add(price, size);
                    wide = true;
                } else {
                    levels.add(
                            price.unscaledValue().longValueExact(),
                            price.scale(),
                            size.unscaledValue().longValueExact(),
                            size.scale());
                }
                assertThat(levels.isWide()).isEqualTo(wide);
            }
            check(levels, prices, sizes);
        }
    }

    private static BigDecimal number(Random random, int digits, int places) {
        long bound = BigDecimal.ONE.movePointRight(digits).longValueExact();
        return BigDecimal.valueOf(random.nextLong(bound), random.nextInt(places + 1));
    }

    private static boolean fit(List<BigDecimal> numbers) {
        int scale = numbers.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        return numbers.stream().allMatch(n -> n.setScale(scale).unscaledValue().bitLength() <= 63);
    }

    private static void check(LevelList levels, List<BigDecimal> prices, List<BigDecimal> sizes) {
        Levels copy = levels.toLevels();
        LevelList again = new LevelList();
        again.addAll(copy);
        assertThat(again.toLevels()).hasToString(copy.toString());
        OrderBook book = new OrderBook();
        book.rescale(2, 3);
        OrderBook expected = new OrderBook();
        levels.setIn(book, Side.ASK);
        assertThat(copy.count()).isEqualTo(prices.size());
        assertThat(copy.isWide()).isEqualTo(levels.isWide());
        for (int i = 0; i < prices.size(); i++) {
            assertThat(new BigDecimal(copy.priceText(i))).isEqualByComparingTo(prices.get(i));
            assertThat(new BigDecimal(copy.sizeText(i))).isEqualByComparingTo(sizes.get(i));
            assertThat(levels.exactPrice(i)).isEqualByComparingTo(prices.get(i));
            assertThat(levels.exactSize(i)).isEqualByComparingTo(sizes.get(i));
            if (!copy.isWide()) {
                assertThat(copy.price(i)).isEqualTo(levels.price(i));
                assertThat(copy.size(i)).isEqualTo(levels.size(i));
            }
            expected.set(Side.ASK, prices.get(i), sizes.get(i));
        }
        assertThat(book.view().hash()).isEqualTo(expected.view().hash());
        assertThat(copy.priceScale())
                .isEqualTo(prices.stream().mapToInt(BigDecimal::scale).max().orElse(0));
    }
}
