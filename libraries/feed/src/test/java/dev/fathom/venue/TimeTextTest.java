package dev.fathom.venue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    private static long rfc3339(String text) throws BadTextException {
        byte[] bytes = ("." + text + ".").getBytes(UTF_8);
        return TimeText.rfc3339(bytes, 1, bytes.length - 1);
    }

    private static long seconds(String text) throws BadTextException {
        byte[] bytes = text.getBytes(UTF_8);
        return TimeText.seconds(bytes, 0, bytes.length);
    }

    @Property
    void everyMicrosecondAsTheJdkWritesIt(
            @ForAll @LongRange(min = 0, max = 4_102_444_800_000_000L) long us)
            throws BadTextException {
        assertThat(rfc3339(Instant.EPOCH.plus(us, ChronoUnit.MICROS).toString())).isEqualTo(us);
    }

    @Test
    void whatIsBelowAMicrosecondIsCutOff() throws BadTextException {
        assertThat(rfc3339("1970-01-01T00:00:01.1234567899Z")).isEqualTo(1_123_456);
        assertThat(rfc3339("1970-01-01T00:00:01.5Z")).isEqualTo(1_500_000);
    }

    @ParameterizedTest
    @CsvSource({
        "1534614057.321597, 1534614057321597",
        "0, 0",
        "1.5, 1500000",
        "7.1234567, 7123456"
    })
    void secondsWithAFraction(String text, long us) throws BadTextException {
        assertThat(seconds(text)).isEqualTo(us);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-08-01T02:53:53",
                "2026-08-01 02:53:53Z",
                "2026-13-01T02:53:53Z",
                "2026-02-30T02:53:53Z",
                "2026-08-01T02:53:53.Z",
                "2026-08-01T02:53:53.x1Z",
                "2026-08-01T02:53:53,1Z",
                "2026-08-01T02:53:53+00:00"
            })
    void whatIsNoTime(String text) {
        assertThatThrownBy(() -> rfc3339(text))
                .isInstanceOf(BadTextException.class)
                .hasMessageEndingWith("is no time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".5", "1.", "1.x", "-1", "1234567890123", "1 "})
    void whatIsNoNumberOfSeconds(String text) {
        assertThatThrownBy(() -> seconds(text)).isInstanceOf(BadTextException.class);
    }
}
