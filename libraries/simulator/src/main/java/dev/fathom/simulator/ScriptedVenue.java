package dev.fathom.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A venue that says exactly what a script says, for clients to be tested on cases made by hand.
 * Requests of clients are acknowledged with {@code {"result":null,"id":...}}; whatever else they
 * say is only kept. Owned by its loop's thread.
 */
public final class ScriptedVenue implements Venue {
    private static final int KEPT = 10_000;

    private final VenueScript script;
    private final SimulatorLoop loop;
    private final ArrayDeque<String> received = new ArrayDeque<>();
    private final Map<String, Integer> given = new HashMap<>();
    private int connections;

    /** A venue that plays {@code script}. */
    public ScriptedVenue(VenueScript script, SimulatorLoop loop) {
        this.script = script;
        this.loop = loop;
    }

    /** Nothing to begin: a script plays when a client comes. */
    @Override
    public void start() {
        connections = 0;
    }

    /**
     * What clients have said and asked for, oldest first: the texts of messages, {@code CONNECT
     * /path}, {@code GET /path}. The newest ten thousand are kept.
     */
    public List<String> received() {
        return List.copyOf(received);
    }

    @Override
    public Handshake connect(String pathAndQuery, String remoteAddress, ClientPort client) {
        keep("CONNECT " + pathAndQuery);
        if (script.connections().isEmpty()) {
            return new Handshake.Refused(503, "No connection in the script", Map.of());
        }
        int index = Math.min(connections++, script.connections().size() - 1);
        Playing playing = new Playing(client, script.connections().get(index));
        playing.next();
        return new Handshake.Accepted(playing);
    }

    @Override
    public void get(String pathAndQuery, String remoteAddress, Consumer<HttpReply> reply) {
        keep("GET " + pathAndQuery);
        Query asked = Query.parse(pathAndQuery);
        List<VenueScript.Answer> fitting =
                script.answers().stream()
                        .filter(it -> fits(Query.parse(it.target()), asked))
                        .toList();
        if (fitting.isEmpty()) {
            reply.accept(HttpReply.json(404, Map.of(), "{}"));
            return;
        }
        String target = fitting.getFirst().target();
        List<VenueScript.Answer> inTurn =
                fitting.stream().filter(it -> it.target().equals(target)).toList();
        int turn = given.merge(target, 1, Integer::sum) - 1;
        VenueScript.Answer answer = inTurn.get(Math.min(turn, inTurn.size() - 1));
        HttpReply given =
                HttpReply.json(
                        answer.status(), Map.of("Content-Type", "application/json"), answer.body());
        if (answer.after().isZero()) {
            reply.accept(given);
        } else {
            loop.schedule(answer.after().toNanos(), () -> reply.accept(given));
        }
    }

    private static boolean fits(Query written, Query asked) {
        return written.path().equals(asked.path())
                && asked.parameters().entrySet().containsAll(written.parameters().entrySet());
    }

    private void keep(String what) {
        received.addLast(what);
        if (received.size() > KEPT) {
            received.removeFirst();
        }
    }

    /** One connection and what is still to come on it. */
    private final class Playing implements ServerConnection {
        private final ClientPort client;
        private final ArrayDeque<VenueScript.Step> left;
        private boolean waiting;
        private boolean ended;

        Playing(ClientPort client, List<VenueScript.Step> steps) {
            this.client = client;
            left = new ArrayDeque<>(new ArrayList<>(steps));
        }

        void next() {
            VenueScript.Step step = ended ? null : left.poll();
            switch (step) {
                case null -> waiting = false;
                case VenueScript.Step.Await _ -> waiting = true;
                case VenueScript.Step.Text it ->
                        later(it.after(), () -> client.text(utf8(it.text())));
                case VenueScript.Step.Ping it ->
                        later(it.after(), () -> client.ping(utf8(it.payload())));
                case VenueScript.Step.Close it ->
                        later(
                                it.after(),
                                () -> {
                                    ended = true;
                                    client.close(it.code(), it.reason());
                                });
                case VenueScript.Step.Abort it ->
                        later(
                                it.after(),
                                () -> {
                                    ended = true;
                                    client.abort();
                                });
            }
        }

        private void later(Duration after, Runnable what) {
            loop.schedule(
                    after.toNanos(),
                    () -> {
                        if (!ended) {
                            what.run();
                            next();
                        }
                    });
        }

        @Override
        public void onText(String text) {
            keep(text);
            ControlMessages.acknowledgement(text).ifPresent(it -> client.text(utf8(it)));
            if (waiting) {
                waiting = false;
                next();
            }
        }

        @Override
        public void onPing(byte[] payload) {
            client.pong(payload);
        }

        @Override
        public void onPong(byte[] payload) {
            keep("PONG " + new String(payload, StandardCharsets.UTF_8));
        }

        @Override
        public void onClose(int code, String reason) {
            if (!ended) {
                ended = true;
                client.close(code, reason);
            }
        }

        @Override
        public void onClosed() {
            ended = true;
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
