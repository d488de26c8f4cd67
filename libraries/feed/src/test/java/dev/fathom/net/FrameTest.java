package dev.fathom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final byte[] BYTES = "..h\u00e4llo..".getBytes(StandardCharsets.UTF_8);

    @Test
    void textIsThePayloadAlone() {
        assertThat(Frame.of(1, Frame.Direction.OUT, 2, 3, BYTES, 2, 6).text())
                .isEqualTo("h\u00e4llo");
    }

    @Test
    void copyStaysWhenTheOriginalIsRefilled() {
        byte[] array = "first".getBytes(StandardCharsets.UTF_8);
        Frame frame = Frame.reusable(7, Frame.Direction.IN).reset(10, 20, array, 5);
        Frame copy = frame.copy();
        array[0] = 'x';
        frame.reset(11, 21, array, 1);

        assertThat(copy.text()).isEqualTo("first");
        assertThat(copy.connectionId()).isEqualTo(7);
        assertThat(copy.receivedAtNs()).isEqualTo(10);
        assertThat(copy.monotonicNs()).isEqualTo(20);
        assertThat(frame.text()).isEqualTo("x");
        assertThat(frame.receivedAtNs()).isEqualTo(11);
        assertThat(frame.monotonicNs()).isEqualTo(21);
    }

    @Test
    void rangeOutsideTheArrayIsRefused() {
        assertThatThrownBy(() -> Frame.of(1, Frame.Direction.IN, 0, 0, BYTES, 8, 4))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
