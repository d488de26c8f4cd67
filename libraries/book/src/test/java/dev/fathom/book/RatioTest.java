package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatioTest {
    @ParameterizedTest
    @CsvSource({
        "1, 3, 1/3",
        "2, 6, 1/3",
        "-2, 6, -1/3",
        "2, -6, -1/3",
        "-2, -6, 1/3",
        "0, -5, 0/1",
        "1.5, 0.25, 6/1",
        "1e3, 4, 250/1",
        "0.001, 1e2, 1/100000",
    })
    void aRatioIsKeptInLowestTerms(BigDecimal numerator, BigDecimal denominator, String text) {
        assertThat(Ratio.of(numerator, denominator)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "0, 0.00"})
    void aZeroDenominatorIsRefused(BigDecimal numerator, BigDecimal denominator) {
        assertThatThrownBy(() -> Ratio.of(numerator, denominator))
                .isInstanceOf(ArithmeticException.class)
                .hasMessage("denominator is zero, numerator is " + numerator.toBigInteger());
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, 4, HALF_UP, 0.6667",
        "2, 3, 4, DOWN, 0.6666",
        "-2, 3, 0, FLOOR, -1",
        "1, 4, 2, UNNECESSARY, 0.25",
    })
    void roundingIsTheCallersChoice(
            BigInteger numerator,
            BigInteger denominator,
            int places,
            RoundingMode rounding,
            String expected) {
        assertThat(new Ratio(numerator, denominator).toBigDecimal(places, rounding))
                .hasToString(expected);
    }
}
