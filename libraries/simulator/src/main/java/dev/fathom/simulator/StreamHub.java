package dev.fathom.simulator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All streams and all connections, and what connections need of the venue. */
final class StreamHub {
    final SimulatorLoop loop;
    final VenueClock clock;
    final SimulatorLimits limits;
    private final Map<String, Stream> streams;
    private final Set<Session> sessions = new LinkedHashSet<>();

    StreamHub(
            SimulatorLoop loop,
            VenueClock clock,
            SimulatorLimits limits,
            Map<String, Stream> streams) {
        this.loop = loop;
        this.clock = clock;
        this.limits = limits;
        this.streams = streams;
    }

    /** The stream of this exact name, if the venue has one that sends something. */
    Optional<Stream> stream(String name) {
        return Optional.ofNullable(streams.get(name));
    }

    Iterable<Stream> streams() {
        return streams.values();
    }

    void add(Session session) {
        sessions.add(session);
    }

    void remove(Session session) {
        sessions.remove(session);
    }

    /** Connections with any stream of the symbol; for an empty symbol all. */
    List<Session> sessionsOf(String symbol) {
        List<Session> found = new ArrayList<>(sessions);
        if (!symbol.isEmpty()) {
            found.removeIf(it -> it.names().stream().noneMatch(name -> isOf(symbol, name)));
        }
        return found;
    }

    private boolean isOf(String symbol, String name) {
        return stream(name).map(it -> it.symbol.equals(symbol)).orElse(false);
    }
}
