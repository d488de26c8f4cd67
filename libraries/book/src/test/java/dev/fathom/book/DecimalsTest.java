package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    @ParameterizedTest
    @CsvSource({
        "3.16245000, 8, 316245000",
        "3.16245, 8, 316245000",
        "0, 0, 0",
        "-0.00, 1, 0",
        "007.5, 1, 75",
        "1.500, 1, 15",
        "-1.5, 2, -150",
        "0.00000001, 8, 1",
        "92233720368.54775807, 8, 9223372036854775807",
        "-92233720368.54775808, 8, -9223372036854775808",
        "9223372036854775807, 0, 9223372036854775807",
        "9.223372036854775807000, 18, 9223372036854775807",
        "7e-7, 8, 70",
        "1.5E+3, 0, 1500",
        "-12.50e0, 1, -125",
        "0e-99999999, 0, 0",
        "0e99999999, 0, 0",
    })
    void textIsReadExactly(String text, int scale, long expected) {
        assertThat(Decimals.parse(text, scale)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "+1",
                "1.",
                ".5",
                "1.2.3",
                "1,5",
                " 1",
                "1 ",
                "--1",
                "abc",
                "NaN",
                "Infinity",
                "0x10",
                "1e",
                "1e+",
                "1e5x",
                "e5",
                "1_000",
                "١",
                "null",
                "1e9999999999"
            })
    void textThatIsNoNumberIsNamed(String text) {
        assertThatThrownBy(() -> Decimals.parse(text, 8))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("not a decimal number: \"" + text + "\"");
        assertThatThrownBy(() -> Decimals.places(text))
                .isInstanceOf(NumberFormatException.class)
                .hasMessage("not a decimal number: \"" + text + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "92233720368.54775808, 8",
        "-92233720368.54775809, 8",
        "92233720369, 8",
        "9223372036854775808, 0",
        "99999999999999999999999999, 0",
        "1.23, 1",
        "0.0000000000000000001, 18",
        "1e19, 0",
        "1e99999999, 0",
        "1e-9, 8",
    })
    void whatDoesNotFitIsNamed(String text, int scale) {
        assertThatThrownBy(() -> Decimals.parse(text, scale))
                .isInstanceOfSatisfying(
                        DecimalOverflowException.class,
                        e -> {
                            assertThat(e.scale()).isEqualTo(scale);
                            assertThat(new BigDecimal(e.value()))
                                    .isEqualByComparingTo(new BigDecimal(text));
                            assertThat(e)
                                    .hasMessage(
                                            e.value()
                                                    + " does not fit a 64-bit number with "
                                                    + scale
                                                    + " decimal places");
                        });
    }

    @Test
    void aVeryLongTextIsCutInTheMessage() {
        assertThatThrownBy(() -> Decimals.parse("9".repeat(1000), 0))
                .isInstanceOf(DecimalOverflowException.class)
                .hasMessageStartingWith("9".repeat(60) + "... (1000 characters) does not fit");
    }

    @ParameterizedTest
    @CsvSource({
        "15, 0",
        "1.500, 3",
        "-0.00000001, 8",
        "1e3, 0",
        "1.5e-7, 8",
        "1.25e1, 1",
        "1.2e99999999, 0",
    })
    void placesAreCountedAsWritten(String text, int places) {
        assertThat(Decimals.places(text)).isEqualTo(places);
    }

    @ParameterizedTest
    @CsvSource({
        "316245000, 8, 3.16245000, 3.16245",
        "0, 8, 0.00000000, 0",
        "0, 0, 0, 0",
        "100, 0, 100, 100",
        "10000, 2, 100.00, 100",
        "-5, 2, -0.05, -0.05",
        "-50, 2, -0.50, -0.5",
        "9223372036854775807, 8, 92233720368.54775807, 92233720368.54775807",
        "-9223372036854775808, 18, -9.223372036854775808, -9.223372036854775808",
        "1, 18, 0.000000000000000001, 0.000000000000000001",
    })
    void numbersAreWritten(long value, int scale, String plain, String canonical) {
        assertThat(Decimals.plain(value, scale)).isEqualTo(plain);
        assertThat(Decimals.canonical(value, scale)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 0, 1",
        "-9223372036854775808, 0, 1",
        "9223372036854775807, 18, 17",
        "10, 0, 18",
        "-11, 1, 0",
    })
    void rescalingThatIsNotExactIsRefused(long value, int from, int to) {
        assertThatThrownBy(() -> Decimals.rescale(value, from, to))
                .isInstanceOf(DecimalOverflowException.class)
                .hasMessageStartingWith(Decimals.plain(value, from) + " does not fit");
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 0, 9223372036854775807, 18, 1",
        "-9223372036854775808, 0, -9223372036854775808, 18, -1",
        "150, 2, 15, 1, 0",
        "1, 18, 0, 0, 1",
        "-1, 18, 0, 0, -1",
        "-1, 18, 1, 18, -1",
        "9223372036854775807, 8, 92233720368, 0, 1",
        "92233720369, 0, 9223372036854775807, 8, 1",
    })
    void numbersOfDifferentScalesCompare(long a, int aScale, long b, int bScale, int expected) {
        assertThat(Decimals.compare(a, aScale, b, bScale)).isEqualTo(expected);
        assertThat(Decimals.compare(b, bScale, a, aScale)).isEqualTo(-expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 19, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aScaleOutOfRangeIsRefused(int scale) {
        String message = "scale must be between 0 and 18, got " + scale;
        assertThatThrownBy(() -> Decimals.parse("1", scale)).hasMessage(message);
        assertThatThrownBy(() -> Decimals.plain(1, scale)).hasMessage(message);
        assertThatThrownBy(() -> Decimals.canonical(1, scale)).hasMessage(message);
        assertThatThrownBy(() -> Decimals.rescale(1, 0, scale)).hasMessage(message);
        assertThatThrownBy(() -> Decimals.rescale(1, scale, 0)).hasMessage(message);
        assertThatThrownBy(() -> Decimals.compare(1, 0, 1, scale)).hasMessage(message);
        assertThatThrownBy(() -> Decimals.toBigDecimal(1, scale)).hasMessage(message);
        assertThatThrownBy(() -> Decimals.of(BigDecimal.ONE, scale)).hasMessage(message);
    }
}
