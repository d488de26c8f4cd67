package dev.fathom.cli.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small parts that the ladder is drawn from. */
class PartsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 100, 4, ''",
        "100, 100, 4, ████",
        "50, 100, 4, ██",
        "1, 100, 4, ▏",
        "33, 100, 4, █▎",
        "9223372036854775807, 9223372036854775807, 3, ███",
        "1, 0, 4, ''",
        "1, 1, 0, ''"
    })
    void barsAreDrawnToAnEighth(BigDecimal part, BigDecimal whole, int width, String bar) {
        assertThat(Bars.bar(part, whole, width, true)).isEqualTo(bar);
    }

    @Test
    void barsAreDrawnInAsciiToo() {
        assertThat(Bars.bar(new BigDecimal(50), new BigDecimal(100), 4, false)).isEqualTo("##");
        assertThat(Bars.bar(BigDecimal.ONE, new BigDecimal(100), 4, false)).isEqualTo("#");
    }

    @ParameterizedTest
    @CsvSource({
        "316245000, 8, 2, 3.16245",
        "316000000, 8, 2, 3.16",
        "300000000, 8, 2, 3.00",
        "300000000, 8, 0, 3",
        "5, 0, 2, 5.00",
        "-150, 2, 0, -1.5"
    })
    void numbersKeepEveryDigitThatCounts(long value, int scale, int decimals, String text) {
        assertThat(Digits.text(BigDecimal.valueOf(value, scale), decimals)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 0.02", "2, 2, 0.05", "3, 2, 0.1", "4, 2, 0.2", "9, 2, 10", "1, 0, 2"})
    void groupStepsAreTwoFiveTen(int step, int decimals, String size) {
        assertThat(GroupSteps.step(step, decimals).map(s -> Digits.text(s, 0)))
                .contains(Digits.text(new BigDecimal(size), 0));
        assertThat(GroupSteps.step(0, decimals)).isEmpty();
    }

    @Test
    void aRateLooksAtTheLastSeconds() {
        RateMeter meter = new RateMeter();
        assertThat(meter.tenthsPerSecond()).isZero();

        for (int second = 0; second <= 60; second++) {
            meter.sample(second * 1_000_000_000L, second <= 30 ? 0 : (second - 30) * 5L);
        }
        assertThat(meter.tenthsPerSecond()).isEqualTo(50);
        assertThat(RateMeter.text(123)).isEqualTo("12.3/s");
    }

    @ParameterizedTest
    @CsvSource({
        "34000000, 34 ms",
        "1234000000, 1.2 s",
        "59999000000, 59.9 s",
        "180000000000, 3 min"
    })
    void agesAreShort(long ns, String text) {
        assertThat(Facts.age(ns)).isEqualTo(text);
    }

    @Test
    void factsThatDoNotFitAreLeftOutTheLastFirst() {
        List<String> parts = List.of("first", "second", "far too long for this", "x");

        assertThat(Strip.wrap(parts, 13, 1)).containsExactly("first  second");
        assertThat(Strip.wrap(parts, 8, 2)).containsExactly("first", "second");
        assertThat(Strip.wrap(parts, 9, 2)).containsExactly("first", "second  x");
        assertThat(Strip.wrap(parts, 3, 2)).containsExactly("x");
    }

    @Test
    void columnsGoInOrderOfImportance() {
        Widths widths = new Widths(2, 5, 8, 7, 8, 8, 7);

        assertThat(Columns.of(widths, true, 12)).isEqualTo(new Columns(8, 0, 0, 0, 0));
        assertThat(Columns.of(widths, true, 20)).isEqualTo(new Columns(8, 7, 0, 0, 0));
        assertThat(Columns.of(widths, true, 30)).isEqualTo(new Columns(8, 7, 0, 10, 0));
        assertThat(Columns.of(widths, true, 40)).isEqualTo(new Columns(8, 7, 8, 10, 0));
        assertThat(Columns.of(widths, true, 80)).isEqualTo(new Columns(8, 7, 8, 21, 29));
        assertThat(Columns.of(widths, true, 80).levels()).isEqualTo(51);
        assertThat(Columns.of(widths, false, 80)).isEqualTo(new Columns(8, 7, 8, 50, 0));
    }

    @Test
    void keysChangeWhatIsWished() {
        Wishes wishes = Wishes.first(3, Optional.empty());

        assertThat(wishes.after(LadderKey.of('\t'), 7).selected()).isEqualTo(1);
        assertThat(wishes.after(LadderKey.ofArrow('D'), 7).selected()).isEqualTo(2);
        assertThat(wishes.after(LadderKey.of('-'), 7).depth()).contains(6);
        assertThat(wishes.after(LadderKey.of('+'), 7).depth()).contains(8);
        assertThat(wishes.after(LadderKey.of('g'), 7).group()).isEqualTo(1);
        assertThat(wishes.after(LadderKey.of('G'), 7).group()).isZero();
        assertThat(wishes.after(LadderKey.of('q'), 7).quit()).isTrue();
        assertThat(wishes.after(LadderKey.of('x'), 7)).isEqualTo(wishes);
        assertThat(LadderKey.of(3)).isEqualTo(LadderKey.STOP);
    }
}
