package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way for levels: it reads what it is made for and leaves all else untouched. */
class PlainPairTest {
    private static JsonScanner scanner(String text) {
        JsonScanner scanner = new JsonScanner();
        // Bytes around the text must never be read.
        byte[] bytes = ("99" + text + "99").getBytes(StandardCharsets.UTF_8);
        scanner.reset(bytes, 2, bytes.length - 4);
        return scanner;
    }

    @ParameterizedTest
    @CsvSource({
        "61837.63000000, 3.78826000, 6183763000000, 8, 378826000, 8",
        "0.5, 12, 5, 1, 12, 0",
        "100, 0.00000000, 100, 0, 0, 8",
        "1.123456789, 2.12, 1123456789, 9, 212, 2",
        "-1.5, 0, -15, 1, 0, 0",
        "123456789012345678, 0.12345678901234567, 123456789012345678, 0, 12345678901234567, 17",
    })
    void aPairOfPlainNumbersIsRead(
            String first, String second, long mantissa1, int places1, long mantissa2, int places2)
            throws BadTextException {
        JsonScanner scanner = scanner("[\"" + first + "\",\"" + second + "\"]");

        assertThat(scanner.plainPair()).isTrue();
        assertThat(scanner.firstMantissa()).isEqualTo(mantissa1);
        assertThat(scanner.firstPlaces()).isEqualTo(places1);
        assertThat(scanner.mantissa()).isEqualTo(mantissa2);
        assertThat(scanner.places()).isEqualTo(places2);
        scanner.finish();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ \"1\",\"2\"]",
                "[\"1\" ,\"2\"]",
                "[\"1\", \"2\"]",
                "[\"1\",\"2\" ]",
                "[1,\"2\"]",
                "[\"1\",2]",
                "[\"1\"]",
                "[]",
                "[\"1\",\"2\",[]]",
                "[\"1e2\",\"2\"]",
                "[\"1\",\"2E1\"]",
                "[\"01\",\"2\"]",
                "[\"1.\",\"2\"]",
                "[\".5\",\"2\"]",
                "[\"\",\"2\"]",
                "[\"1\\u0030\",\"2\"]",
                "[\"1.2.3\",\"2\"]",
                "[\"1.1234567x\",\"2\"]",
                "[\"9223372036854775807\",\"2\"]",
                "[\"1\",\"92233720368.54775807\"]",
            })
    void anyOtherFormIsLeftToTheLongWay(String text) {
        JsonScanner scanner = scanner(text);
        int before = scanner.position();

        assertThat(scanner.plainPair()).isFalse();
        assertThat(scanner.position()).isEqualTo(before);
    }

    @Test
    void aPairThatIsCutAnywhereIsLeftToTheLongWay() {
        String whole = "[\"61837.63000000\",\"3.78826000\"]";
        for (int length = 0; length < whole.length(); length++) {
            assertThat(scanner(whole.substring(0, length)).plainPair()).as("%d", length).isFalse();
        }
    }
}
