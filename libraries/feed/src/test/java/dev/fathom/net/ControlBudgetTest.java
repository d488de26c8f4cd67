package dev.fathom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ControlBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void firstMessagesGoAtOnceAndTheNextWaitsForTheOldest() {
        ControlBudget budget = ControlBudget.perSecond(3);
        budget.record(0);
        budget.record(100);
        assertThat(budget.delayNs(200)).isZero();
        budget.record(200);

        assertThat(budget.delayNs(200)).isEqualTo(SECOND - 200);
        assertThat(budget.delayNs(SECOND - 1)).isEqualTo(1);
        assertThat(budget.delayNs(SECOND)).isZero();

        budget.record(SECOND);
        assertThat(budget.delayNs(SECOND)).isEqualTo(100);
    }

    @Test
    void worksAcrossTheEndOfTheMonotonicClock() {
        ControlBudget budget = ControlBudget.perSecond(1);
        budget.record(Long.MAX_VALUE);

        assertThat(budget.delayNs(Long.MAX_VALUE + 1)).isEqualTo(SECOND - 1);
    }

    @Test
    void refusesToRecordAMessageThatHadToWait() {
        ControlBudget budget = ControlBudget.perSecond(1);
        budget.record(5);

        assertThatThrownBy(() -> budget.record(6))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1 messages in 1000000000 ns")
                .hasMessageContaining("in 999999999 ns");
    }

    @Property
    void noWindowHoldsMoreThanTheLimit(
            @ForAll @IntRange(min = 1, max = 7) int limit,
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 400_000_000) Integer> gaps) {
        ControlBudget budget = ControlBudget.perSecond(limit);
        List<Long> sent = new ArrayList<>();
        long now = 0;
        for (int gap : gaps) {
            now += gap;
            now += budget.delayNs(now);
            budget.record(now);
            sent.add(now);
        }

        for (long start : sent) {
            assertThat(sent.stream().filter(t -> t >= start && t < start + SECOND).count())
                    .isLessThanOrEqualTo(limit);
        }
    }

    @Property
    void neverWaitsLongerThanNeeded(
            @ForAll @IntRange(min = 1, max = 7) int limit,
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 400_000_000) Integer> gaps) {
        ControlBudget budget = ControlBudget.perSecond(limit);
        List<Long> sent = new ArrayList<>();
        long now = 0;
        for (int gap : gaps) {
            now += gap;
            long asked = now;
            long delayNs = budget.delayNs(now);
            long inWindow = sent.stream().filter(t -> t > asked - SECOND).count();
            assertThat(delayNs > 0).isEqualTo(inWindow >= limit);
            now += delayNs;
            budget.record(now);
            sent.add(now);
        }
    }
}
