package dev.fathom.cli.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {
    private static final long S = 1_000_000_000;

    @Test
    void linesFollowEachOtherAsTheyDid() {
        Pacer pacer = Pacer.parse("1");

        assertThat(pacer.pause(100 * S, 5 * S)).isEqualTo(Duration.ZERO);
        assertThat(pacer.pause(103 * S, 6 * S)).isEqualTo(Duration.ofSeconds(2));
        assertThat(pacer.pause(0, 6 * S)).isEqualTo(Duration.ZERO);
        assertThat(pacer.pause(103 * S, 9 * S)).isEqualTo(Duration.ZERO);
    }

    @Test
    void linesFollowEachOtherFaster() {
        Pacer pacer = Pacer.parse("2.5");
        pacer.pause(100 * S, 0);

        assertThat(pacer.pause(105 * S, 0)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void withoutPausesNothingIsWaitedFor() {
        Pacer pacer = Pacer.parse("MAX");
        pacer.pause(100 * S, 0);

        assertThat(pacer.pause(200 * S, 0)).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "fast", "", "1e9", "0.0"})
    void whatIsNoSpeedIsNamed(String text) {
        assertThatThrownBy(() -> Pacer.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }
}
