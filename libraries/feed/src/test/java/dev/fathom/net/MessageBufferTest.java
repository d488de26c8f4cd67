package dev.fathom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MessageBufferTest {
    private static final int LIMIT = 300_000;

    @Property(tries = 200)
    void anyMessagesInAnyFragmentsComeBackWhole(
            @ForAll @Size(max = 6) List<@IntRange(min = 0, max = 200_000) Integer> lengths,
            @ForAll @IntRange(min = 1, max = 50_000) int fragment,
            @ForAll boolean keepsWindow,
            @ForAll long seed) {
        Random random = new Random(seed);
        Deflater deflater = new Deflater(6, true);
        MessageBuffer buffer = MessageBuffer.inflating(LIMIT, keepsWindow);
        for (int length : lengths) {
            byte[] plain = text(random, length);
            boolean compressed = random.nextInt(4) > 0;
            receive(buffer, compressed ? compressed(deflater, plain) : plain, compressed, fragment);
            if (!keepsWindow) {
                deflater.reset();
            }

            assertThat(received(buffer)).isEqualTo(plain);
        }
        buffer.release();
        deflater.end();
    }

    @Property(tries = 200)
    void anyBytesGiveAMessageOrANamedError(@ForAll byte[] bytes) {
        MessageBuffer buffer = MessageBuffer.inflating(LIMIT, true);
        try {
            receive(buffer, bytes, true, 7);
            assertThat(buffer.length()).isLessThanOrEqualTo(LIMIT);
        } catch (CorruptedWebSocketFrameException e) {
            assertThat(e.closeStatus()).isEqualTo(WebSocketCloseStatus.INVALID_PAYLOAD_DATA);
        } finally {
            buffer.release();
        }
    }

    @Test
    void emptyMessageAfterAnotherIsOneByteOnTheWire() {
        Deflater deflater = new Deflater(6, true);
        MessageBuffer buffer = MessageBuffer.inflating(LIMIT, true);
        receive(buffer, compressed(deflater, new byte[] {'a'}), true, 5);
        assertThat(received(buffer)).asString().isEqualTo("a");

        byte[] empty = compressed(deflater, new byte[0]);
        assertThat(empty).containsExactly(0);
        receive(buffer, empty, true, 5);
        assertThat(buffer.length()).isZero();
        buffer.release();
        deflater.end();
    }

    @Test
    void streamClosedByTheSenderMayBeFollowedByANewOne() {
        // RFC 7692 section 7.2.3.4: a block with BFINAL set, then an empty one without
        byte[] hello = {(byte) 0xf3, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 0x07, 0x00, 0x00};
        MessageBuffer buffer = MessageBuffer.inflating(LIMIT, true);
        for (int i = 0; i < 2; i++) {
            receive(buffer, hello, true, 3);
            assertThat(received(buffer)).asString().isEqualTo("Hello");
        }
        buffer.release();
    }

    @Test
    void messageAtTheLimitPassesAndOneByteMoreDoesNot() {
        for (boolean compressed : List.of(false, true)) {
            for (int over : List.of(0, 1)) {
                MessageBuffer buffer = MessageBuffer.inflating(LIMIT, true);
                byte[] plain = new byte[LIMIT + over];
                byte[] sent = compressed ? compressed(new Deflater(6, true), plain) : plain;
                if (over == 0) {
                    receive(buffer, sent, compressed, 1000);
                    assertThat(buffer.length()).isEqualTo(LIMIT);
                } else {
                    assertThatThrownBy(() -> receive(buffer, sent, compressed, 1000))
                            .isInstanceOf(CorruptedWebSocketFrameException.class)
                            .hasMessage("message is over the limit of 300000 bytes");
                }
                buffer.release();
            }
        }
    }

    @Test
    void arrayIsReusedUnlessItGrewHuge() {
        MessageBuffer buffer = MessageBuffer.plain(16 << 20);
        receive(buffer, new byte[1 << 20], false, 1 << 20);
        byte[] grown = buffer.array();
        receive(buffer, new byte[10], false, 10);
        assertThat(buffer.array()).isSameAs(grown);

        receive(buffer, new byte[8 << 20], false, 1 << 20);
        receive(buffer, new byte[10], false, 10);
        assertThat(buffer.array()).hasSizeLessThan(1 << 20);
    }

    @Test
    void compressedMessageWithoutAgreementIsAViolation() {
        assertThatThrownBy(() -> MessageBuffer.plain(10).begin(true))
                .isInstanceOfSatisfying(
                        CorruptedWebSocketFrameException.class,
                        e ->
                                assertThat(e.closeStatus())
                                        .isEqualTo(WebSocketCloseStatus.PROTOCOL_ERROR));
    }

    private static void receive(
            MessageBuffer buffer, byte[] bytes, boolean compressed, int fragment) {
        buffer.begin(compressed);
        for (int at = 0; at < bytes.length; at += fragment) {
            buffer.append(Unpooled.copiedBuffer(bytes, at, Math.min(fragment, bytes.length - at)));
        }
        buffer.end();
    }

    private static byte[] received(MessageBuffer buffer) {
        return Arrays.copyOf(buffer.array(), buffer.length());
    }

    /** As a sender does it: flushed at the end of the message, the last four bytes cut off. */
    private static byte[] compressed(Deflater deflater, byte[] plain) {
        deflater.setInput(plain);
        byte[] out = new byte[plain.length + 1000];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        // nothing comes of an empty message after a flush: RFC 7692 section 7.2.3.6
        return length == 0 ? new byte[1] : Arrays.copyOf(out, length - 4);
    }

    private static byte[] text(Random random, int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) ('0' + random.nextInt(12));
        }
        return text;
    }
}
