package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way for keys of one letter: no other key may pass for one. */
class LetterKeyTest {
    private static JsonScanner scanner(String text) throws BadTextException {
        JsonScanner scanner = new JsonScanner();
        byte[] bytes = (text + ":1}").getBytes(StandardCharsets.ISO_8859_1);
        scanner.reset(bytes, 0, text.getBytes(StandardCharsets.ISO_8859_1).length);
        scanner.beginObject();
        return scanner;
    }

    @ParameterizedTest
    @CsvSource({
        "{\"e\":1}, e",
        "{\"E\" :1}, E",
        "{ \"u\":1}, u",
        "{\" \":1}, ' '",
        "{\":\":1}, :",
        "{\"~\":1}, ~",
        "{\"\\u0062\":1}, b",
        "{\"\\\"\":1}, '\"'",
        "{\"\\\\\":1}, \\"
    })
    void aLetterIsRead(String text, String letter) throws BadTextException {
        JsonScanner scanner = scanner(text);

        assertThat(scanner.nextKey()).isTrue();
        assertThat(scanner.text()).isEqualTo(letter);
        assertThat(scanner.textAsLetter()).isEqualTo(letter.charAt(0));
        assertThat(scanner.integer()).isEqualTo(1);
        assertThat(scanner.nextKey()).isFalse();
        scanner.finish();
    }

    @ParameterizedTest
    @CsvSource({"{\"\":1}, ''", "{\"\\\":\":1}, '\":'", "{\"\u00c3\u00a9\":1}, \u00e9"})
    void otherKeysAreWhatTheyAre(String text, String key) throws BadTextException {
        JsonScanner scanner = scanner(text);

        assertThat(scanner.nextKey()).isTrue();
        assertThat(scanner.text()).isEqualTo(key);
        assertThat(scanner.textAsLetter()).isEqualTo(-1);
        assertThat(scanner.integer()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"\"\":1}",
                "{\"\t\":1}",
                "{\"\u0001\":1}",
                "{\"\u00e9\":1}",
                "{\"\\\":1}",
                "{\"e\",1}",
                "{\"e\"1}",
                "{e:1}",
                "{\"e\"",
                "{\"e",
                "{\"",
            })
    void badKeysStayBad(String text) {
        assertThatThrownBy(
                        () -> {
                            JsonScanner scanner = scanner(text);
                            while (scanner.nextKey()) {
                                scanner.skipValue();
                            }
                            scanner.finish();
                        })
                .isInstanceOf(BadTextException.class);
    }
}
