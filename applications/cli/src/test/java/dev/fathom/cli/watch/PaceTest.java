package dev.fathom.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    @ParameterizedTest
    @CsvSource({"10s, PT10S", "500ms, PT0.5S", "2m, PT2M", "7, PT7S", "10S, PT10S"})
    void readsTimes(String text, Duration time) {
        assertThat(Pace.parse(text)).isEqualTo(new Pace.Every(time));
    }

    @Test
    void readsUpdate() {
        assertThat(Pace.parse("Update")).isEqualTo(new Pace.EachUpdate());
        assertThat(Pace.parse("update").time()).isZero();
        assertThat(Pace.parse("2s").time()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aPaceOfMoreThanCanBeCountedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pace.parse("999999999m"))
                .withMessage("'999999999m' is too long a pace");
        assertThat(Pace.parse("999999999s").time().toNanos()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0s", "-1s", "10x", "s", "1.5s", "99999999999s"})
    void namesWhatItCannotRead(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Pace.parse(text))
                .withMessage("'" + text + "' is no pace: write update, 10s or 500ms");
    }
}
