package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.BeforeTry;

/** {@link OrderBook} against {@link BookModel} under random histories. */
class OrderBookPropertyTest {
    sealed interface Action {
        /** Prices lie close together, whole or in units of the book's last decimal place. */
        record Set(Side side, int price, boolean whole, int size) implements Action {}

        record Rescale(int morePricePlaces, int moreSizePlaces) implements Action {}

        record Clear() implements Action {}

        record View(int levels) implements Action {}
    }

    private OrderBook book = new OrderBook();
    private BookModel model = new BookModel();

    /** Tries of one property share the test object. */
    @BeforeTry
    void startAnew() {
        book = new OrderBook();
        model = new BookModel();
    }

    @Property(tries = 500)
    void theBookIsTheModelAfterEveryAction(
            @ForAll("actions") @Size(max = 150) List<Action> actions) {
        for (Action action : actions) {
            switch (action) {
                case Action.Set set -> set(set);
                case Action.Rescale(int prices, int sizes) -> rescale(prices, sizes);
                case Action.Clear _ -> {
                    book.clear();
                    model.bids.clear();
                    model.asks.clear();
                }
                case Action.View(int levels) -> model.assertEquals(book.view(levels), levels);
            }
            model.assertEquals(book);
        }
        model.assertEquals(book.view(), Integer.MAX_VALUE);
    }

    private void set(Action.Set set) {
        long price =
                set.whole() ? Decimals.rescale(set.price(), 0, book.priceScale()) : set.price();
        BigDecimal before =
                model.set(
                        set.side(),
                        Decimals.toBigDecimal(price, book.priceScale()),
                        Decimals.toBigDecimal(set.size(), book.sizeScale()));

        assertThat(Decimals.toBigDecimal(book.sizeAt(set.side(), price), book.sizeScale()))
                .isEqualByComparingTo(before);
        long returned = book.set(set.side(), price, set.size());
        assertThat(Decimals.toBigDecimal(returned, book.sizeScale())).isEqualByComparingTo(before);
        assertThat(book.sizeAt(set.side(), price)).isEqualTo(set.size());
    }

    private void rescale(int morePricePlaces, int moreSizePlaces) {
        int priceScale = Math.min(9, book.priceScale() + morePricePlaces);
        int sizeScale = Math.min(9, book.sizeScale() + moreSizePlaces);
        book.rescale(priceScale, sizeScale);
        assertThat(book.priceScale()).isEqualTo(priceScale);
        assertThat(book.sizeScale()).isEqualTo(sizeScale);
    }

    @Property
    void anyPriceMayHaveALevel(
            @ForAll Side side, @ForAll @Size(min = 17, max = 200) List<Long> prices) {
        Map<Long, Long> levels =
                new TreeMap<>(side == Side.BID ? Collections.reverseOrder() : null);
        for (long price : prices) {
            long size = Math.max(1, price & Long.MAX_VALUE);
            levels.put(price, size);
            book.set(side, price, size);
        }

        List<Long> seen = new ArrayList<>();
        for (int i = 0; i < book.levels(side); i++) {
            seen.add(book.price(side, i));
            assertThat(book.size(side, i)).isEqualTo(levels.get(book.price(side, i)));
        }
        assertThat(seen).containsExactlyElementsOf(levels.keySet());
    }

    @Property
    void theHashTellsTheSameWhateverTheOrderAndTheScales(
            @ForAll @Size(max = 60) List<@IntRange(min = -500, max = 500) Integer> bids,
            @ForAll @Size(max = 60) List<@IntRange(min = -500, max = 500) Integer> asks,
            @ForAll @IntRange(max = 6) int morePricePlaces,
            @ForAll @IntRange(max = 6) int moreSizePlaces,
            @ForAll Random random) {
        List<Level> levels = new ArrayList<>();
        bids.stream().distinct().forEach(p -> levels.add(new Level(Side.BID, p, 2, 7 + p * p, 3)));
        asks.stream().distinct().forEach(p -> levels.add(new Level(Side.ASK, p, 2, 9 + p * p, 3)));
        OrderBook one = new OrderBook();
        one.rescale(2, 3);
        levels.forEach(level -> put(one, level));
        OrderBook other = new OrderBook();
        other.rescale(2 + morePricePlaces, 3 + moreSizePlaces);
        Collections.shuffle(levels, random);
        for (Level level : levels) {
            long passing = (random.nextBoolean() ? 1 : -1) * random.nextLong(1L << 40, 1L << 50);
            other.set(level.side(), passing, 1);
            put(other, level);
            other.set(level.side(), passing, 0);
        }

        assertThat(other.view().hash()).isEqualTo(one.view().hash());
        assertThat(BookLine.of(other.view())).isEqualTo(BookLine.of(one.view()));
        one.rescale(2 + morePricePlaces, 3 + moreSizePlaces);
        assertThat(one.view()).isEqualTo(other.view()).hasSameHashCodeAs(other.view());
    }

    private static void put(OrderBook book, Level level) {
        book.set(
                level.side(),
                Decimals.rescale(level.price(), level.priceScale(), book.priceScale()),
                Decimals.rescale(level.size(), level.sizeScale(), book.sizeScale()));
    }

    @Property
    void rescalingChangesNoNumber(
            @ForAll @Size(max = 20) List<Long> prices,
            @ForAll("sizes") long size,
            @ForAll long limit,
            @ForAll Side side,
            @ForAll @IntRange(max = 30) int priceScale,
            @ForAll @IntRange(max = 30) int sizeScale) {
        prices.forEach(price -> book.set(side, price, size));
        book.set(side.opposite(), 1, 1);
        book.knownDepth(side, new KnownDepth.UpTo(limit, 0));
        book.lastId(42);
        BookView before = book.view();

        book.rescale(priceScale, sizeScale);

        assertThat(book.view().hash()).isEqualTo(before.hash());
        assertThat(book.knownDepth(side)).isEqualTo(new KnownDepth.UpTo(limit, 0));
        assertThat(book.isWide())
                .isEqualTo(
                        priceScale > Decimals.MAX_SCALE
                                || sizeScale > Decimals.MAX_SCALE
                                || !fits(1, Math.max(priceScale, sizeScale))
                                || prices.stream().anyMatch(price -> !fits(price, priceScale))
                                || (!prices.isEmpty() && !fits(size, sizeScale)));
    }

    private static boolean fits(long value, int scale) {
        BigDecimal scaled = BigDecimal.valueOf(value).movePointRight(scale);
        return scaled.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
                && scaled.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0;
    }

    @Provide
    Arbitrary<Long> sizes() {
        return Arbitraries.longs().between(1, Long.MAX_VALUE);
    }

    @Provide
    Arbitrary<List<Action>> actions() {
        Arbitrary<Integer> size =
                Arbitraries.oneOf(
                        Arbitraries.just(0), Arbitraries.integers().between(1, 1_000_000));
        Arbitrary<Action> set =
                Combinators.combine(
                                Arbitraries.of(Side.class),
                                Arbitraries.integers().between(-25, 25),
                                Arbitraries.of(true, false),
                                size)
                        .as(Action.Set::new);
        Arbitrary<Integer> more = Arbitraries.integers().between(0, 2);
        return Arbitraries.frequencyOf(
                        Tuple.of(40, set),
                        Tuple.of(2, Combinators.combine(more, more).as(Action.Rescale::new)),
                        Tuple.of(1, Arbitraries.just(new Action.Clear())),
                        Tuple.of(4, Arbitraries.integers().between(0, 30).map(Action.View::new)))
                .list();
    }
}
