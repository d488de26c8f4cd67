package dev.fathom.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection: its limits, its pings, its end. */
abstract class Session implements ServerConnection, Subscriber {
    static final int POLICY_VIOLATION = 1008;
    private static final int GOING_AWAY = 1001;

    final StreamHub hub;
    final WireTime unit;
    private final ClientPort client;
    private final ArrayDeque<Long> recentMessages = new ArrayDeque<>();
    private boolean open = true;
    private boolean deaf;
    private final ArrayDeque<byte[]> unanswered = new ArrayDeque<>();
    private SimulatorLoop.@Nullable Timer nextPing;
    private SimulatorLoop.@Nullable Timer pongDeadline;
    private SimulatorLoop.@Nullable Timer oldAge;

    Session(StreamHub hub, ClientPort client, WireTime unit) {
        this.hub = hub;
        this.client = client;
        this.unit = unit;
    }

    void start() {
        hub.add(this);
        nextPing = after(hub.limits.pingEvery(), this::ping);
        oldAge = after(hub.limits.connectionAge(), () -> close(GOING_AWAY, ""));
    }

    /** The streams that it has asked for. */
    abstract Set<String> names();

    /** Tells that the venue is going to close it. */
    abstract void sendShutdown();

    /** Wants nothing any more. */
    abstract void leaveAll();

    /** Whether what the client says is still heard. */
    final boolean hears() {
        return open && !deaf;
    }

    /** Sends a text, if there is still somebody to hear it. */
    final void say(byte[] utf8) {
        if (hears()) {
            client.text(utf8);
        }
    }

    /** Neither hears nor says anything any more. */
    void deafen() {
        deaf = true;
    }

    void close(int code, String reason) {
        if (open) {
            onClosed();
            client.close(code, reason);
        }
    }

    void abort() {
        if (open) {
            onClosed();
            client.abort();
        }
    }

    @Override
    public void onPing(byte[] payload) {
        if (admits()) {
            client.pong(payload);
        }
    }

    @Override
    public void onPong(byte[] payload) {
        if (admits() && unanswered.stream().anyMatch(it -> Arrays.equals(it, payload))) {
            unanswered.clear();
            cancel(pongDeadline);
        }
    }

    @Override
    public void onClose(int code, String reason) {
        if (!deaf) {
            close(code, reason);
        }
    }

    @Override
    public void onClosed() {
        open = false;
        hub.remove(this);
        leaveAll();
        cancel(nextPing);
        cancel(pongDeadline);
        cancel(oldAge);
    }

    /** Counts a message of the client; false if it is not to be heard. */
    final boolean admits() {
        if (!hears()) {
            return false;
        }
        long now = hub.loop.monotonicNs();
        int limit = hub.limits.messagesPerSecond();
        while (!recentMessages.isEmpty() && now - recentMessages.getFirst() >= 1_000_000_000L) {
            recentMessages.removeFirst();
        }
        recentMessages.addLast(now);
        if (recentMessages.size() > limit) {
            close(POLICY_VIOLATION, "Too many requests");
            return false;
        }
        return true;
    }

    private void ping() {
        if (unanswered.isEmpty()) {
            pongDeadline =
                    after(hub.limits.pongWithin(), () -> close(POLICY_VIOLATION, "Pong timeout"));
        }
        long time = WireTime.MILLISECOND.of(hub.clock.us());
        byte[] payload = Long.toString(time).getBytes(StandardCharsets.UTF_8);
        unanswered.addLast(payload);
        nextPing = after(hub.limits.pingEvery(), this::ping);
        if (!deaf) {
            client.ping(payload);
        }
    }

    private SimulatorLoop.Timer after(Duration delay, Runnable task) {
        return hub.loop.schedule(delay.toNanos(), task);
    }

    private static void cancel(SimulatorLoop.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
