package dev.fathom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration CAP = Duration.ofSeconds(30);

    @ParameterizedTest
    @CsvSource({"0,500", "1,1000", "2,2000", "5,16000", "6,30000", "7,30000", "100,30000"})
    void ceilingDoublesUpToTheCap(int failures, long ceilingMs) {
        Backoff backoff = new Backoff(FIRST, CAP, new Random(1));
        for (int i = 0; i < failures; i++) {
            backoff.failed();
        }

        assertThat(backoff.ceilingNs()).isEqualTo(Duration.ofMillis(ceilingMs).toNanos());
        assertThat(backoff.failures()).isEqualTo(failures);
    }

    @Test
    void successMakesTheNextWaitShortAgain() {
        Backoff backoff = new Backoff(FIRST, CAP, new Random(1));
        backoff.failed();
        backoff.failed();

        backoff.succeeded();

        assertThat(backoff.ceilingNs()).isEqualTo(FIRST.toNanos());
        assertThat(backoff.failures()).isZero();
    }

    @Property
    void waitIsNeverAboveItsCeiling(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int firstNs,
            @ForAll @IntRange(min = 1, max = 1_000_000) int times) {
        Duration first = Duration.ofNanos(firstNs);
        Backoff backoff = new Backoff(first, first.multipliedBy(times), new Random(seed));
        for (int i = 0; i < 100; i++) {
            long ceilingNs = backoff.ceilingNs();
            assertThat(backoff.failed()).isBetween(1L, ceilingNs);
        }
    }

    @Test
    void waitsAreSpreadOverTheWholeRange() {
        Backoff backoff = new Backoff(CAP, CAP, new Random(42));
        List<Long> tenths = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            tenths.add((backoff.failed() - 1) * 10 / CAP.toNanos());
        }

        for (long tenth = 0; tenth < 10; tenth++) {
            long wanted = tenth;
            assertThat(tenths.stream().filter(t -> t == wanted).count()).isBetween(60L, 140L);
        }
    }

    @Test
    void refusesACapBelowTheFirstWait() {
        assertThatThrownBy(() -> new Backoff(CAP, FIRST, new Random(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("first PT30S, cap PT0.5S");
    }
}
