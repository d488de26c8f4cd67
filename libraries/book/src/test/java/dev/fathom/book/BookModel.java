package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The plainest book there is: two sorted maps of decimals, which have no scale to get wrong. */
final class BookModel {
    final NavigableMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();

    NavigableMap<BigDecimal, BigDecimal> side(Side side) {
        return side == Side.BID ? bids : asks;
    }

    /** The size before, zero if there was no level. */
    BigDecimal set(Side side, BigDecimal price, BigDecimal size) {
        BigDecimal before =
                size.signum() == 0 ? side(side).remove(price) : side(side).put(price, size);
        return before == null ? BigDecimal.ZERO : before;
    }

    /** Prices and sizes of one side in turn, the best first. */
    List<String> texts(Side side, int levels) {
        List<String> texts = new ArrayList<>();
        for (Map.Entry<BigDecimal, BigDecimal> level : side(side).entrySet()) {
            if (texts.size() == levels) {
                break;
            }
            texts.add(text(level.getKey()) + "@" + text(level.getValue()));
        }
        return texts;
    }

    void assertEquals(OrderBook book) {
        for (Side side : Side.values()) {
            List<String> levels = new ArrayList<>();
            for (int i = 0; i < book.levels(side); i++) {
                long price = book.price(side, i);
                assertThat(book.sizeAt(side, price)).isEqualTo(book.size(side, i));
                levels.add(
                        Decimals.canonical(price, book.priceScale())
                                + "@"
                                + Decimals.canonical(book.size(side, i), book.sizeScale()));
            }
            assertThat(levels).isEqualTo(texts(side, Integer.MAX_VALUE));
            assertThat(book.isEmpty(side)).isEqualTo(side(side).isEmpty());
        }
        assertThat(book.isCrossed()).isEqualTo(isCrossed());
    }

    /** For numbers of any size. */
    void assertEqualsExactly(OrderBook book, Side side) {
        List<String> levels = new ArrayList<>();
        for (int i = 0; i < book.levels(side); i++) {
            BigDecimal price = book.exactPrice(side, i);
            assertThat(book.exactSizeAt(side, price)).isEqualByComparingTo(book.exactSize(side, i));
            levels.add(text(price) + "@" + text(book.exactSize(side, i)));
        }
        assertThat(levels).isEqualTo(texts(side, Integer.MAX_VALUE));
        assertThat(book.isCrossed()).isEqualTo(isCrossed());
    }

    void assertEquals(BookView view, int levels) {
        for (Side side : Side.values()) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < view.levels(side); i++) {
                Level level = view.level(side, i);
                texts.add(
                        Decimals.canonical(level.price(), level.priceScale())
                                + "@"
                                + Decimals.canonical(level.size(), level.sizeScale()));
            }
            assertThat(texts).isEqualTo(texts(side, levels));
            assertThat(view.totalLevels(side)).isEqualTo(side(side).size());
        }
    }

    private boolean isCrossed() {
        return !bids.isEmpty()
                && !asks.isEmpty()
                && bids.firstKey().compareTo(asks.firstKey()) >= 0;
    }

    private static String text(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
