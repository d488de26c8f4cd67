package dev.fathom.simulator;

import dev.fathom.simulator.fault.Fault;
import dev.fathom.simulator.fault.Fault.Breakage;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One named stream, its subscribers, and what faults do to its messages. */
class Stream {
    private static final int BACKLOG = 100_000;

    final String name;
    final String symbol;
    final ArmedFaults faults;
    final Set<Session> sessions = new LinkedHashSet<>();
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

    boolean isSilent() {
        return sessions.isEmpty();
    }

    /** Whether a fault of messages with this target concerns this stream. */
    boolean isMeantBy(String target) {
        if (target.indexOf('@') >= 0) {
            return target.equals(name);
        }
        return isDepthDiff() && (target.isEmpty() || target.equals(symbol));
    }

    boolean isHeldBack() {
        return !backlog.isEmpty()
                || faults.find(Fault.Delay.class, it -> isMeantBy(it.target())).isPresent();
    }

    /** Sends the message to all subscribers, or to whom and when the faults let it. */
    void publish(Payload payload) {
        if (isSilent()
                || faults.use(Fault.Mute.class, it -> isMeantBy(it.target())).isPresent()
                || faults.use(Fault.Drop.class, it -> isMeantBy(it.target())).isPresent()) {
            return;
        }
        Payload broken =
                faults.use(Fault.Malformed.class, it -> isMeantBy(it.target()))
                        .map(it -> payload.changed(text -> broken(text, it.breakage())))
                        .orElse(payload);
        Payload before = overtaken;
        if (before == null
                && faults.find(Fault.Reorder.class, it -> isMeantBy(it.target())).isPresent()) {
            overtaken = broken;
            return;
        }
        pass(broken);
        if (before != null) {
            overtaken = null;
            pass(before);
            faults.use(Fault.Reorder.class, it -> isMeantBy(it.target()));
        }
    }

    private void pass(Payload payload) {
        if (faults.use(Fault.Delay.class, it -> isMeantBy(it.target())).isPresent()) {
            if (backlog.size() < BACKLOG) {
                backlog.add(payload);
            }
            return;
        }
        send(payload);
        if (faults.use(Fault.Duplicate.class, it -> isMeantBy(it.target())).isPresent()) {
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
        for (Session session : sessions.toArray(Session[]::new)) {
            session.send(payload);
        }
    }

    private static String broken(String text, Breakage breakage) {
        return switch (breakage) {
            case TRUNCATED -> text.substring(0, text.length() / 2);
            case TYPES -> text.replaceAll(":(-?\\d+)", ":\"x$1\"");
        };
    }
}
