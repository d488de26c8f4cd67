package dev.fathom.simulator;

import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.Fault.Breakage;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One named stream, its subscribers, and what faults do to its messages. */
class Stream {
    private static final int BACKLOG = 100_000;

    final String name;
    final String symbol;
    private final ArmedFaults faults;
    private final Set<Subscriber> subscribers = new LinkedHashSet<>();
    private final ArrayDeque<Payload> backlog = new ArrayDeque<>();
    private @Nullable Payload overtaken;

    Stream(String name, String symbol, ArmedFaults faults) {
        this.name = name;
        this.symbol = symbol;
        this.faults = faults;
    }

    boolean isDepthDiff() {
        return false;
    }

    /** Those subscribed now; sending to one may make it leave. */
    List<Subscriber> subscribers() {
        return List.copyOf(subscribers);
    }

    boolean isSilent() {
        return subscribers.isEmpty();
    }

    /** Whether a fault of messages with this target concerns this stream. */
    boolean isMeantBy(String target) {
        if (target.indexOf('@') >= 0) {
            return target.equals(name);
        }
        return isDepthDiff() && (target.isEmpty() || target.equals(symbol));
    }

    boolean isHeldBack() {
        return !backlog.isEmpty() || awaits(Fault.Delay.class);
    }

    /** Whether a fault of this kind means this stream. */
    <F extends Fault> boolean awaits(Class<F> kind) {
        return faults.find(kind, it -> isMeantBy(it.target())).isPresent();
    }

    /** The fault of this kind that means this stream, which thereby takes effect. */
    <F extends Fault> Optional<F> hit(Class<F> kind) {
        return faults.use(kind, it -> isMeantBy(it.target()));
    }

    void join(Subscriber one) {
        subscribers.add(one);
    }

    void leave(Subscriber one) {
        subscribers.remove(one);
        if (subscribers.isEmpty()) {
            // Nobody who comes later is to get what was held back before.
            overtaken = null;
            backlog.clear();
        }
    }

    /** Sends the message to all subscribers, or to whom and when the faults let it. */
    void publish(Payload payload) {
        if (isSilent() || hit(Fault.Mute.class).isPresent()) {
            return;
        }
        if (hit(Fault.Drop.class).isPresent()) {
            faults.dropped(payload);
            return;
        }
        Payload broken =
                hit(Fault.Malformed.class)
                        .map(it -> payload.changed(text -> broken(text, it.breakage())))
                        .orElse(payload);
        Payload before = overtaken;
        if (before == null && awaits(Fault.Reorder.class)) {
            overtaken = broken;
            return;
        }
        pass(broken);
        if (before != null) {
            overtaken = null;
            pass(before);
            hit(Fault.Reorder.class);
        }
    }

    private void pass(Payload payload) {
        if (hit(Fault.Delay.class).isPresent()) {
            if (backlog.size() < BACKLOG) {
                backlog.add(payload);
            }
            return;
        }
        send(payload);
        if (hit(Fault.Duplicate.class).isPresent()) {
            send(payload);
        }
    }

    /** The delay is over. */
    void burst() {
        for (Payload payload = backlog.poll(); payload != null; payload = backlog.poll()) {
            send(payload);
        }
    }

    private void send(Payload payload) {
        subscribers().forEach(it -> it.send(payload));
    }

    private static String broken(String text, Breakage breakage) {
        return switch (breakage) {
            case TRUNCATED -> text.substring(0, text.length() / 2);
            case TYPES -> text.replaceAll(":(-?\\d+)", ":\"x$1\"");
        };
    }
}
