package dev.fathom.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/** A connection of streams: what it is subscribed to and how it wants it. */
final class StreamSession extends Session {
    private final EventChoice choice;
    private final Predicate<String> delivers;
    private final Set<String> names = new LinkedHashSet<>();
    private boolean combined;

    /**
     * A connection.
     *
     * @param delivers the names of streams that it can bring
     */
    StreamSession(
            StreamHub hub, ClientPort client, StreamAddress address, Predicate<String> delivers) {
        super(hub, client, address.unit());
        this.delivers = delivers;
        choice = address.choice();
        combined = address.combined();
    }

    @Override
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

    @Override
    public void send(Payload payload) {
        if (choice.wants(payload)) {
            say(payload.frame(combined, unit));
        }
    }

    @Override
    void sendShutdown() {
        long us = hub.clock.us();
        send(new Payload("!serverShutdown", time -> BinanceText.serverShutdown(time.of(us))));
    }

    @Override
    public void onText(String text) {
        if (admits()) {
            say(ControlMessages.reply(this, text).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    void leaveAll() {
        unsubscribe(Set.copyOf(names));
    }
}
