package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedTimingsTest {
    /** All of a second, but the ranges and the audit. */
    private static FeedTimings timings(
            long tickS, long shortestS, long longestS, long firstS, long lastS, long auditS) {
        Duration second = Duration.ofSeconds(1);
        return new FeedTimings(
                Duration.ofSeconds(tickS),
                second,
                second,
                Duration.ofSeconds(shortestS),
                Duration.ofSeconds(longestS),
                second,
                Duration.ofSeconds(firstS),
                Duration.ofSeconds(lastS),
                Duration.ofSeconds(auditS),
                second,
                second);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, 1, 1, 1, tick must be more than zero: PT0S",
        "-1, 1, 1, 1, 1, 1, tick must be more than zero: PT-1S",
        "1, 0, 1, 1, 1, 1, shortestSilence must be more than zero: PT0S",
        "1, 3, 2, 1, 1, 1, 'shortestSilence must not be above longestSilence: PT3S, PT2S'",
        "1, 1, 1, 3, 2, 1, 'firstRetry must not be above lastRetry: PT3S, PT2S'",
        "1, 1, 1, 1, 1, -1, auditEvery must not be negative: PT-1S"
    })
    void namesWhatCannotBe(
            long tickS,
            long shortestS,
            long longestS,
            long firstS,
            long lastS,
            long auditS,
            String message) {
        assertThatThrownBy(() -> timings(tickS, shortestS, longestS, firstS, lastS, auditS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void noAuditsAndRangesOfOneTimeAreSound() {
        assertThat(timings(1, 1, 1, 1, 1, 0).auditEvery()).isZero();
    }
}
