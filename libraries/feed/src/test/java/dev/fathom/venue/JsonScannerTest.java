package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link JsonScanner} at its boundaries. */
class JsonScannerTest {
    private static JsonScanner over(String text) {
        return over(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonScanner over(byte[] bytes) {
        JsonScanner scanner = new JsonScanner();
        scanner.reset(bytes, 0, bytes.length);
        return scanner;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "-0, 0, 0",
        "0.00, 0, 2",
        "0e9, 0, 0",
        "0e-5, 0, 5",
        "0e-99, 0, 18",
        "1.50, 150, 2",
        "-1.5, -15, 1",
        "1e-7, 1, 7",
        "1E+2, 100, 0",
        "1.5e1, 15, 0",
        "1.50e1, 150, 1",
        "25e-2, 25, 2",
        "9223372036854775807, 9223372036854775807, 0",
        "-9223372036854775808, -9223372036854775808, 0",
        "92233720368.54775807, 9223372036854775807, 8",
        "92233720368.547758070, 9223372036854775807, 8",
        "9.223372036854775807, 9223372036854775807, 18",
        "0.000000000000000001, 1, 18",
        "1.0000000000000000000, 1, 0",
        "0.5000000000000000000000, 5, 1",
        "1e18, 1000000000000000000, 0",
        "10e-19, 1, 18"
    })
    void numbersKeepTheirPlacesWhereTheyFit(String text, long mantissa, int places)
            throws BadTextException {
        JsonScanner bare = over(text);
        bare.decimal();
        assertThat(bare.mantissa()).isEqualTo(mantissa);
        assertThat(bare.places()).isEqualTo(places);
        bare.finish();

        JsonScanner quoted = over("\"" + text + "\"");
        quoted.decimal();
        assertThat(quoted.mantissa()).isEqualTo(mantissa);
        assertThat(quoted.places()).isEqualTo(places);

        JsonScanner escaped = over("\"\\u00" + hex(text.charAt(0)) + text.substring(1) + "\"");
        escaped.decimal();
        assertThat(escaped.mantissa()).isEqualTo(mantissa);

        JsonScanner only = over(text);
        only.onlyDecimal();
        assertThat(only.mantissa()).isEqualTo(mantissa);
    }

    private static String hex(char c) {
        return Integer.toHexString(c);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e400",
                "1e-401",
                "100e2147483647",
                "1.000e-2147483647",
                "5e-2147483648",
                "5e99999999999999999999",
                "0e99999999999999999999"
            })
    void numbersThatCannotBeHeldAreNamed(String text) {
        assertThatThrownBy(() -> over(text).decimal())
                .isInstanceOf(BadTextException.class)
                .hasMessage("number " + text + " at byte 0 cannot be held exactly")
                .matches(e -> ((BadTextException) e).isNumber());
    }

    @Test
    void longNumbersAreReadUpToFourHundredCharacters() throws BadTextException {
        JsonScanner scanner = over("1." + "0".repeat(398));
        scanner.decimal();
        assertThat(scanner.mantissa()).isEqualTo(1);
        assertThat(scanner.places()).isZero();

        assertThatThrownBy(() -> over("1." + "0".repeat(399)).decimal())
                .hasMessage("number of 401 characters at byte 0 cannot be held exactly");
        JsonScanner sevens = over("7".repeat(400));
        sevens.decimal();
        assertThat(sevens.exact()).isEqualTo("7".repeat(400));
        assertThatThrownBy(() -> over("7".repeat(401)).decimal())
                .matches(e -> ((BadTextException) e).isNumber());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "92233720368547758070",
                "0.0000000000000000001",
                "808529104589.99321191",
                "1e19",
                "1e399",
                "1e-400"
            })
    void numbersThatFitNoLongAreWide(String text) throws BadTextException {
        JsonScanner scanner = over("[" + text + ",\"" + text + "\",1.5]");
        scanner.beginArray();
        for (int i = 0; i < 2; i++) {
            assertThat(scanner.nextElement()).isTrue();
            scanner.decimal();
            assertThat(scanner.isWide()).isTrue();
            assertThat(scanner.exact()).isEqualByComparingTo(text);
        }
        assertThat(scanner.nextElement()).isTrue();
        scanner.decimal();
        assertThat(scanner.isWide()).isFalse();
        assertThat(scanner.exact()).isEqualTo("1.5");
        assertThatThrownBy(() -> over(text).integer()).isInstanceOf(BadTextException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".5",
                "5.",
                "+1",
                "01",
                "-01",
                "-",
                "--1",
                "1e",
                "1e+",
                "e5",
                "1.e5",
                "-.5",
                "NaN",
                "Infinity",
                "-Infinity",
                "0x10",
                "1_000",
                "1,5",
                "1.2.3",
                "\u0661",
                "\uff11",
                "1 2"
            })
    void whatIsNoNumberIsRefused(String text) {
        assertThat(refuses("\"" + text + "\"")).isTrue();
        assertThat(refuses(text)).isTrue();
        assertThatThrownBy(() -> over(text).onlyDecimal()).isInstanceOf(BadTextException.class);
    }

    private static boolean refuses(String text) {
        JsonScanner scanner = over(text);
        try {
            scanner.decimal();
            scanner.finish();
            return false;
        } catch (BadTextException e) {
            assertThat(e.isNumber()).isFalse();
            return true;
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "-5, -5", "1e2, 100", "9223372036854775807, 9223372036854775807", "-0, 0"})
    void integers(String text, long value) throws BadTextException {
        assertThat(over(text).integer()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.5", "\"5\"", "null", "true", "[]", "", "1e-1"})
    void whatIsNoIntegerIsRefused(String text) {
        assertThatThrownBy(() -> over(text).integer()).isInstanceOf(BadTextException.class);
    }

    @Test
    void nestingHasALimit() {
        int deepest = JsonScanner.DEEPEST;
        assertThat(JsonOracle.scannerSkips(nested(deepest))).isTrue();
        assertThat(JsonOracle.jackson(nested(deepest))).isPresent();
        assertThat(JsonOracle.scannerSkips(nested(deepest + 1))).isFalse();
        assertThat(JsonOracle.jackson(nested(deepest + 1))).isEmpty();
    }

    private static byte[] nested(int deep) {
        return ("[".repeat(deep) + "]".repeat(deep)).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c080",
                "c1bf",
                "e08080",
                "e09fbf",
                "eda080",
                "edbfbf",
                "f0808080",
                "f08fbfbf",
                "f4908080",
                "f5808080",
                "ff",
                "fe",
                "80",
                "bf",
                "c2",
                "e282",
                "f09f98",
                "c220",
                "e28220",
                "f09f9820"
            })
    void whatIsNoUtf8IsRefusedByBoth(String hex) {
        for (String frame :
                new String[] {"\"%\"", "\"a%b\"", "\"\\n%\"", "{\"%\":1}", "%", "[%]"}) {
            byte[] text = around(frame, hex);
            assertThat(JsonOracle.scanner(text)).isEmpty();
            assertThat(JsonOracle.jackson(text)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c280",
                "dfbf",
                "e0a080",
                "ed9fbf",
                "ee8080",
                "efbfbf",
                "f0908080",
                "f48fbfbf"
            })
    void theFirstAndLastCharactersOfEachLengthAreRead(String hex) {
        byte[] text = around("\"%\"", hex);
        assertThat(JsonOracle.scanner(text)).isPresent().isEqualTo(JsonOracle.jackson(text));
    }

    private static byte[] around(String frame, String hex) {
        int at = frame.indexOf('%');
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(frame.substring(0, at).getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < hex.length(); i += 2) {
            bytes.write(Integer.parseInt(hex.substring(i, i + 2), 16));
        }
        bytes.writeBytes(frame.substring(at + 1).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud83d", "\\ude00", "\\ud83dx", "\\ud83d\\u0041", "\\ude00\\ud83d"})
    void halfASurrogatePairIsRefused(String escape) {
        assertThat(JsonOracle.scannerSkips(("\"" + escape + "\"").getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void aByteOrderMarkIsRefused() {
        assertThatThrownBy(() -> over("\ufeff{}").beginObject())
                .hasMessage("expected '{', got byte 239 at byte 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[1,]|a value after ','",
                "[1 2]|expected ',' or ']', got '2' at byte 3",
                "{\"a\":1,}|a value after ','",
                "{\"a\" 1}|expected ':', got '1' at byte 5",
                "{a:1}|expected a string, got 'a' at byte 1",
                "[1|the text ends where ',' or ']' should be at byte 2",
                "\"a|a string without an end at byte 2",
                "\"\\x\"|an unknown escape at byte 2",
                "\"\\u12g4\"|four hex digits missing at byte 5",
                "trux|expected true, got 'x' at byte 3",
                "1 1|expected the end, got '1' at byte 2"
            })
    void faultsAreNamedWithTheirByte(String text, String message) {
        assertThatThrownBy(
                        () -> {
                            JsonScanner scanner = over(text);
                            scanner.skipValue();
                            scanner.finish();
                        })
                .isInstanceOf(BadTextException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPartOfAnArrayIsReadAndNothingBesideIt() throws BadTextException {
        byte[] bytes = "9[1]9".getBytes(StandardCharsets.UTF_8);
        JsonScanner scanner = new JsonScanner();
        scanner.reset(bytes, 1, 3);
        scanner.beginArray();
        assertThat(scanner.nextElement()).isTrue();
        assertThat(scanner.integer()).isEqualTo(1);
        assertThat(scanner.nextElement()).isFalse();
        scanner.finish();
    }
}
