package dev.fathom.net;

import static dev.fathom.net.RequestBudget.Priority.HIGH;
import static dev.fathom.net.RequestBudget.Priority.LOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;

    /** Ten seconds into a minute of 2026. */
    private static final long NOW = 29_400_000L * MINUTE + 10 * SECOND;

    private final RequestBudget budget = new RequestBudget(1000, 60);

    @Test
    void whatDoesNotFitWaitsForTheNextMinute() {
        assertThat(budget.acquire(HIGH, 900, NOW)).isZero();
        assertThat(budget.acquire(HIGH, 101, NOW)).isEqualTo(50 * SECOND);
        assertThat(budget.acquire(HIGH, 100, NOW)).isZero();
        budget.answered(900, NOW);
        budget.answered(100, NOW);

        assertThat(budget.acquire(HIGH, 101, NOW + 50 * SECOND)).isZero();
    }

    @Test
    void lowPriorityLeavesTheRestToHigh() {
        assertThat(budget.acquire(LOW, 600, NOW)).isZero();
        assertThat(budget.acquire(LOW, 1, NOW)).isEqualTo(50 * SECOND);
        assertThat(budget.acquire(HIGH, 400, NOW)).isZero();
    }

    @Test
    void highPriorityUseCountsAgainstTheShareOfLow() {
        assertThat(budget.acquire(HIGH, 600, NOW)).isZero();
        assertThat(budget.acquire(LOW, 1, NOW)).isEqualTo(50 * SECOND);
    }

    @Test
    void venuesCountWinsWhenItIsHigher() {
        budget.acquire(HIGH, 100, NOW);
        budget.answered(100, NOW);
        budget.used(950, NOW);

        assertThat(budget.used(NOW)).isEqualTo(950);
        assertThat(budget.acquire(HIGH, 51, NOW)).isPositive();

        budget.used(20, NOW);
        assertThat(budget.used(NOW)).isEqualTo(950);
    }

    @Test
    void venuesCountDoesNotHideRequestsOnTheirWay() {
        budget.acquire(HIGH, 250, NOW);
        budget.acquire(HIGH, 250, NOW);
        budget.answered(250, NOW);
        budget.used(600, NOW);

        assertThat(budget.used(NOW)).isEqualTo(850);
    }

    @Test
    void requestOnItsWayAcrossTheMinuteCountsInBoth() {
        budget.acquire(HIGH, 700, NOW);

        assertThat(budget.used(NOW + MINUTE)).isEqualTo(700);

        budget.answered(700, NOW + MINUTE);
        assertThat(budget.used(NOW + 2 * MINUTE)).isZero();
    }

    @Test
    void banStopsEveryPriorityUntilItsEnd() {
        budget.block(NOW + 90 * SECOND);
        budget.block(NOW + 5 * SECOND);

        assertThat(budget.acquire(HIGH, 1, NOW)).isEqualTo(90 * SECOND);
        assertThat(budget.acquire(LOW, 1, NOW + 89 * SECOND)).isEqualTo(SECOND);
        assertThat(budget.blockedForNs(NOW + 89 * SECOND)).isEqualTo(SECOND);
        assertThat(budget.acquire(LOW, 1, NOW + 90 * SECOND)).isZero();
        assertThat(budget.blockedForNs(NOW + 90 * SECOND)).isZero();
    }

    @Test
    void learntLimitHoldsAtOnce() {
        budget.limit(6000);
        assertThat(budget.acquire(HIGH, 5000, NOW)).isZero();

        budget.limit(1200);
        assertThat(budget.limit()).isEqualTo(1200);
        assertThat(budget.acquire(HIGH, 1, NOW)).isPositive();
    }

    @Test
    void requestHeavierThanItsShareGoesAloneInAMinute() {
        assertThat(budget.acquire(LOW, 601, NOW)).isZero();
        assertThat(budget.acquire(LOW, 601, NOW)).isPositive();
    }

    @Test
    void clockSetBackOpensNoNewMinute() {
        budget.acquire(HIGH, 1000, NOW);

        assertThat(budget.acquire(HIGH, 1, NOW - MINUTE)).isPositive();
    }

    @Test
    void refusesAnAnswerToNothing() {
        assertThatThrownBy(() -> budget.answered(5, NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("answer of weight 5, but 0 on its way");
    }

    @Property
    void noMinuteOfTheVenueGoesOverTheLimit(
            @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 9_000) Integer> steps) {
        long now = NOW;
        long[] sentInMinute = new long[2000];
        for (int step : steps) {
            now += (step % 300) * 100_000_000L;
            int weight = 1 + step % 250;
            if (budget.acquire(step % 3 == 0 ? LOW : HIGH, weight, now) == 0) {
                sentInMinute[(int) (now / MINUTE - 29_400_000L)] += weight;
                budget.answered(weight, now);
            }
        }

        for (long sent : sentInMinute) {
            assertThat(sent).isLessThanOrEqualTo(1000);
        }
    }
}
