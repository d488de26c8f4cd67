package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.market.LevelList;
import dev.fathom.venue.PlainText.Literal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 7, 8, 9, 15, 16, 17, 24, 40})
    void aLiteralIsSkippedOnlyIfEveryByteIsTheSame(int length) {
        String literal =
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".substring(0, length);
        PlainText text = text(literal + "12345678");
        assertThat(text.skip(new Literal(literal))).isTrue();
        assertThat(text.position()).isEqualTo(length);

        for (int i = 0; i < length; i++) {
            PlainText other =
                    text(literal.substring(0, i) + '#' + literal.substring(i + 1) + "9876543");
            assertThat(other.skip(new Literal(literal))).as("byte %d", i).isFalse();
            assertThat(other.position()).isZero();
        }
        for (int end = 0; end < length; end++) {
            assertThat(text(literal.substring(0, end)).skip(new Literal(literal))).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "12345678, 12345678",
        "123456789, 123456789",
        "1790000000100, 1790000000100",
        "999999999999999, 999999999999999",
    })
    void integersOfUpToFifteenDigitsAreRead(String digits, long number) {
        PlainText text = text(digits + ",\"s\":\"BTCUSDT\",\"U\":1");
        assertThat(text.integer()).isTrue();
        assertThat(text.value()).isEqualTo(number);
        assertThat(text.position()).isEqualTo(digits.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "0", "01", "1234567890123456", " 1", "\"1\""})
    void otherIntegersAreLeft(String digits) {
        PlainText text = text(digits + ",\"s\":\"BTCUSDT\",");
        assertThat(text.integer()).isFalse();
        assertThat(text.position()).isZero();
    }

    @Test
    void anIntegerNearTheEndIsLeft() {
        assertThat(text("1234567}").integer()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"btcusdt@depth@100ms, 19", "a, 1", "'', 0", "12345678, 8", "1234567, 7"})
    void aNameEndsAtItsQuote(String name, int position) {
        PlainText text = text(name + "\",\"data\":");
        assertThat(text.skipName()).isTrue();
        assertThat(text.position()).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0041", "a\\\"", "a\tb", "ÉTÉUSDT", "name without end"})
    void otherNamesAreLeft(String name) {
        assertThat(text(name + "\",\"data\":").skipName()).isEqualTo(name.startsWith("name"));
        assertThat(text(name).skipName()).isFalse();
    }

    /** What is read is what the scanner reads, and nothing beyond the end is looked at. */
    @Property(tries = 20_000)
    void levelsAreReadAsTheScannerReadsThem(@ForAll long seed) throws BadTextException {
        Random random = new Random(seed);
        byte[] bytes = LevelTexts.levels(random).getBytes(StandardCharsets.ISO_8859_1);
        int offset = random.nextInt(3);
        byte[] shifted = new byte[offset + bytes.length];
        System.arraycopy(bytes, 0, shifted, offset, bytes.length);

        LevelList fast = new LevelList();
        PlainText text = new PlainText();
        text.reset(shifted, offset, bytes.length);
        boolean all = text.levels(fast);

        LevelList slow = new LevelList();
        JsonScanner scanner = new JsonScanner();
        scanner.reset(
                ("["
                                + new String(
                                        bytes,
                                        0,
                                        text.position() - offset,
                                        StandardCharsets.ISO_8859_1)
                                + "]")
                        .getBytes(StandardCharsets.ISO_8859_1),
                0,
                text.position() - offset + 2);
        scanner.beginArray();
        while (scanner.nextElement()) {
            scanner.beginArray();
            assertThat(scanner.nextElement()).isTrue();
            scanner.decimal();
            long price = scanner.mantissa();
            assertThat(scanner.places()).isEqualTo(8);
            assertThat(scanner.nextElement()).isTrue();
            scanner.decimal();
            slow.add(price, 8, scanner.mantissa(), scanner.places());
            assertThat(scanner.nextElement()).isFalse();
        }
        scanner.finish();
        assertThat(fast.toLevels().toString()).isEqualTo(slow.toLevels().toString());
        if (all) {
            assertThat((char) shifted[text.position()]).isEqualTo(']');
        }
    }

    @Test
    void usualLevelsAreAllRead() {
        String levels =
                "[\"64123.25000000\",\"0.00000000\"],[\"64123.2\",\"1\"]]}"
                        .replace("64123.2\",\"1\"", "9999999.99999999\",\"1234567.00000001\"");
        LevelList list = new LevelList();
        assertThat(text(levels).levels(list)).isTrue();
        assertThat(list.toLevels())
                .hasToString("[64123.25000000@0.00000000, 9999999.99999999@1234567.00000001]");
    }

    private static PlainText text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        PlainText plain = new PlainText();
        plain.reset(bytes, 0, bytes.length);
        return plain;
    }
}
