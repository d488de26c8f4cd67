package dev.fathom.benchmarks;

import dev.fathom.book.BookView;
import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Setting one level and taking a view, in books of several depths. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OrderBookBenchmark {
    /** Where the changes fall. */
    public enum Place {
        /** Nine in ten within some ten ticks of the best price, as venues send them. */
        TOP {
            @Override
            int ticks(SplittableRandom random, int range) {
                int mean = random.nextInt(10) == 0 ? range / 10 : 5;
                return Math.min(range - 1, (int) (random.nextExponential() * mean));
            }
        },
        /** Anywhere in the book alike. */
        UNIFORM {
            @Override
            int ticks(SplittableRandom random, int range) {
                return random.nextInt(range);
            }
        };

        abstract int ticks(SplittableRandom random, int range);
    }

    /**
     * A side has twice as many ticks as levels, and half of the changes remove, so that the depth
     * stays about what it was.
     */
    @State(Scope.Thread)
    public static class Changes {
        private static final int COUNT = 1 << 14;
        private static final long MID = 1_000_000;

        @Param({"10", "1000", "5000"})
        int levels;

        @Param Place place = Place.TOP;

        private final OrderBook book = new OrderBook();
        private final Side[] sides = new Side[COUNT];
        private final long[] prices = new long[COUNT];
        private final long[] sizes = new long[COUNT];
        private int next;

        /** Draws the changes; the same ones in every run. */
        @Setup
        public void draw() {
            SplittableRandom random = new SplittableRandom(20);
            for (int i = 0; i < levels; i++) {
                book.set(Side.BID, MID - 2L * i, 1);
                book.set(Side.ASK, MID + 1 + 2L * i, 1);
            }
            for (int i = 0; i < COUNT; i++) {
                int ticks = place.ticks(random, 2 * levels);
                sides[i] = random.nextBoolean() ? Side.BID : Side.ASK;
                prices[i] = sides[i] == Side.BID ? MID - ticks : MID + 1 + ticks;
                sizes[i] = random.nextBoolean() ? 0 : random.nextLong(1, 1_000_000_000);
            }
        }

        long setNext() {
            int i = next++ & (COUNT - 1);
            return book.set(sides[i], prices[i], sizes[i]);
        }
    }

    /** A book that stands still. */
    @State(Scope.Thread)
    public static class Standing {
        @Param({"10", "1000", "5000"})
        int levels;

        private final OrderBook book = new OrderBook();

        /** Fills both sides. */
        @Setup
        public void fill() {
            for (int i = 0; i < levels; i++) {
                book.set(Side.BID, 1_000_000 - i, 1 + i);
                book.set(Side.ASK, 1_000_001 + i, 1 + i);
            }
        }
    }

    /** Sets or removes one level. */
    @Benchmark
    public long set(Changes changes) {
        return changes.setNext();
    }

    /** Copies twenty levels a side. */
    @Benchmark
    public BookView view20(Standing standing) {
        return standing.book.view(20);
    }
}
