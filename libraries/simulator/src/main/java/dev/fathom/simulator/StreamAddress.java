package dev.fathom.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the address of a WebSocket asks for. Immutable.
 *
 * @param route the part of the path that names it; empty without one
 * @param combined whether messages come in envelopes that name their stream
 * @param unit of times
 * @param streams names, in the order written; those of listen keys in the parameters last
 * @param choice which events of these listen keys are wanted
 */
record StreamAddress(
        String route, boolean combined, WireTime unit, List<String> streams, EventChoice choice) {
    /** Lets {@code accept} have what an address asks for, or refuses it as the venue does. */
    static Handshake open(
            String pathAndQuery,
            BinanceProtocol protocol,
            Function<StreamAddress, ServerConnection> accept) {
        Query query;
        try {
            query = Query.parse(pathAndQuery);
        } catch (IllegalArgumentException broken) {
            return refused(400, "Bad request target");
        }
        Optional<WireTime> unit = WireTime.of(query);
        if (unit.isEmpty()) {
            return refused(400, BinanceText.error(-1194, "Invalid time unit."));
        }
        String route = protocol.route(query.path());
        String path = query.path().substring(route.length());
        boolean combined = path.equals("/stream") || path.equals("/stream/");
        if (!combined && !path.equals("/ws") && !path.startsWith("/ws/")) {
            return refused(404, "Not found");
        }
        String names = combined ? query.get("streams").orElse("") : path.substring("/ws".length());
        EventChoice choice =
                protocol.takesKeys(route) ? EventChoice.of(pathAndQuery) : EventChoice.NONE;
        List<String> streams = new ArrayList<>(Arrays.asList(names.split("/")));
        streams.removeIf(String::isEmpty);
        streams.addAll(choice.keys());
        return new Handshake.Accepted(
                accept.apply(new StreamAddress(route, combined, unit.get(), streams, choice)));
    }

    /** A refusal with a plain text. */
    static Handshake refused(int status, String body) {
        return new Handshake.Refused(status, body, Map.of("Content-Type", "text/plain"));
    }
}
