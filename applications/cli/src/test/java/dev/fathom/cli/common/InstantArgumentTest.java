package dev.fathom.cli.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstantArgumentTest {
    @ParameterizedTest
    @CsvSource({
        "2026-08-01T02:53:53Z, 1785552833000000000",
        "2026-08-01T02:53:53.646219001Z, 1785552833646219001",
        "1785552833, 1785552833000000000",
        "1785552833646, 1785552833646000000",
        "1785552833646219, 1785552833646219000",
        "1785552833646219001, 1785552833646219001"
    })
    void readsTextAndNumbersOfAnyUnit(String text, long ns) {
        assertThat(InstantArgument.parse(text).ns()).isEqualTo(ns);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9999999999", "9999999999999", "9999999999999999999"})
    void aTimeThatIsTooLateIsNamed(String text) {
        assertThatThrownBy(() -> InstantArgument.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is after the year 2262");
    }

    @Test
    void namesWhatIsNoTime() {
        assertThatThrownBy(() -> InstantArgument.parse("yesterday"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'yesterday' is no time: write 2026-08-01T02:53:53Z, or seconds, milli-,"
                                + " micro- or nanoseconds since 1970 UTC");
    }
}
