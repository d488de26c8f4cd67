package dev.fathom.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection: its subscriptions, its limits, its pings. */
final class Session implements ServerConnection {
    private static final int POLICY_VIOLATION = 1008;
    private static final int GOING_AWAY = 1001;

    private final StreamHub hub;
    private final ClientPort client;
    private final WireTime unit;
    private final Predicate<String> delivers;
    private final Set<String> names = new LinkedHashSet<>();
    private final ArrayDeque<Long> recentMessages = new ArrayDeque<>();
    private boolean combined;
    private boolean open = true;
    private boolean deaf;
    private final ArrayDeque<byte[]> unanswered = new ArrayDeque<>();
    private SimulatorLoop.@Nullable Timer nextPing;
    private SimulatorLoop.@Nullable Timer pongDeadline;
    private SimulatorLoop.@Nullable Timer oldAge;

    /**
     * A connection.
     *
     * @param delivers the names of streams that it can bring
     */
    Session(
            StreamHub hub,
            ClientPort client,
            boolean combined,
            WireTime unit,
            Predicate<String> delivers) {
        this.hub = hub;
        this.delivers = delivers;
        this.client = client;
        this.combined = combined;
        this.unit = unit;
    }

    void start() {
        hub.add(this);
        nextPing = after(hub.limits.pingEvery(), this::ping);
        oldAge = after(hub.limits.connectionAge(), () -> close(GOING_AWAY, ""));
    }

    Set<String> names() {
        return names;
    }

    boolean isCombined() {
        return combined;
    }

    void combined(boolean value) {
        combined = value;
    }

    /** Unknown names are taken as well; nothing will ever come. */
    void subscribe(Collection<String> wanted) {
        names.addAll(wanted);
        if (names.size() > hub.limits.streamsPerConnection()) {
            close(POLICY_VIOLATION, "Too many streams");
            return;
        }
        wanted.stream()
                .filter(delivers)
                .forEach(name -> hub.stream(name).ifPresent(it -> it.join(this)));
    }

    void unsubscribe(Collection<String> unwanted) {
        unwanted.forEach(names::remove);
        unwanted.forEach(name -> hub.stream(name).ifPresent(it -> it.leave(this)));
    }

    void send(Payload payload) {
        if (open && !deaf) {
            client.text(payload.frame(combined, unit));
        }
    }

    void sendShutdown() {
        long us = hub.clock.us();
        send(new Payload("!serverShutdown", time -> BinanceText.serverShutdown(time.of(us))));
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
    public void onText(String text) {
        if (admits()) {
            String reply = ControlMessages.reply(this, text);
            if (open) {
                client.text(reply.getBytes(StandardCharsets.UTF_8));
            }
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
        unsubscribe(Set.copyOf(names));
        cancel(nextPing);
        cancel(pongDeadline);
        cancel(oldAge);
    }

    private boolean admits() {
        if (!open || deaf) {
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
