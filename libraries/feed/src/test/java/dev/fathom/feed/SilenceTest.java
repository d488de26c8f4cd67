package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First data after 5 s, later between 3 s and 60 s, as {@link FeedTimings#DEFAULT} says. */
class SilenceTest {
    private final Silence silence = new Silence(FeedTimings.DEFAULT, 0);

    private static long ms(long milliseconds) {
        return TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    /** Messages at an even pace; returns when the last one came. */
    private long messages(int count, long everyMs) {
        long atMs = 0;
        for (int i = 0; i < count; i++) {
            atMs += everyMs;
            silence.end(ms(atMs));
        }
        return atMs;
    }

    @ParameterizedTest
    @CsvSource({"0, false", "4999, false", "5000, true"})
    void theFirstMessageMayTakeLong(long afterMs, boolean suspicious) {
        assertThat(silence.isSuspicious(ms(afterMs))).isEqualTo(suspicious);
    }

    // The limit is twenty usual pauses, but never under three seconds or over sixty.
    @ParameterizedTest
    @CsvSource({"100, 3000", "150, 3000", "151, 3020", "1000, 20000", "3000, 60000", "9000, 60000"})
    void theLimitGrowsWithTheUsualPause(long everyMs, long limitMs) {
        long last = messages(100, everyMs);

        assertThat(silence.isSuspicious(ms(last + limitMs) - 1)).isFalse();
        assertThat(silence.isSuspicious(ms(last + limitMs))).isTrue();
    }

    @Test
    void oneLongPauseCountsAnEighth() {
        long last = messages(100, 100);
        silence.end(ms(last + 8100));

        // (7 * 100 + 8100) / 8 = 1100 ms.
        assertThat(silence.isSuspicious(ms(last + 8100 + 21_999))).isFalse();
        assertThat(silence.isSuspicious(ms(last + 8100 + 22_000))).isTrue();
    }

    @Test
    void oneMessageAloneTellsNoPause() {
        silence.end(ms(100));

        assertThat(silence.isSuspicious(ms(3099))).isFalse();
        assertThat(silence.isSuspicious(ms(3100))).isTrue();
    }

    @Test
    void whatWasLookedIntoIsSilentFromThen() {
        long last = messages(100, 100);
        silence.looked(ms(last + 3000));

        assertThat(silence.isSuspicious(ms(last + 5999))).isFalse();
        assertThat(silence.isSuspicious(ms(last + 6000))).isTrue();
        assertThat(silence.wasJustLookedInto(ms(last + 5999))).isTrue();
        assertThat(silence.wasJustLookedInto(ms(last + 6000))).isFalse();
        assertThat(silence.lengthNs(ms(last + 6000))).isEqualTo(ms(6000));
    }

    @Test
    void aStreamThatBeginsAnewMayTakeLongAgainAndKeepsItsPace() {
        long last = messages(100, 1000);
        silence.begin(ms(last + 50_000));

        assertThat(silence.isSuspicious(ms(last + 54_999))).isFalse();
        assertThat(silence.isSuspicious(ms(last + 55_000))).isTrue();

        // The pause before it began anew is nobody's pace.
        silence.end(ms(last + 58_000));
        assertThat(silence.isSuspicious(ms(last + 77_999))).isFalse();
        assertThat(silence.isSuspicious(ms(last + 78_000))).isTrue();
    }
}
