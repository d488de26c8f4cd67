package dev.fathom.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What a connection of the WebSocket API is subscribed to, each part of the account once. */
final class ApiSubscriptions {
    private final SimulatorLoop loop;
    private final IntConsumer atEnd;
    private final Map<Integer, Subscription> byId = new LinkedHashMap<>();
    private int next;

    /**
     * None yet.
     *
     * @param atEnd told the id of one whose time is over
     */
    ApiSubscriptions(SimulatorLoop loop, IntConsumer atEnd) {
        this.loop = loop;
        this.atEnd = atEnd;
    }

    private static final class Subscription {
        final int id;
        final AccountPart part;
        final boolean byLogon;
        SimulatorLoop.@Nullable Timer end;

        Subscription(int id, AccountPart part, boolean byLogon) {
            this.id = id;
            this.part = part;
            this.byLogon = byLogon;
        }

        void cancelEnd() {
            SimulatorLoop.Timer timer = end;
            if (timer != null) {
                timer.cancel();
            }
        }
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** The ids, oldest first. */
    List<Integer> ids() {
        return List.copyOf(byId.keySet());
    }

    /** Those of the logon. */
    List<Integer> idsByLogon() {
        return byId.values().stream().filter(it -> it.byLogon).map(it -> it.id).toList();
    }

    /** Those that want a message. */
    List<Integer> idsOf(Topic topic) {
        return byId.values().stream().filter(it -> it.part.holds(topic)).map(it -> it.id).toList();
    }

    /** The subscription to this part of the account. */
    Optional<Integer> idOf(AccountPart part) {
        return byId.values().stream()
                .filter(it -> it.part.equals(part))
                .map(it -> it.id)
                .findFirst();
    }

    /** One more; returns its id. */
    int add(AccountPart part, boolean byLogon) {
        int id = next++;
        byId.put(id, new Subscription(id, part, byLogon));
        return id;
    }

    /** It ends after this time, and not when it was to end before. */
    void endAfter(int id, long ns) {
        Subscription one = byId.get(id);
        if (one == null) {
            throw new IllegalArgumentException("no subscription " + id);
        }
        one.cancelEnd();
        one.end = loop.schedule(ns, () -> atEnd.accept(id));
    }

    void remove(int id) {
        Subscription gone = byId.remove(id);
        if (gone != null) {
            gone.cancelEnd();
        }
    }

    void clear() {
        byId.values().forEach(Subscription::cancelEnd);
        byId.clear();
    }
}
