package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * {@link NarrowSide} against a sorted map, with prices as they come: on a grid and off it, near the
 * best and far away, drifting, jumping, at the ends of what a long can hold.
 */
class BookSidePropertyTest {
    private static final long[] STEPS = {1, 2, 5, 10, 25, 100, 1_000_000, 100_000_000, 1L << 50};
    private static final long[] EXTREMES = {
        0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1, 1L << 62
    };

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void aSideIsTheMapAfterEveryChange(@ForAll long seed) {
        Random random = new Random(seed);
        Side side = random.nextBoolean() ? Side.BID : Side.ASK;
        BookSide book = new NarrowSide(side);
        NavigableMap<Long, Long> model = new TreeMap<>();
        Prices prices = new Prices(random);
        for (int i = 0; i < 3_000; i++) {
            long price = prices.next();
            long size = random.nextInt(5) < 2 ? 0 : 1 + random.nextInt(1_000);
            if (random.nextInt(8) == 0) {
                setMany(book, model, prices, random);
            }
            assertThat(book.sizeAt(price)).isEqualTo(model.getOrDefault(price, 0L));
            assertThat(book.set(price, size)).isEqualTo(put(model, price, size));
            if (random.nextInt(2_000) == 0) {
                book.clear();
                model.clear();
            }
            assertThat(book.count()).isEqualTo(model.size());
            if (!model.isEmpty()) {
                assertThat(book.price(0)).isEqualTo(best(side, model));
                assertThat(book.size(0)).isEqualTo(model.get(best(side, model)));
            }
            if (random.nextInt(100) == 0) {
                assertSame(book, side, model, random);
            }
        }
        assertSame(book, side, model, random);
    }

    private static void setMany(
            BookSide book, NavigableMap<Long, Long> model, Prices prices, Random random) {
        int count = random.nextInt(60);
        long[] some = new long[count];
        long[] sizes = new long[count];
        for (int i = 0; i < count; i++) {
            some[i] = prices.next();
            sizes[i] = random.nextInt(5) < 2 ? 0 : random.nextLong(1L << 62);
            put(model, some[i], sizes[i]);
        }
        book.setAll(some, sizes, count);
    }

    private static long put(NavigableMap<Long, Long> model, long price, long size) {
        Long before = size == 0 ? model.remove(price) : model.put(price, size);
        return before == null ? 0 : before;
    }

    private static long best(Side side, NavigableMap<Long, Long> model) {
        return side == Side.BID ? model.lastKey() : model.firstKey();
    }

    private static void assertSame(
            BookSide book, Side side, NavigableMap<Long, Long> model, Random random) {
        List<Map.Entry<Long, Long>> levels =
                new ArrayList<>((side == Side.BID ? model.descendingMap() : model).entrySet());
        assertThat(book.count()).isEqualTo(levels.size());
        for (int i = 0; i < levels.size(); i++) {
            assertThat(book.price(i)).isEqualTo(levels.get(i).getKey());
            assertThat(book.size(i)).isEqualTo(levels.get(i).getValue());
        }
        for (int i = 0; i < 10 && !levels.isEmpty(); i++) {
            int index = random.nextInt(levels.size());
            assertThat(book.size(index)).isEqualTo(levels.get(index).getValue());
            assertThat(book.price(index)).isEqualTo(levels.get(index).getKey());
        }
        int top = random.nextInt(20);
        Ladder ladder = book.ladder(top, 0, 0, new KnownDepth.Nothing());
        assertThat(ladder.count()).isEqualTo(Math.min(top, levels.size()));
        assertThat(ladder.totalLevels).isEqualTo(levels.size());
        for (int i = 0; i < ladder.count(); i++) {
            assertThat(ladder.price(i)).isEqualTo(levels.get(i).getKey());
            assertThat(ladder.size(i)).isEqualTo(levels.get(i).getValue());
        }
    }

    /** One market: a grid, a place on it that drifts, and how often prices are odd or far. */
    private static final class Prices {
        private final Random random;
        private final int width;
        private final int oddOneIn;
        private final int farOneIn;
        private final int jumpOneIn;
        private long step;
        private long middle;

        Prices(Random random) {
            this.random = random;
            step = STEPS[random.nextInt(STEPS.length)];
            middle = random.nextLong(Math.min(Long.MAX_VALUE / step, 10_000_000));
            width = 1 << random.nextInt(18);
            oddOneIn = 1 + (1 << random.nextInt(12));
            farOneIn = 1 + (1 << random.nextInt(12));
            jumpOneIn = 1 << (6 + random.nextInt(10));
        }

        long next() {
            if (random.nextInt(jumpOneIn) == 0) {
                middle += (long) (random.nextGaussian() * width * 200);
            }
            middle += random.nextInt(3) - 1;
            if (random.nextInt(oddOneIn) == 0) {
                return random.nextInt(20) == 0
                        ? EXTREMES[random.nextInt(EXTREMES.length)]
                        : near() + random.nextInt(1_000) - 500;
            }
            return random.nextInt(farOneIn) == 0
                    ? step * random.nextLong(Math.min(Long.MAX_VALUE / step, 100_000_000))
                    : near();
        }

        private long near() {
            return step * (middle + (long) (random.nextGaussian() * width));
        }
    }
}
