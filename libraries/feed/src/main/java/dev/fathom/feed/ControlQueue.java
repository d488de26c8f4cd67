package dev.fathom.feed;

import dev.fathom.net.ControlBudget;
import dev.fathom.net.Loop;
import dev.fathom.net.WebSocketSession;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends on a connection, within the venue's limit of messages a second: answers to
 * pings before everything else. Owned by the connection's thread.
 */
final class ControlQueue {
    private static final int MOST_WAITING = 1000;

    private final Loop loop;
    private final WebSocketSession session;
    private final ControlBudget budget;
    private final Queue<Consumer<WebSocketSession>> messages = new ArrayDeque<>();
    private byte @Nullable [] pong;
    private boolean scheduled;

    ControlQueue(Loop loop, WebSocketSession session, int messagesPerSecond) {
        this.loop = loop;
        this.session = session;
        this.budget = ControlBudget.perSecond(messagesPerSecond);
    }

    /** Answers a ping; where several wait, only the last needs an answer (RFC 6455, 5.5.3). */
    void pong(byte[] payload) {
        pong = payload;
        pump();
    }

    /** Asks for a sign of life. */
    void ping() {
        offer(s -> s.ping(new byte[0]));
    }

    /** Sends a text in its turn. */
    void text(String text) {
        offer(s -> s.send(text));
    }

    private void offer(Consumer<WebSocketSession> message) {
        if (messages.size() == MOST_WAITING) {
            throw new IllegalStateException(
                    MOST_WAITING + " control messages wait on " + session.uri());
        }
        messages.add(message);
        pump();
    }

    private void pump() {
        while (pong != null || !messages.isEmpty()) {
            long nowNs = loop.monotonicNs();
            long waitNs = budget.delayNs(nowNs);
            if (waitNs > 0) {
                pumpLater(waitNs);
                return;
            }
            budget.record(nowNs);
            byte[] answer = pong;
            if (answer != null) {
                pong = null;
                session.pong(answer);
            } else {
                messages.remove().accept(session);
            }
        }
    }

    private void pumpLater(long waitNs) {
        if (!scheduled) {
            scheduled = true;
            loop.schedule(
                    waitNs,
                    () -> {
                        scheduled = false;
                        pump();
                    });
        }
    }
}
