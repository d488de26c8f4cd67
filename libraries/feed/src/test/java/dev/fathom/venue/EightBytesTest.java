package dev.fathom.venue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EightBytesTest {
    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00000001", "10000000", "12345678", "87654321", "99999999"})
    void eightDigitsMakeTheirNumber(String text) {
        long worth = EightBytes.worth(bytes(text));

        assertThat(EightBytes.noDigits(worth)).isZero();
        assertThat(EightBytes.number(worth)).isEqualTo(Long.parseLong(text));
        for (int count = 1; count <= 8; count++) {
            assertThat(EightBytes.number(EightBytes.worthOfFirst(count, bytes(text))))
                    .isEqualTo(Long.parseLong(text.substring(0, count)));
        }
    }

    @Test
    void everyOtherByteAtEveryPlaceIsNoDigit() {
        for (int place = 0; place < 8; place++) {
            for (int value = 0; value < 256; value++) {
                byte[] text = "12345678".getBytes(StandardCharsets.US_ASCII);
                text[place] = (byte) value;
                long bytes = EightBytes.at(text, 0);
                boolean digit = value >= '0' && value <= '9';

                assertThat(EightBytes.noDigits(EightBytes.worth(bytes)) == 0)
                        .as("byte %d at place %d", value, place)
                        .isEqualTo(digit);
                assertThat(EightBytes.noDigits(EightBytes.worth(bytes), 0) == 0).isEqualTo(digit);
                assertThat(EightBytes.noDigits(0, EightBytes.worth(bytes)) == 0).isEqualTo(digit);
                assertThat(EightBytes.digits(bytes)).isEqualTo(digit ? 8 : place);
            }
        }
    }

    @Property(tries = 20_000)
    void whatIsLookedForIsFoundWhereItFirstStands(@ForAll("texts") byte[] text) {
        long bytes = EightBytes.at(text, 0);
        int point = 8;
        int odd = 8;
        int other = 8;
        for (int i = 7; i >= 0; i--) {
            point = text[i] == '.' ? i : point;
            odd = text[i] == '\\' || text[i] < ' ' ? i : odd;
            other = text[i] < '0' || text[i] > '9' ? i : other;
        }

        assertThat(EightBytes.indexOf('.', bytes)).isEqualTo(point);
        assertThat(EightBytes.indexOfOdd(bytes)).isEqualTo(odd);
        assertThat(EightBytes.digits(bytes)).isEqualTo(other);
    }

    @Provide
    Arbitrary<byte[]> texts() {
        return Arbitraries.oneOf(
                        Arbitraries.bytes(),
                        Arbitraries.of(
                                (byte) '.',
                                (byte) '/',
                                (byte) '-',
                                (byte) '\\',
                                (byte) '[',
                                (byte) ' ',
                                (byte) 0x1F,
                                (byte) 0x7F,
                                (byte) 0x80,
                                (byte) '0',
                                (byte) '9',
                                (byte) ':'))
                .array(byte[].class)
                .ofSize(8);
    }

    private static long bytes(String text) {
        return EightBytes.at(text.getBytes(StandardCharsets.US_ASCII), 0);
    }
}
