package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EightDigitsTest {
    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00000001", "10000000", "12345678", "87654321", "99999999"})
    void eightDigitsMakeTheirNumber(String text) {
        long bytes = bytes(text.getBytes(StandardCharsets.US_ASCII));

        assertThat(EightDigits.areDigits(bytes)).isTrue();
        assertThat(EightDigits.value(bytes)).isEqualTo(Long.parseLong(text));
    }

    @Test
    void everyOtherByteAtEveryPlaceIsNoDigit() {
        for (int place = 0; place < 8; place++) {
            for (int value = 0; value < 256; value++) {
                byte[] text = "12345678".getBytes(StandardCharsets.US_ASCII);
                text[place] = (byte) value;

                assertThat(EightDigits.areDigits(bytes(text)))
                        .as("byte %d at place %d", value, place)
                        .isEqualTo(value >= '0' && value <= '9');
            }
        }
    }

    private static long bytes(byte[] text) {
        return ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
}
