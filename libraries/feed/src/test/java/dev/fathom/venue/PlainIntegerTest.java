package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way for ids and times: it reads what it is made for and leaves all else untouched. */
class PlainIntegerTest {
    private static JsonScanner scanner(String text) {
        JsonScanner scanner = new JsonScanner();
        // Bytes around the text must never be read.
        byte[] bytes = ("99" + text + "9999999999").getBytes(StandardCharsets.UTF_8);
        scanner.reset(bytes, 2, bytes.length - 12);
        return scanner;
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                7,
                10,
                1_234_567,
                12_345_678,
                90_000_000,
                123_456_789,
                1_790_000_000_000L,
                999_999_999_999_999_999L
            })
    void anIntegerIsReadWhateverFollowsIt(long value) throws BadTextException {
        for (String after : new String[] {"", ",", "}", " ", "x", "\"", "-"}) {
            JsonScanner scanner = scanner(value + after);

            assertThat(scanner.plainInteger()).as("before '%s'", after).isTrue();
            assertThat(scanner.mantissa()).isEqualTo(value);
            assertThat(scanner.places()).isZero();
            assertThat(scanner.position()).isEqualTo(2 + Long.toString(value).length());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "-",
                "+1",
                " 1",
                "x",
                "\"1\"",
                "00",
                "01",
                "00000000",
                "0123456789",
                "1.0",
                "12345678.",
                "123456789.5",
                "1e3",
                "12345678E1",
                "1000000000000000000",
                "9223372036854775807",
                "99999999999999999999999999999999999999999",
            })
    void anyOtherFormIsLeftToTheLongWay(String text) {
        JsonScanner scanner = scanner(text);

        assertThat(scanner.plainInteger()).isFalse();
        assertThat(scanner.position()).isEqualTo(2);
    }
}
