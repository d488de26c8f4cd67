package dev.fathom.cli.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Output output = new Output(written);

    @Test
    void givesPiecesOutInTheirOrder() throws InterruptedException {
        Outbox<Consumer<Output>> outbox = new Outbox<>(10, 100);
        put(outbox, "a", 1);
        put(outbox, "b", 1);

        assertThat(rest(outbox)).isEqualTo("ab");
        assertThat(outbox.leftOut()).isZero();
    }

    @Test
    void leavesOutWhatIsTooMany() throws InterruptedException {
        Outbox<Consumer<Output>> outbox = new Outbox<>(2, 100);
        put(outbox, "a", 1);
        put(outbox, "b", 1);
        put(outbox, "c", 1);

        assertThat(rest(outbox)).isEqualTo("ab");
        assertThat(outbox.leftOut()).isEqualTo(1);
        assertThat(outbox.leftOut()).as("counted once").isZero();
    }

    @Test
    void leavesOutWhatIsTooLongButNeverTheOnlyPiece() throws InterruptedException {
        Outbox<Consumer<Output>> outbox = new Outbox<>(10, 100);
        put(outbox, "long", 1000);
        put(outbox, "b", 1);

        assertThat(rest(outbox)).isEqualTo("long");
        assertThat(outbox.leftOut()).isEqualTo(1);
    }

    @Test
    void hasRoomAgainAfterTaking() throws InterruptedException {
        Outbox<Consumer<Output>> outbox = new Outbox<>(1, 100);
        put(outbox, "a", 90);
        rest(outbox);
        put(outbox, "b", 90);

        assertThat(rest(outbox)).isEqualTo("ab");
    }

    private static void put(Outbox<Consumer<Output>> outbox, String text, long size) {
        outbox.put(out -> out.write(text), size);
    }

    /** Everything written so far, the rest of the box included. */
    private String rest(Outbox<Consumer<Output>> outbox) throws InterruptedException {
        Consumer<Output> piece = outbox.take(0);
        while (piece != null) {
            piece.accept(output);
            piece = outbox.take(0);
        }
        output.flush();
        return written.toString(StandardCharsets.UTF_8);
    }
}
