package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
    @Property
    void percentilesAreThoseOfTheSortedTimes(@ForAll long seed) {
        Random random = new Random(seed);
        long[] times = new long[1 + random.nextInt(3_000)];
        LatencyHistogram histogram = new LatencyHistogram();
        int bits = 1 + random.nextInt(42);
        for (int i = 0; i < times.length; i++) {
            times[i] = random.nextLong(1L << (1 + random.nextInt(bits)));
            histogram.record(times[i]);
        }
        Arrays.sort(times);

        Latency latency = histogram.latency();
        assertThat(latency.count()).isEqualTo(times.length);
        assertThat(latency.maxNs()).isEqualTo(times[times.length - 1]);
        assertClose(latency.p50Ns(), times, 500);
        assertClose(latency.p99Ns(), times, 990);
        assertClose(latency.p999Ns(), times, 999);
    }

    private static void assertClose(long shown, long[] sorted, int thousandths) {
        int rank = Math.max(1, Math.ceilDiv(sorted.length * thousandths, 1_000));
        long exact = sorted[rank - 1];
        assertThat(shown).isBetween(exact, exact + exact / 16);
    }

    @Test
    void theLongestAndTheImpossibleAreCountedToo() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.record(-5);
        assertThat(histogram.latency()).isEqualTo(new Latency(1, 0, 0, 0, 0));
        histogram.record(Long.MAX_VALUE);
        histogram.record(Long.MAX_VALUE);
        assertThat(histogram.latency().count()).isEqualTo(3);
        assertThat(histogram.latency().maxNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(histogram.latency().p50Ns()).isGreaterThan(7_200_000_000_000L);
        assertThat(new LatencyHistogram().latency()).isEqualTo(Latency.NONE);
    }
}
