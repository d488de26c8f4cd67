package dev.fathom.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fathom.cli.common.Output;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Output output = new Output(written);

    @Test
    void givesPiecesOutInTheirOrder() throws InterruptedException {
        Outbox outbox = new Outbox(10, 100);
        put(outbox, "a", 1);
        put(outbox, "b", 1);

        assertThat(rest(outbox)).isEqualTo("ab");
        assertThat(outbox.leftOut()).isZero();
    }

    @Test
    void leavesOutWhatIsTooMany() throws InterruptedException {
        Outbox outbox = new Outbox(2, 100);
        put(outbox, "a", 1);
        put(outbox, "b", 1);
        put(outbox, "c", 1);

        assertThat(rest(outbox)).isEqualTo("ab");
        assertThat(outbox.leftOut()).isEqualTo(1);
        assertThat(outbox.leftOut()).as("counted once").isZero();
    }

    @Test
    void leavesOutWhatIsTooLongButNeverTheOnlyPiece() throws InterruptedException {
        Outbox outbox = new Outbox(10, 100);
        put(outbox, "long", 1000);
        put(outbox, "b", 1);

        assertThat(rest(outbox)).isEqualTo("long");
        assertThat(outbox.leftOut()).isEqualTo(1);
    }

    @Test
    void hasRoomAgainAfterTaking() throws InterruptedException {
        Outbox outbox = new Outbox(1, 100);
        put(outbox, "a", 90);
        rest(outbox);
        put(outbox, "b", 90);

        assertThat(rest(outbox)).isEqualTo("ab");
    }

    private static void put(Outbox outbox, String text, long size) {
        outbox.put(out -> out.write(text), size);
    }

    /** Everything written so far, the rest of the box included. */
    private String rest(Outbox outbox) throws InterruptedException {
        Outbox.Piece piece = outbox.take(0);
        while (piece != null) {
            piece.writeTo(output);
            piece = outbox.take(0);
        }
        output.flush();
        return written.toString(StandardCharsets.UTF_8);
    }
}
