package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** {@link JsonScanner} against Jackson: both read the same, or both refuse. */
class JsonScannerPropertyTest {
    @Property(tries = 3000)
    void soundTextsAreReadAlike(@ForAll long seed) {
        byte[] text = JsonTexts.sound(new Random(seed));

        assertThat(JsonOracle.jackson(text)).as(shown(text)).isPresent();
        assertThat(JsonOracle.scanner(text)).as(shown(text)).isEqualTo(JsonOracle.jackson(text));
        assertThat(JsonOracle.scannerSkips(text)).as(shown(text)).isTrue();
    }

    @Property(tries = 20000)
    void brokenTextsAreReadAlikeOrRefusedByBoth(@ForAll long seed) {
        byte[] text = JsonTexts.mutated(new Random(seed));

        assertThat(JsonOracle.scanner(text)).as(shown(text)).isEqualTo(JsonOracle.jackson(text));
        assertThat(JsonOracle.scannerSkips(text))
                .as(shown(text))
                .isEqualTo(JsonOracle.jackson(text).isPresent());
    }

    @Property(tries = 300)
    void everyBeginningOfASoundTextIsReadAlikeOrRefusedByBoth(@ForAll long seed) {
        byte[] text = JsonTexts.sound(new Random(seed));
        for (int length = 0; length < text.length; length++) {
            byte[] cut = Arrays.copyOf(text, length);
            assertThat(JsonOracle.scanner(cut)).as(shown(cut)).isEqualTo(JsonOracle.jackson(cut));
        }
    }

    @Property(tries = 5000)
    void fewBytesAreReadAlikeOrRefusedByBoth(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] text = new byte[1 + random.nextInt(6)];
        for (int i = 0; i < text.length; i++) {
            text[i] =
                    random.nextInt(8) == 0
                            ? (byte) random.nextInt(256)
                            : (byte) "[]{}\",:0123.eE+-\\ ntrue".charAt(random.nextInt(23));
        }
        assertThat(JsonOracle.scanner(text)).as(shown(text)).isEqualTo(JsonOracle.jackson(text));
    }

    private static String shown(byte[] text) {
        return new String(text, StandardCharsets.UTF_8) + " = " + Arrays.toString(text);
    }
}
