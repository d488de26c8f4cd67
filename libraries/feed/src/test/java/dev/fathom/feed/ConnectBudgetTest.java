package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectBudgetTest {
    private final ConnectBudget budget = new ConnectBudget(2);

    private static long s(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void connectsUpToTheLimitNeedNotWait() {
        assertThat(budget.waitNs(s(0))).isZero();
        budget.count(s(0));
        assertThat(budget.waitNs(s(0))).isZero();
    }

    @Test
    void theNextWaitsUntilTheOldestIsFiveMinutesAway() {
        budget.count(s(0));
        budget.count(s(100));

        assertThat(budget.waitNs(s(100))).isEqualTo(s(200));
        assertThat(budget.waitNs(s(300))).isZero();
        budget.count(s(300));
        assertThat(budget.waitNs(s(300))).isEqualTo(s(100));
    }

    @Test
    void oneTooManyAtTheSameMomentIsNotCounted() {
        budget.count(s(0));
        budget.count(s(0));
        budget.count(s(0));

        assertThat(budget.waitNs(s(0))).isEqualTo(s(300));
        assertThat(budget.waitNs(s(300))).isZero();
    }
}
