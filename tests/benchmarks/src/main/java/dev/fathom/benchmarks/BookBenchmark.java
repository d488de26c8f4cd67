package dev.fathom.benchmarks;

import dev.fathom.book.OrderBook;
import dev.fathom.book.Side;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One level set in a book of a given depth, most of them near the best price as venues send them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class BookBenchmark {
    private static final int CHANGES = 1 << 14;
    private static final long MID = 1_000_000;

    @Param({"100", "5000"})
    int depth;

    private final OrderBook book = new OrderBook();
    private final long[] prices = new long[CHANGES];
    private final long[] sizes = new long[CHANGES];
    private int next;

    @Setup(Level.Trial)
    public void fill() {
        var random = new SplittableRandom(1);
        for (int i = 0; i < depth; i++) {
            book.set(Side.BID, MID - i, 1 + i);
            book.set(Side.ASK, MID + 1 + i, 1 + i);
        }
        for (int i = 0; i < CHANGES; i++) {
            double near = random.nextDouble();
            long away = (long) (near * near * near * depth);
            prices[i] = random.nextBoolean() ? MID - away : MID + 1 + away;
            sizes[i] = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(1_000_000);
        }
    }

    @Benchmark
    public long set() {
        int i = next++ & (CHANGES - 1);
        return book.set(prices[i] <= MID ? Side.BID : Side.ASK, prices[i], sizes[i]);
    }
}
