package dev.fathom.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fathom.net.CloseCause;
import dev.fathom.net.Frame;
import dev.fathom.net.SessionListener;
import dev.fathom.net.WebSocketSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ControlQueueTest {
    private final ManualLoop loop = new ManualLoop();
    private final ScriptedSession session =
            new ScriptedSession(1, URI.create("ws://venue.example/ws"), loop, new Deaf());
    private final ControlQueue queue = new ControlQueue(loop, session, 2);

    private void ping(String payload) {
        queue.pong(payload.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void sendsAtOnceUpToTheLimitAndTheRestInAnySecondThatHasRoom() {
        queue.text("a");
        loop.advanceMs(600);
        queue.text("b");
        queue.text("c");
        queue.text("d");
        assertThat(session.sent).containsExactly("text a", "text b");

        loop.advanceMs(399);
        assertThat(session.sent).hasSize(2);
        loop.advanceMs(1);
        assertThat(session.sent).containsExactly("text a", "text b", "text c");
        loop.advanceMs(599);
        assertThat(session.sent).hasSize(3);
        loop.advanceMs(1);
        assertThat(session.sent).containsExactly("text a", "text b", "text c", "text d");
    }

    @Test
    void pongsGoBeforeWhatWaitsAndCount() {
        queue.text("a");
        queue.text("b");
        queue.text("c");
        queue.ping();
        ping("1");
        loop.advanceMs(1000);
        loop.advanceMs(1000);

        assertThat(session.sent).containsExactly("text a", "text b", "pong 1", "text c", "ping");
    }

    @Test
    void severalPingsThatWaitAreAnsweredOnceWithTheLast() {
        queue.text("a");
        queue.text("b");
        ping("1");
        ping("2");
        ping("3");
        loop.advanceMs(5000);

        assertThat(session.sent).containsExactly("text a", "text b", "pong 3");
    }

    @Test
    void pingsThatNeedNotWaitAreEachAnswered() {
        ping("1");
        ping("2");

        assertThat(session.sent).containsExactly("pong 1", "pong 2");
    }

    @Test
    void isBounded() {
        for (int i = 0; i < 1002; i++) {
            queue.text("x");
        }
        assertThatThrownBy(() -> queue.text("y"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("1000 control messages wait on ws://venue.example/ws");
        ping("1");
        loop.advanceMs(1000);

        assertThat(session.sent).hasSize(4).contains("pong 1");
    }

    private static final class Deaf implements SessionListener {
        @Override
        public void onOpen(WebSocketSession session) {}

        @Override
        public void onFrame(WebSocketSession session, Frame frame) {}

        @Override
        public void onPing(WebSocketSession session, byte[] payload) {}

        @Override
        public void onPong(WebSocketSession session, byte[] payload) {}

        @Override
        public void onClosed(WebSocketSession session, CloseCause cause) {}
    }
}
