package dev.fathom.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** {@link Decimals} against {@link BigDecimal}. */
class DecimalsPropertyTest {
    @Property
    void textsAreThoseOfBigDecimal(
            @ForAll long value, @ForAll @IntRange(max = Decimals.MAX_SCALE) int scale) {
        BigDecimal model = BigDecimal.valueOf(value, scale);

        assertThat(Decimals.plain(value, scale)).isEqualTo(model.toPlainString());
        assertThat(Decimals.canonical(value, scale))
                .isEqualTo(model.stripTrailingZeros().toPlainString());
        assertThat(Decimals.toBigDecimal(value, scale)).isEqualTo(model);
    }

    @Property
    void whatIsWrittenIsReadBack(
            @ForAll long value, @ForAll @IntRange(max = Decimals.MAX_SCALE) int scale) {
        assertThat(Decimals.parse(Decimals.plain(value, scale), scale)).isEqualTo(value);
        assertThat(Decimals.parse(Decimals.canonical(value, scale), scale)).isEqualTo(value);
        assertThat(Decimals.of(BigDecimal.valueOf(value, scale), scale)).isEqualTo(value);
        assertThat(Decimals.places(Decimals.plain(value, scale))).isEqualTo(scale);
    }

    @Property
    void anyNumberTextIsExactOrRefused(
            @ForAll("numberTexts") String text,
            @ForAll @IntRange(max = Decimals.MAX_SCALE) int scale) {
        BigDecimal model = new BigDecimal(text);

        assertThat(Decimals.places(text)).isEqualTo(Math.max(0, model.scale()));
        if (fits(model, scale)) {
            long expected =
                    model.setScale(scale, RoundingMode.UNNECESSARY)
                            .unscaledValue()
                            .longValueExact();
            assertThat(Decimals.parse(text, scale)).isEqualTo(expected);
            assertThat(Decimals.of(model, scale)).isEqualTo(expected);
        } else {
            assertThatThrownBy(() -> Decimals.parse(text, scale))
                    .isInstanceOf(DecimalOverflowException.class);
            assertThatThrownBy(() -> Decimals.of(model, scale))
                    .isInstanceOf(DecimalOverflowException.class);
        }
    }

    @Property
    void anyOtherTextIsRefused(@ForAll("nearlyNumbers") String text) {
        if (text.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            return;
        }
        assertThatThrownBy(() -> Decimals.parse(text, 8))
                .isInstanceOf(NumberFormatException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Property
    void rescalingIsExactOrRefused(
            @ForAll("roundValues") long value,
            @ForAll @IntRange(max = Decimals.MAX_SCALE) int from,
            @ForAll @IntRange(max = Decimals.MAX_SCALE) int to) {
        BigDecimal model = BigDecimal.valueOf(value, from);

        if (fits(model, to)) {
            long rescaled = Decimals.rescale(value, from, to);
            assertThat(BigDecimal.valueOf(rescaled, to)).isEqualByComparingTo(model);
        } else {
            assertThatThrownBy(() -> Decimals.rescale(value, from, to))
                    .isInstanceOfSatisfying(
                            DecimalOverflowException.class,
                            e -> assertThat(e.value()).isEqualTo(model.toPlainString()));
        }
    }

    @Property
    void comparisonIsThatOfBigDecimal(
            @ForAll("roundValues") long a,
            @ForAll @IntRange(max = Decimals.MAX_SCALE) int aScale,
            @ForAll("roundValues") long b,
            @ForAll @IntRange(max = Decimals.MAX_SCALE) int bScale) {
        int expected = BigDecimal.valueOf(a, aScale).compareTo(BigDecimal.valueOf(b, bScale));

        assertThat(Integer.signum(Decimals.compare(a, aScale, b, bScale))).isEqualTo(expected);
    }

    @Property
    void equalNumbersOfDifferentScalesCompareEqual(
            @ForAll @IntRange int value,
            @ForAll @IntRange(max = 9) int from,
            @ForAll @IntRange(max = 9) int more) {
        long rescaled = Decimals.rescale(value, from, from + more);

        assertThat(Decimals.compare(value, from, rescaled, from + more)).isZero();
        assertThat(Decimals.canonical(rescaled, from + more))
                .isEqualTo(Decimals.canonical(value, from));
        assertThat(Decimals.rescale(rescaled, from + more, from)).isEqualTo(value);
    }

    private static boolean fits(BigDecimal value, int scale) {
        BigDecimal shifted = value.movePointRight(scale).stripTrailingZeros();
        BigInteger limit = BigInteger.TWO.pow(63);
        return shifted.scale() <= 0
                && shifted.compareTo(new BigDecimal(limit)) < 0
                && shifted.compareTo(new BigDecimal(limit.negate())) >= 0;
    }

    /** Any long, many of them with trailing zeros. */
    @Provide
    Arbitrary<Long> roundValues() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(0, 18))
                .as((value, zeros) ->
                        value / Decimals.powerOfTen(zeros) * Decimals.powerOfTen(zeros))
                .injectDuplicates(0.1);
    }

    @Provide
    Arbitrary<String> numberTexts() {
        Arbitrary<String> whole = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(20);
        Arbitrary<String> fraction =
                Arbitraries.oneOf(
                        Arbitraries.just(""),
                        Arbitraries.strings()
                                .numeric()
                                .ofMinLength(1)
                                .ofMaxLength(20)
                                .map(digits -> "." + digits),
                        Arbitraries.strings()
                                .numeric()
                                .ofMinLength(1)
                                .ofMaxLength(8)
                                .map(digits -> "." + digits + "0000000000"));
        Arbitrary<String> exponent =
                Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.just("")),
                        Tuple.of(1, Arbitraries.integers().between(-25, 25).map(e -> "e" + e)));
        return Combinators.combine(Arbitraries.of("", "-"), whole, fraction, exponent)
                .as((sign, w, f, e) -> sign + w + f + e);
    }

    @Provide
    Arbitrary<String> nearlyNumbers() {
        return Arbitraries.strings().withChars("0123456789.-+eE x").ofMaxLength(8);
    }
}
